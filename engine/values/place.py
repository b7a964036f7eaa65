"""Place: where in a file something stands, for people."""

import re
from collections.abc import Callable
from typing import Final, NamedTuple

_SHEET: Final = re.compile(r"(.+\.xlsx)#(.+)", re.IGNORECASE | re.DOTALL)
_PLAIN: Final = re.compile(r"[^\W\d]\w*")


class Place(NamedTuple):
    """A span of a text file; lines and columns count from 1, columns count characters, the end is exclusive.

    `file` is the path as the user wrote it, or `<inputs>` for `-i` arguments (one line per argument). Of a workbook it is
    `rows.xlsx#Sheet`, and lines and columns are the sheet's: one is shown as `rows.xlsx:Sheet!C7`. A named tuple,
    not a dataclass: every cell of a table has one, and this is made nearly three times as fast.
    """

    file: str
    line: int
    column: int
    end_line: int
    end_column: int

    @classmethod
    def point(cls, file: str, line: int = 1, column: int = 1) -> "Place":
        """Return an empty span at one point."""
        return cls(file, line, column, line, column)

    @property
    def is_point(self) -> bool:
        """Whether nothing stands there."""
        return (self.line, self.column) == (self.end_line, self.end_column)

    def to(self, other: "Place") -> "Place":
        """Return the span from this one to the end of another in the same file."""
        return Place(self.file, self.line, self.column, other.end_line, other.end_column)

    @property
    def path(self) -> str:
        """The file without the sheet of a workbook."""
        found = _SHEET.fullmatch(self.file)
        return found[1] if found is not None else self.file

    def __str__(self) -> str:
        found = _SHEET.fullmatch(self.file)
        if found is not None:
            sheet = found[2] if _PLAIN.fullmatch(found[2]) else "'" + found[2].replace("'", "''") + "'"
            return f"{found[1]}:{sheet}!{_letters(self.column)}{self.line}"
        return f"{self.file}:{self.line}:{self.column}"


def _letters(column: int) -> str:
    """Return the letters of a sheet's column: A to Z, then AA."""
    found = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


Places = Callable[[str], Place]
"""Where something stands that has a name, as the value of a parameter."""
