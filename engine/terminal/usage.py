"""Usage: what is wrong with the arguments of a command, in our own words."""

import click

from engine.errors import AuthorError, EngineError
from engine.phrases import shell as words
from engine.phrases.faults import SEVERITY
from engine.phrases.messages import Messages
from engine.values.hints import near
from engine.values.reason import quoted


class MisusedError(Exception):
    """The arguments of a command are wrong: how, and of which command (as it is written)."""

    def __init__(self, error: EngineError, command: str) -> None:
        super().__init__(error, command)
        self.error = error
        self.command = command


def misused(error: click.UsageError | AuthorError, ctx: click.Context) -> MisusedError:
    """Return what click or a type of ours found, in our own words."""
    return MisusedError(error if isinstance(error, AuthorError) else _ours(error, ctx.command), ctx.command_path)


def _ours(error: click.UsageError, command: click.Command) -> AuthorError:
    match error:
        case click.NoSuchOption():
            name = error.option_name
            return AuthorError("option-unknown", name=name, near=near(name, error.possibilities or ()))
        case click.MissingParameter():
            return AuthorError("argument-missing", name=name_of(error.param))
        case click.BadOptionUsage():
            key = "option-takes-none" if _is_flag(command, error.option_name) else "option-needs-value"
            return AuthorError(key, name=error.option_name)
        case click.BadParameter():
            return AuthorError("option-refused", name=name_of(error.param), why=quoted(error.message))
        case _:
            return AuthorError("usage-refused", why=quoted(error.format_message()))


def show_usage(found: MisusedError, messages: Messages) -> None:
    """Print what is wrong, and where help is."""
    told = messages.of_error(found.error)
    click.echo(f"{messages.say(SEVERITY['error'])}: {told.message} [{told.code} {found.error.key}]", err=True)
    if told.hint:
        click.echo(f"  {told.hint}", err=True)
    click.echo(f"  {messages.say(words.SEE_HELP, command=found.command)}", err=True)


def name_of(param: click.Parameter | None) -> str:
    """Return a parameter as it is written."""
    if param is None:
        return "-"
    return param.human_readable_name if isinstance(param, click.Argument) else param.opts[-1]


def _is_flag(command: click.Command, name: str) -> bool:
    return any(isinstance(one, click.Option) and one.is_flag and name in one.opts for one in command.params)
