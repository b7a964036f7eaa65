"""Rewording: how one text became another, word by word, so that the same change of many texts is shown once."""

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from engine.report.width import clipped, clipped_front, one_line, width_of

_WORDS: Final = re.compile(r"[\u2e80-\u9fff\uff00-\uffef]|[^\W\u2e80-\u9fff\uff00-\uffef]+|\s+|[^\w\s]")
"""A Chinese character, a word, blanks, or a sign."""
_LEAD: Final = 24
"""So many columns of what stands before a change are shown of a line that is too long."""
Swaps = tuple[tuple[str, str], ...]
"""Words that give way to others, in their order."""


@dataclass(frozen=True, slots=True)
class Rewording:
    """A change of some texts: the first of them before and after, and how many are changed alike."""

    before: str
    after: str
    count: int = 1


def swaps_of(before: str, after: str) -> Swaps:
    """Return which words give way to which, without what stays."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    old, new = old[head : len(old) - tail], new[head : len(new) - tail]
    found = difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes()
    return tuple(("".join(old[a:b]), "".join(new[c:d])) for kind, a, b, c, d in found if kind != "equal")


def reworded(pairs: Iterable[tuple[str, str]]) -> tuple[Rewording, ...]:
    """Put texts that are changed alike together, the change of most texts first."""
    found: dict[Swaps, Rewording] = {}
    known: dict[tuple[str, str], Swaps] = {}
    for pair in pairs:
        swaps = known[pair] if pair in known else known.setdefault(pair, swaps_of(*pair))
        before = found.get(swaps)
        found[swaps] = Rewording(*pair) if before is None else replace(before, count=before.count + 1)
    return tuple(sorted(found.values(), key=lambda one: -one.count))


def hunk_lines(before: str, after: str, columns: int) -> Iterator[str]:
    """Give the lines that differ, each behind its sign and cut so that its change is seen."""
    old, new = ([one_line(line) for line in text.split("\n")] for text in (before, after))
    matched = difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes()
    for kind, a, b, c, d in matched:
        if kind == "equal":
            continue
        gone, come = old[a:b], new[c:d]
        starts = [_common(left, right) for left, right in zip(gone, come, strict=False)]
        yield from (f"- {_seen(line, at, columns - 2)}" for line, at in _each(gone, starts))
        yield from (f"+ {_seen(line, at, columns - 2)}" for line, at in _each(come, starts))


def _each(lines: list[str], starts: list[int]) -> Iterator[tuple[str, int]]:
    return zip(lines, [*starts, *[0] * (len(lines) - len(starts))], strict=False)


def _seen(line: str, at: int, columns: int) -> str:
    """Cut a line so that what stands from a place on is seen."""
    if width_of(line) <= columns or width_of(line[:at]) <= columns // 2:
        return clipped(line, columns)
    lead = clipped_front(line[:at], min(_LEAD, columns // 3))
    return lead + clipped(line[at:], columns - width_of(lead))


def _common(left: list[str] | str, right: list[str] | str) -> int:
    """How many members two sequences have in common at their beginning."""
    count = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        count += 1
    return count
