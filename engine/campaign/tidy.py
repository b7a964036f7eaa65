"""Tidiness: blanks at the ends of cells are no part of them; what nobody sees in a cell is told of."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from engine.campaign.cell import Cell, TableCell
from engine.campaign.model import Row, Rows
from engine.text.unseen import doubts_of
from engine.values.fault import Fault, fault
from engine.values.place import Place

MAX_TRIMMED: Final = 1000
"""Of so many values that were trimmed it is found out whether they stand elsewhere in another form."""
_MAX_SHOWN: Final = 60


@dataclass(slots=True)
class Trimming:
    """Takes the blanks off the ends of cells; `is_read` tells of a column whether anything reads it."""

    is_read: Callable[[str], bool]
    _trimmed: dict[tuple[str, str], Place] = field(default_factory=dict)

    def row(self, row: Row) -> Row:
        """Return a row without blanks at the ends of its cells; JSON is meant as it is written."""
        trimmed: dict[str, TableCell] = {}
        for name, cell in row.cells.items():
            if isinstance(cell, Cell) and (text := cell.text.strip()) != cell.text:
                trimmed[name] = cell._replace(text=text)
                if text and len(self._trimmed) < MAX_TRIMMED and self.is_read(name):
                    self._trimmed.setdefault((name, text), cell.place)
        return row._replace(cells=MappingProxyType({**row.cells, **trimmed})) if trimmed else row

    def joined(self, table: Rows) -> Iterator[Fault]:
        """Go through a table once more if anything was trimmed, and warn where two texts have become one."""
        forms: dict[tuple[str, str], set[str]] = {}
        for row in table if self._trimmed else ():
            for name, cell in row.cells.items() if isinstance(row, Row) else ():
                if isinstance(cell, Cell) and (name, cell.text.strip()) in self._trimmed:
                    forms.setdefault((name, cell.text.strip()), set()).add(cell.text)
        for (name, text), place in self._trimmed.items():
            if len(forms.get((name, text), ())) > 1:
                shown = text if len(text) <= _MAX_SHOWN else text[: _MAX_SHOWN - 1] + "…"
                yield fault("cell-trimmed", place, name=name, value=shown)


def unseen_in(row: Row, is_read: Callable[[str], bool]) -> Iterator[Fault]:
    """Warn of characters that nobody sees in the cells that are read, and of ideographs in whose place others are sent."""
    for name, cell in row.cells.items():
        text = cell.text if isinstance(cell, Cell) else cell.value
        if isinstance(text, str) and not text.isascii() and is_read(name):
            yield from doubts_of(text, cell.place)
