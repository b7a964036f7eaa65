"""Place: where in a file something stands, for people."""

from collections.abc import Callable
from typing import NamedTuple


class Place(NamedTuple):
    """A span of a text file; lines and columns count from 1, columns count characters, the end is exclusive.

    `file` is the path as the user wrote it, or `<inputs>` for `-i` arguments (one line per argument). A named tuple,
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

    def to(self, other: "Place") -> "Place":
        """Return the span from this one to the end of another in the same file."""
        return Place(self.file, self.line, self.column, other.end_line, other.end_column)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


Places = Callable[[str], Place]
"""Where something stands that has a name, as the value of a parameter."""
