"""Failure limit: how many rows of a run may fail before it stops."""

import re
from dataclasses import dataclass
from typing import Final

SURE: Final = 20
"""So many rows must have ended before a share of failures says anything."""
_WRITTEN: Final = re.compile(r"\s*([0-9]{1,9})\s*(%?)\s*", re.ASCII)


@dataclass(frozen=True, slots=True)
class FailureLimit:
    """So many rows, or so many of a hundred."""

    most: int
    percent: bool = False

    @classmethod
    def parse(cls, value: int | str) -> "FailureLimit":
        """Read `5` or `20%`; raises ValueError for anything else, and for what no run could keep."""
        found = _WRITTEN.fullmatch(str(value))
        most, percent = (int(found[1]), bool(found[2])) if found else (0, False)
        if most < 1 or (percent and most > 100):
            raise ValueError(value)
        return cls(most, percent)

    def __str__(self) -> str:
        return f"{self.most}{'%' if self.percent else ''}"

    def is_reached(self, failed: int, *, ended: int, rows: int) -> bool:
        """Say whether so many failed rows are too many, of those that have ended and of all."""
        if not self.percent:
            return failed >= self.most
        return ended >= SURE and failed * 100 >= self.most * rows
