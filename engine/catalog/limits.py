"""Limits: what the service accepts of one medium, and of several parameters together."""

from collections.abc import Collection
from decimal import Decimal
from fnmatch import fnmatchcase
from typing import NamedTuple

from engine.row import Row

Sides = tuple[int, int]
"""The least and the greatest number of pixels."""


class MediaLimits(NamedTuple):
    """What the service accepts of a medium: seconds, ratio and fps as Decimal, sides in pixels, size in bytes.

    `sides` holds for each side, `long_side` and `short_side` for one of them; `max_ratio` is of the longer side to the
    shorter. None is no limit that is documented.
    """

    formats: tuple[str, ...]
    max_bytes: int
    sides: Sides | None = None
    long_side: Sides | None = None
    short_side: Sides | None = None
    max_ratio: Decimal | None = None
    min_seconds: Decimal | None = None
    max_seconds: Decimal | None = None
    fps: tuple[Decimal, Decimal] | None = None
    codecs: tuple[str, ...] = ()
    alpha: bool = True


class Together(NamedTuple):
    """What several parameters may hold in all: so many media, so many seconds; with `output` among them the result counts too."""

    of: tuple[str, ...]
    max_items: int | None = None
    max_seconds: Decimal | None = None


class Rules(NamedTuple):
    """Rules between parameters.

    At least one of `one_of` is given; parameters of at most one group of `excludes`. `longer_than` maps a length to the
    medium that it includes, so that it must be longer.
    """

    one_of: tuple[str, ...] = ()
    excludes: tuple[tuple[str, ...], ...] = ()
    together: tuple[Together, ...] = ()
    longer_than: tuple[tuple[str, str], ...] = ()

    def clash(self, given: Collection[str]) -> tuple[str, str] | None:
        """Return two of the parameters given that can't be given together, or None."""
        found = [next(filter(given.__contains__, group), None) for group in self.excludes]
        firsts = [name for name in found if name is not None]
        return (firsts[0], firsts[1]) if len(firsts) > 1 else None


def limits_of(row: Row) -> MediaLimits:
    """Build the limits of a medium from their JSON."""
    found = MediaLimits(
        formats=row.texts("formats"),
        max_bytes=row.whole("max_bytes"),
        sides=_sides(row, "sides"),
        long_side=_sides(row, "long_side"),
        short_side=_sides(row, "short_side"),
        max_ratio=row.number_if("max_ratio"),
        min_seconds=row.number_if("min_seconds"),
        max_seconds=row.number_if("max_seconds"),
        fps=_fps(row),
        codecs=row.texts("codecs"),
        alpha=not row.flag("opaque"),
    )
    row.end()
    return found


def rules_of(row: Row | None, names: tuple[str, ...]) -> Rules:
    """Build the rules between parameters; `names` are all of these, and a name may be a pattern such as `reference_*`."""
    if row is None:
        return Rules()
    found = Rules(
        one_of=_expanded(row.texts("one_of"), names),
        excludes=tuple(_expanded(group, names) for group in row.groups("excludes")),
        together=tuple(_together(one, names) for one in row.rows("together")),
        longer_than=tuple(row.row("longer_than").words().items()) if row.has("longer_than") else (),
    )
    row.end()
    return found


def _together(row: Row, names: tuple[str, ...]) -> Together:
    found = Together(
        of=_expanded(row.texts("of"), names),
        max_items=row.whole_if("max_items"),
        max_seconds=row.number_if("max_seconds"),
    )
    row.end()
    return found


def _expanded(patterns: tuple[str, ...], names: tuple[str, ...]) -> tuple[str, ...]:
    """Put the names in the place of a pattern; one that fits none stays, for the check of the entry to refuse."""
    found: list[str] = []
    for pattern in patterns:
        found += [name for name in names if fnmatchcase(name, pattern)] or [pattern]
    return tuple(found)


def _sides(row: Row, key: str) -> Sides | None:
    found = row.wholes(key)
    if found and len(found) != 2:
        row.refuse("is not the least and the greatest number of pixels", key)
    return (found[0], found[1]) if found else None


def _fps(row: Row) -> tuple[Decimal, Decimal] | None:
    inner = row.row_if("fps")
    if inner is None:
        return None
    found = inner.number("low"), inner.number("high")
    inner.end()
    return found
