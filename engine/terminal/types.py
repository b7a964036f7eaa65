"""Types of options, which say in our own words what they don't take."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import click

from engine.errors import AuthorError
from engine.terminal.option import name_of
from engine.values.hints import listed, near

PATH: Final = click.Path(path_type=Path, readable=False)
"""Any path at all: whether it is there and may be read is told by whoever reads it, in our own words."""

_UNITS: Final[Mapping[str, int]] = MappingProxyType({"s": 1, "m": 60, "h": 3600})


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


class NameList(click.ParamType):  # type: ignore[type-arg]  # older versions of click know no argument of it
    """Names with commas between them, kept as they were typed; `none` is the error where there is no name among these."""

    name = "names"

    def __init__(self, none: str) -> None:
        self._none = none

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ARG002
        if not names_in(str(value)):
            raise AuthorError(self._none)
        return str(value)


def names_in(text: str) -> tuple[str, ...]:
    """Return the names that somebody typed with commas between them, each once."""
    return tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))


class Duration(click.ParamType):  # type: ignore[type-arg]
    """How long somebody waits, kept as it was typed: a whole number with s, m or h."""

    name = "duration"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ARG002
        seconds_in(str(value))
        return str(value)


def seconds_in(text: str) -> float:
    """Return the seconds of a time that somebody typed; raises AuthorError `wait-syntax`."""
    match = re.fullmatch(r"(\d+)\s*([smh])", text)
    if match is None:
        raise AuthorError("wait-syntax", text=text)
    return float(int(match[1]) * _UNITS[match[2]])


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
