"""Options that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

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
    decorators = [
        click.argument("file", type=click.Path(path_type=Path)),
        click.option(
            "-i", "--input", "inputs", multiple=True, metavar="NAME=VALUE",
            help="Give an input; repeat the same name for a list; NAME= leaves it absent. Paths start here.",
        ),
        click.option(
            "--inputs", "inputs_file", type=click.Path(path_type=Path), metavar="FILE.json",
            help="Read inputs from a JSON object.",
        ),
        click.option(
            "--service", metavar="NAME", help="Where to run: embedded (default), dashscope-cn, dashscope-intl."
        ),
    ]  # fmt: skip
    for decorator in reversed(decorators):
        command = decorator(command)
    return command
