"""Abridged: what many rows of a campaign have in common is said once, and of many faults of one kind only the first.

For people those of one recipe too; programs get all of these.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import chain
from typing import Final, NamedTuple, TypeVar

from engine.values.fault import Fault
from engine.values.reason import Argument

T = TypeVar("T")
MAX_ROWS: Final = 3
"""Rows named with a fault that they share."""
MAX_VARIANTS: Final = 3
"""Faults of one kind at one place whose words differ."""
MAX_PLACES: Final = 100
"""Faults of one kind in one file: nobody mends more cells by hand before the next check."""

MAX_EQUAL: Final = 3
"""Faults of one file that say the same."""
MAX_ALIKE: Final = 20
"""Faults of one kind in one file that are shown whole, whatever they say."""


class Rest(NamedTuple):
    """Faults of one kind in one file that are not shown: how many, one of them, and the lines in which they stand."""

    like: Fault
    many: int
    lines: tuple[int, ...]


def first_ones(faults: Iterable[Fault], said: Callable[[Fault], str]) -> list[Fault | Rest]:
    """Return the faults in their order, of many that say the same or are of one kind the first, then the rest of them as one."""
    found = list(faults)
    last: dict[int, Rest] = {}
    left_out = set[int]()
    for group in _grouped(enumerate(found), lambda one: _kind(one[1])):
        kept = [one for equal in _grouped(group, lambda one: said(one[1])) for one in _kept(equal, MAX_EQUAL)]
        kept = _kept(sorted(kept, key=lambda one: one[0]), MAX_ALIKE)
        whole = {number for number, _ in kept}
        rest = [(number, one) for number, one in group if number not in whole]
        if rest:
            lines = tuple(dict.fromkeys(one.place.line for _, one in rest))
            last[kept[-1][0]] = Rest(rest[0][1], sum(_weight(one) for _, one in rest), lines)
            left_out.update(number for number, _ in rest)
    shown: list[Fault | Rest] = []
    for number, one in enumerate(found):
        shown += [one] if number not in left_out else []
        shown += [last[number]] if number in last else []
    return shown


def _kept(group: list[tuple[int, Fault]], most: int) -> list[tuple[int, Fault]]:
    """Cut a group down; not where one line would stand for one fault."""
    return group if len(group) <= most + 1 else group[:most]


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


def _grouped(items: Iterable[T], by: Callable[[T], object]) -> Iterable[list[T]]:
    groups: dict[object, list[T]] = {}
    for one in items:
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
