"""Selection: which rows of a campaign are meant."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

RowState = Literal["failed", "held"]
STATES: Final[tuple[RowState, ...]] = ("failed", "held")
"""What a row may have come to last for it to be chosen by that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which rows are meant; those that each part chooses, and of these the first.

    `rows` are ids, values of key columns, or patterns of these in which `*` is any text and `?` any one letter. `only` is what a
    row came to last, `among` are the ids that it had then. `canary` is how many rows of the table count, each with all its
    combinations.
    """

    rows: frozenset[str] | None = None
    only: RowState | None = None
    among: frozenset[str] | None = None
    canary: int | None = None

    @property
    def is_whole(self) -> bool:
        """Whether all rows are meant."""
        return self == ALL


ALL: Final = Selection()


class RowFilter:
    """Says of one row after the other whether it is meant, and which names were those of none."""

    def __init__(self, selection: Selection) -> None:
        self._selection = selection
        self._patterns = {name: _pattern(name) for name in selection.rows or () if _is_pattern(name)}
        self._found: set[str] = set()
        self._tried: set[str] = set()

    @property
    def only(self) -> RowState | None:
        """By what a row came to last it is chosen, None if not by that."""
        return self._selection.only

    @property
    def missing(self) -> list[str]:
        """The names that no row has had by now; none once the canary is full, since it is not known what would have come."""
        return [] if self.is_full else sorted((self._selection.rows or frozenset()) - self._found)

    @property
    def is_full(self) -> bool:
        """Whether the canary has all its rows."""
        return self._selection.canary is not None and len(self._tried) > self._selection.canary

    def wants(self, key: str, row_key: str) -> bool:
        """Tell whether a row is meant; `row_key` is that of its line of the table, "" where there is none."""
        among = self._selection.among
        if not self._is_named((key, row_key)) or (among is not None and key not in among):
            return False
        self._tried.add(row_key or key)  # without a table each combination is one to try
        return not self.is_full

    def _is_named(self, names: Iterable[str]) -> bool:
        rows = self._selection.rows
        if rows is None:
            return True
        hits = {name for name in names if name in rows}
        hits |= {text for text, pattern in self._patterns.items() if any(map(pattern.fullmatch, names))}
        self._found |= hits
        return bool(hits)


def _is_pattern(name: str) -> bool:
    return "*" in name or "?" in name


def _pattern(name: str) -> re.Pattern[str]:
    parts = {"*": ".*", "?": "."}
    return re.compile("".join(parts.get(letter) or re.escape(letter) for letter in name), re.DOTALL)
