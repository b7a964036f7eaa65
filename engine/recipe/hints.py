"""Hints: the near name and the known names that a fault shows, both kept short."""

from collections.abc import Iterable
from itertools import islice

from engine.values.near import nearest

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
