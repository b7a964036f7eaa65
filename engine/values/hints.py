"""Hints: the near name and the known names that a fault shows, both kept short."""

from collections.abc import Iterable
from itertools import islice

MAX_NAME = 64
"""Nobody mistypes a longer name, and looking for its neighbours would take long."""
MAX_NAMES = 500
"""Of more names only the first are looked at: a file may hold a mistake for each of its thousands."""
MAX_LISTED = 20


def near(name: str, names: Iterable[str]) -> str | None:
    """Return the name that was probably meant, or None."""
    return nearest(name, islice(names, MAX_NAMES)) if len(name) <= MAX_NAME else None


def listed(names: Iterable[str]) -> str:
    """Return the names in a row: "a, b, c"; of many only the first."""
    shown = list(islice(names, MAX_LISTED + 1))
    if len(shown) > MAX_LISTED:
        shown[MAX_LISTED] = "…"
    return ", ".join(shown) or "-"


def nearest(name: str, names: Iterable[str]) -> str | None:
    """Return the closest of the names within a third of the length (at least one) in edits, or None.

    A name of one letter is near only itself in another case.

    A swap of neighbours counts as one edit. Case is ignored. Of equally near names the first wins. A folder that both
    have says nothing: media/crop is as far from media/trim as crop from trim.
    """
    best: tuple[int, str] | None = None
    folder, slash, _ = name.rpartition("/")
    for candidate in names:
        common = len(folder) if slash and candidate.startswith(folder + slash) else 0
        left, right = name[common:].casefold(), candidate[common:].casefold()
        shorter = min(len(left), len(right)) - bool(common)
        limit = max(1, shorter // 3) if shorter > 1 else 0
        if abs(len(left) - len(right)) > limit or len(set(left).symmetric_difference(right)) > 2 * limit:
            continue  # an edit adds or takes one letter, or changes one into another
        found = edits(left, right, most=limit)
        if found <= limit and (best is None or found < best[0]):
            best = (found, candidate)
    return best[1] if best else None


def edits(left: str, right: str, most: int | None = None) -> int:
    """Count insertions, deletions, replacements and neighbour swaps that turn left into right.

    Where more than `most` are needed, any greater number may be given: far names are given up early.
    """
    before: list[int] = []
    previous = list(range(len(right) + 1))
    for row, char in enumerate(left, 1):
        current = [row]
        for column, other in enumerate(right, 1):
            cost = min(previous[column] + 1, current[-1] + 1, previous[column - 1] + (char != other))
            if row > 1 and column > 1 and char == right[column - 2] and left[row - 2] == other:
                cost = min(cost, before[column - 2] + 1)
            current.append(cost)
        if most is not None and min(*current, *previous) > most:
            return most + 1
        before, previous = previous, current
    return previous[-1]
