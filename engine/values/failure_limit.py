"""Failure limit: how many rows of a run may fail before it stops."""

import re
from dataclasses import dataclass
from typing import Final

SURE: Final = 20
"""So many rows must have ended before a share of failures says anything."""
_PERCENT: Final = re.compile(r"\s*([0-9]{1,3})\s*%\s*", re.ASCII)


@dataclass(frozen=True, slots=True)
class FailureLimit:
    """So many rows, or so many of a hundred."""

    most: int
    percent: bool = False

    @classmethod
    def parse(cls, value: int | str) -> "FailureLimit":
        """Read `5` or `20%`; raises ValueError for anything else."""
        if isinstance(value, int):
            return cls(value)
        found = _PERCENT.fullmatch(value)
        if found is None:
            raise ValueError(value)
        return cls(int(found[1]), percent=True)

    def is_reached(self, failed: int, *, ended: int, rows: int) -> bool:
        """Say whether so many failed rows are too many, of those that have ended and of all."""
        if not self.percent:
            return failed >= self.most
        return ended >= SURE and failed * 100 >= self.most * rows
