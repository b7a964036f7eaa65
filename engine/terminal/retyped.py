"""Retyped: a command that can be typed as it stands, made of the one that runs."""

import shlex
from collections.abc import Iterator, Mapping
from typing import Any, Final

import click

from engine.terminal.option import TYPED

PROGRAM: Final = "editchain"


def retyped(command: str, *more: str, without: frozenset[str] = frozenset()) -> str:
    """Return a command with what was typed for this one, but for the parameters named `without`, and with more behind it."""
    context = click.get_current_context()
    name, args = context.meta.get(TYPED, ("", ()))
    typed: Mapping[str, Any]
    if name == context.command.name:
        typed, _, _ = context.command.make_parser(context).parse_args(list(args))
    else:  # another command called it
        typed = {
            one.name: context.params.get(one.name) for one in context.command.params if one.name and _is_argument(one)
        }
    words = [PROGRAM, command]
    for param in context.command.params:
        if param.expose_value and param.name in typed and param.name not in without:
            words += _written(param, typed[param.name])
    return shlex.join([*words, *more])


def _written(param: click.Parameter, value: Any) -> Iterator[str]:
    several = isinstance(value, list | tuple)
    for one in value if several else (value,):
        if one is None:
            continue
        if not _is_argument(param):
            yield param.opts[0]
        if not getattr(param, "is_flag", False):
            yield str(one)


def _is_argument(param: click.Parameter) -> bool:
    return isinstance(param, click.Argument)
