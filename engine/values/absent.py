"""Absent: the value of what was not given, or of what a skipped step did not make."""

import enum
from typing import Final, Literal


class Absent(enum.Enum):
    """The type with the one value `ABSENT`; it is never None, never "" and never 0."""

    ABSENT = "absent"

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT: Final = Absent.ABSENT
