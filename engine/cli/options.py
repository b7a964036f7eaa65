"""Options that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from engine.errors import AuthorError

MOST_ROWS = 1000
Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def format_option(*names: str) -> Decorator:
    """`--format` with these choices, the first of them the default."""
    return click.option(
        "--format",
        type=click.Choice(names),
        default=names[0],
        show_default=True,
        help="How results are printed on stdout.",
    )


def recipe_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The file and its inputs."""
    return click.argument("file", type=click.Path(path_type=Path))(input_options(command))


def given_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """What a recipe is given."""
    one = click.option(
        "-i", "--input", "inputs", multiple=True, metavar="NAME=VALUE",
        help="Give an input; repeat the same name for a list; NAME= gives nothing. Paths start here.",
    )  # fmt: skip
    file = click.option(
        "--inputs", "inputs_file", type=click.Path(path_type=Path), metavar="FILE.json",
        help="Read inputs from a JSON object; paths in it start at the file.",
    )  # fmt: skip
    return one(file(command))


def input_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """What a file is planned for: inputs or rows, and where."""
    decorators = [
        given_options,
        click.option(
            "--service", metavar="NAME", help="Where to run: embedded (default), dashscope-cn, dashscope-intl."
        ),
        click.option("--rows", metavar="KEY,...", help="Of a campaign only these rows: their ids or key columns."),
        click.option(
            "--limit",
            type=click.IntRange(1),
            metavar="N",
            help="Of a campaign only the first N rows, each value of the matrix counted.",
        ),
    ]
    for decorator in reversed(decorators):
        command = decorator(command)
    return command


def row_keys(text: str | None) -> frozenset[str] | None:
    """Return the row keys of `--rows`, or None if all rows are meant; raises UsageError if none is named."""
    if text is None:
        return None
    keys = frozenset(key.strip() for key in text.split(",") if key.strip())
    if not keys:
        raise click.UsageError("--rows names no row; leave it out if all rows are meant.")
    return keys


def not_too_many(rows: int) -> None:
    """Refuse one JSON document for thousands of rows; lines can be streamed."""
    if rows > MOST_ROWS:
        raise AuthorError("rows-need-jsonl", rows=rows, limit=MOST_ROWS)
