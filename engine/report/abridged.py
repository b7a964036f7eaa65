"""Abridged: what many rows of a campaign have in common is said once, and of many faults of one kind only the first."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import chain
from typing import Final

from engine.values.fault import Fault
from engine.values.reason import Argument

MAX_ROWS: Final = 3
"""Rows named with a fault that they share."""
MAX_VARIANTS: Final = 3
"""Faults of one kind at one place whose words differ."""
MAX_PLACES: Final = 100
"""Faults of one kind in one file: nobody mends more cells by hand before the next check."""


def abridged(faults: Iterable[Fault]) -> list[Fault]:
    """Return the faults, equal ones of several rows as one that names the first of them; how many were left out is said."""
    found = [_shared(rows) for rows in _grouped(faults, _same)]
    found = list(chain.from_iterable(_first(group, MAX_VARIANTS) for group in _grouped(found, _at)))
    return list(chain.from_iterable(_first(group, MAX_PLACES) for group in _grouped(found, _kind)))


def _same(one: Fault) -> object:
    return one.key, one.place, tuple((name, value) for name, value in one.args.items() if name != "rows")


def _at(one: Fault) -> object:
    return one.key, one.place


def _kind(one: Fault) -> object:
    return one.key, one.place.file


def _grouped(faults: Iterable[Fault], by: Callable[[Fault], object]) -> Iterable[list[Fault]]:
    groups: dict[object, list[Fault]] = {}
    for one in faults:
        groups.setdefault(by(one), []).append(one)
    return groups.values()


def _shared(faults: list[Fault]) -> Fault:
    rows = list(dict.fromkeys(str(one.args["rows"]) for one in faults if "rows" in one.args))
    if not rows:
        return faults[0]
    args: dict[str, Argument] = {**faults[0].args, "rows": ", ".join(rows[:MAX_ROWS])}
    return _with(faults[0], args, len(rows) - MAX_ROWS)


def _first(faults: list[Fault], count: int) -> list[Fault]:
    left_out = sum(_weight(one) for one in faults[count:])
    if not left_out:
        return faults
    last = faults[count - 1]
    return [*faults[: count - 1], _with(last, last.args, left_out + _more(last))]


def _with(one: Fault, args: Mapping[str, Argument], more: int) -> Fault:
    return replace(one, args={**args, "more": more} if more > 0 else args)


def _weight(one: Fault) -> int:
    return 1 + _more(one) + str(one.args.get("rows", "")).count(",")


def _more(one: Fault) -> int:
    more = one.args.get("more", 0)
    return more if isinstance(more, int) else 0
