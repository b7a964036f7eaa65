"""Output: what a model gives, how long it is, how large, and where the answer names it."""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from engine.row import Row
from engine.values.media_kind import MediaKind

Sizes = Mapping[str, Mapping[str, tuple[int, int]]]
"""Documented pixels by tier and ratio."""


class Like(NamedTuple):
    """As long as the media of the parameter `of`: of their first seconds only that `cut` asks for, and `at_most` so many."""

    of: str
    cut: str | None = None
    at_most: Decimal | None = None


class Auto(NamedTuple):
    """A length that the service chooses: from `low` up to what makes `total` seconds together with the source."""

    low: Decimal
    total: Decimal


class ByParameter(NamedTuple):
    """As long as a parameter says; `auto` holds where its value leaves the choice to the service."""

    parameter: str
    auto: Auto | None = None


class Fixed(NamedTuple):
    """Always as long."""

    seconds: Decimal


Length = Like | ByParameter | Fixed


class Output(NamedTuple):
    """A medium that a model gives: how long, at what rate and format.

    `sizes` are the documented pixels by tier and ratio, empty if none are. The answer holds its address at `path`, which
    can be read for `hours` after the job's end, None for ever.
    """

    name: str
    kind: MediaKind
    seconds: Length
    format: str
    path: str
    hours: int | None
    sizes: Sizes
    fps: Decimal | None = None


def output_of(name: str, row: Row) -> Output:
    """Build an output from its JSON."""
    kind = row.text("type")
    if kind != MediaKind.VIDEO.value:
        row.refuse(f"can't be {kind}: an output is a video", "type")
    found = Output(
        name=name,
        kind=MediaKind.VIDEO,
        seconds=_length(row.row("seconds")),
        format=row.text("format"),
        path=row.text("path"),
        hours=_hours(row),
        fps=row.number_if("fps"),
        sizes=_sizes(row.row_if("size")),
    )
    row.end()
    return found


def _length(row: Row) -> Length:
    found: Length
    if row.has("like"):
        cut = row.text("cut") if row.has("cut") else None
        found = Like(of=row.text("like"), cut=cut, at_most=row.number_if("at_most"))
    elif row.has("parameter"):
        found = ByParameter(parameter=row.text("parameter"), auto=_auto(row.row_if("auto")))
    else:
        found = Fixed(row.number("fixed"))
    row.end()
    return found


def _auto(row: Row | None) -> Auto | None:
    if row is None:
        return None
    found = Auto(low=row.number("low"), total=row.number("total"))
    row.end()
    return found


def _hours(row: Row) -> int | None:
    if row.is_null("hours"):
        return None
    return row.whole("hours")


def _sizes(row: Row | None) -> Sizes:
    tiers = row.members() if row is not None else ()
    return MappingProxyType({tier: MappingProxyType(_pixels(inner)) for tier, inner in tiers})


def _pixels(row: Row) -> dict[str, tuple[int, int]]:
    found = {}
    for ratio in row.names():
        sides = row.wholes(ratio)
        if len(sides) != 2:
            row.refuse("is no width and height", ratio)
        found[ratio] = (sides[0], sides[1])
    return found
