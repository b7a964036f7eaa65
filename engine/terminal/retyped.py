"""Retyped: a command that can be typed as it stands, made of the one that runs."""

import shlex
from collections.abc import Iterator
from typing import Any, Final

import click
from click.core import ParameterSource

PROGRAM: Final = "editchain"


def retyped(command: str, *more: str, without: frozenset[str] = frozenset()) -> str:
    """Return a command with the arguments and options that were typed for this one, but those named `without`, and with more."""
    context = click.get_current_context()
    words = [PROGRAM, command]
    for param in context.command.params:
        name = param.name or ""
        if (
            name not in without
            and name in context.params
            and context.get_parameter_source(name) is ParameterSource.COMMANDLINE
        ):
            words += _written(param, context.params[name])
    return shlex.join([*words, *more])


def _written(param: click.Parameter, value: Any) -> Iterator[str]:
    values = value if param.multiple or param.nargs != 1 else (value,)
    for one in values:
        if isinstance(param, click.Option):
            yield param.opts[0]
        if not getattr(param, "is_flag", False):
            yield str(one)
