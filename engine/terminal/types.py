"""Types of options, which say in our own words what they don't take."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import click

from engine.errors import AuthorError
from engine.terminal.option import name_of
from engine.values.hints import listed, near

PATH: Final = click.Path(path_type=Path, readable=False)
"""Any path at all: whether it is there and may be read is told by whoever reads it, in our own words."""


class OneOf(click.Choice[str]):
    """One of a few words."""

    def __init__(self, choices: Sequence[str]) -> None:
        super().__init__(tuple(choices))

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ARG002
        if value in self.choices:
            return str(value)
        text, known = str(value), self.choices
        raise AuthorError(
            "option-not-one-of", name=name_of(param), value=text, known=listed(known), near=near(text, known)
        )


class Whole(click.IntRange):
    """A whole number, at least `low` and at most `high`."""

    def __init__(self, low: int, high: int | None = None) -> None:
        super().__init__(low, high)
        self.low, self.high = low, high

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:  # noqa: ARG002
        text = str(value)
        number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else self.low - 1
        if number < self.low or (self.high is not None and number > self.high):
            if self.high is None:
                raise AuthorError("option-too-small", name=name_of(param), value=text, low=self.low)
            raise AuthorError("option-out-of-range", name=name_of(param), value=text, low=self.low, high=self.high)
        return number
