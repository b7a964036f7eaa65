"""Options whose help is a phrase."""

from collections.abc import Callable, Sequence
from typing import Any, Final

import click

from engine.phrases.phrase import Phrase

TYPED: Final = "engine.terminal.typed"
"""Under this name the context keeps what was typed: the command's name and its arguments."""


class Option(click.Option):
    """An option with its help as a phrase; click's own `help` is not used."""

    def __init__(self, names: Sequence[str], *, words: Phrase, **attrs: Any) -> None:
        super().__init__(names, **attrs)
        self.words = words


def option(*names: str, words: Phrase, **attrs: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give a command an option."""
    return click.option(*names, cls=Option, words=words, **attrs)


def name_of(param: click.Parameter | None) -> str:
    """Return a parameter as it is written."""
    if param is None:
        return "-"
    return param.human_readable_name if isinstance(param, click.Argument) else param.opts[-1]
