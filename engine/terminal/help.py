"""Help as text: usage, purpose, lines to copy, options and commands, wrapped by what a terminal shows."""

import shutil
from collections.abc import Iterator
from typing import Any

import click

from engine.phrases import usage as words
from engine.phrases.messages import Messages
from engine.phrases.phrase import Help
from engine.report.width import padded, width_of, wrapped
from engine.terminal.option import Option

WIDEST = 100
INDENT = "  "
MOST_NAMED = 30
"""Columns of names beside which their meaning stands; of longer names it stands below."""


def command_help(command: click.Command, told: Help, ctx: click.Context, messages: Messages) -> str:
    """Return the help of a command, with what is told of it; none of it is wider than the terminal."""
    columns = min(shutil.get_terminal_size().columns, WIDEST)
    return "\n".join(_lines(command, told, ctx, messages, columns)).rstrip("\n")


def _lines(command: click.Command, told: Help, ctx: click.Context, messages: Messages, columns: int) -> Iterator[str]:
    yield from wrapped(messages.say(words.USAGE, usage=_usage(command, ctx, messages)), columns)
    yield ""
    for paragraph in messages.say(told.text).split("\n\n"):
        yield from wrapped(paragraph, columns)
        yield ""
    for line in messages.say(told.lines).split("\n"):
        yield INDENT + line if line else ""
    yield ""
    yield messages.say(words.OPTIONS)
    yield from _table(_options(command, ctx, messages), columns)
    if isinstance(command, click.Group):
        yield ""
        yield messages.say(words.COMMANDS)
        yield from _table(_commands(command, ctx, messages), columns)


def _usage(command: click.Command, ctx: click.Context, messages: Messages) -> str:
    """The usage line, with click's placeholders in the reader's language."""
    ours = {"[OPTIONS]": words.OPTIONS_PIECE, "COMMAND [ARGS]...": words.COMMAND_PIECE}
    pieces = [messages.say(ours[piece]) if piece in ours else piece for piece in command.collect_usage_pieces(ctx)]
    return " ".join([ctx.command_path, *pieces])


def _options(command: click.Command, ctx: click.Context, messages: Messages) -> list[tuple[str, str]]:
    found = []
    for param in command.get_params(ctx):
        record = param.get_help_record(ctx)
        if record is not None and isinstance(param, Option):
            found.append((record[0], _meaning(param, messages)))
    return found


def _meaning(option: Option, messages: Messages) -> str:
    text = messages.say(option.words)
    return messages.say(words.DEFAULT, text=text, value=str(option.default)) if option.show_default else text


def _commands(group: click.Group, ctx: click.Context, messages: Messages) -> list[tuple[str, str]]:
    found = []
    for name in group.list_commands(ctx):
        command: Any = group.get_command(ctx, name)
        found.append((name, messages.say(command.words.short)))
    return found


def _table(rows: list[tuple[str, str]], columns: int) -> Iterator[str]:
    """Names with their meaning beside them, or below where a name is long."""
    named = min(max(width_of(name) for name, _ in rows), MOST_NAMED, columns // 3)
    for name, meaning in rows:
        first, *more = wrapped(meaning, columns - named - 2 * len(INDENT))
        if width_of(name) > named:
            yield INDENT + name
        yield INDENT + padded(name if width_of(name) <= named else "", named) + INDENT + first
        yield from (INDENT + " " * named + INDENT + line for line in more)
