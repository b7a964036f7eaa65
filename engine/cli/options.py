"""Options that several commands share."""

from collections.abc import Callable
from typing import Any

import click

from engine.errors import AuthorError
from engine.phrases import usage
from engine.terminal.option import option
from engine.terminal.types import PATH, OneOf, Whole

MOST_ROWS = 1000
Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def format_option(*names: str) -> Decorator:
    """`--format` with these choices, the first of them the default."""
    return option("--format", type=OneOf(names), default=names[0], show_default=True, words=usage.FORMAT)


def strict_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--strict`: whatever is worth a word stops."""
    return option("--strict", is_flag=True, words=usage.STRICT)(command)


def summary_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--summary FILE`; GitHub Actions names one for each step ("Workflow commands", job summaries)."""
    file = {"type": PATH, "metavar": "FILE", "envvar": "GITHUB_STEP_SUMMARY"}
    return option("--summary", "summary_file", words=usage.SUMMARY, **file)(command)


def recipe_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The file and its inputs."""
    return click.argument("file", type=PATH)(input_options(command))


def given_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """What a recipe is given."""
    one = option("-i", "--input", "inputs", multiple=True, metavar="NAME=VALUE", words=usage.INPUT)
    return one(option("--inputs", "inputs_file", type=PATH, metavar="FILE.json", words=usage.INPUTS)(command))


def input_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """What a file is planned for: inputs or rows, and where."""
    decorators = [
        given_options,
        option("--service", metavar="NAME", words=usage.SERVICE),
        option("--rows", metavar="KEY,...", words=usage.ROWS),
        option("--canary", type=Whole(1), metavar="N", words=usage.CANARY),
    ]
    for decorator in reversed(decorators):
        command = decorator(command)
    return command


def row_keys(text: str | None) -> frozenset[str] | None:
    """Return the row keys of `--rows`, or None if all rows are meant; raises AuthorError if none is named."""
    if text is None:
        return None
    keys = frozenset(key.strip() for key in text.split(",") if key.strip())
    if not keys:
        raise AuthorError("rows-unnamed")
    return keys


def not_too_many(rows: int) -> None:
    """Refuse one JSON document for thousands of rows; lines can be streamed."""
    if rows > MOST_ROWS:
        raise AuthorError("rows-need-jsonl", rows=rows, limit=MOST_ROWS)
