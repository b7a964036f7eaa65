"""Marks: where in the file each character of a scalar stands, through folding, quotes and escapes."""

import re
from array import array
from collections.abc import Sequence
from typing import Final, NamedTuple

from engine.text.nodes import ScalarNode
from engine.text.source import Source
from engine.values.place import Place

MAX_LENGTH: Final = 20_000
"""Characters of a text whose parts are told apart; a prompt may have 5,000."""

_ESCAPE = re.compile(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[^\n])")
_CONTINUED = re.compile(r"\\[ \t]*\n[ \t]*")
_PROPERTIES = re.compile(r"(?:[&!]\S*\s+)*")


class Marks(NamedTuple):
    """Where the characters of a text stand: `at` holds the index in `raw` of each, and of its end.

    `raw` is the text as it is written; it begins at this line and column of the file.
    """

    file: str
    raw: str
    at: Sequence[int]
    line: int = 1
    column: int = 1

    def place(self, start: int, end: int) -> Place:
        """Return the place of the characters from start to end, exclusive; offsets past the end stand at it."""
        last = len(self.at) - 1
        line, column = self._point(self.at[min(max(start, 0), last)])
        if end <= start:
            return Place(self.file, line, column, line, column)
        index = self.at[min(end - 1, last)]
        end_line, end_column = self._point(index)
        width = self.raw[index : index + 1] not in ("", "\n")
        return Place(self.file, line, column, end_line, end_column + width)

    def line_of(self, offset: int) -> int:
        return self._point(self.at[offset])[0]

    def _point(self, index: int) -> tuple[int, int]:
        start = self.raw.rfind("\n", 0, index) + 1
        column = index - start + (1 if start else self.column)
        return self.line + self.raw.count("\n", 0, index), column


def marks_of(node: ScalarNode, source: Source) -> Marks:
    """Align the text of a scalar with the lines of the file that it was read from."""
    raw = _raw(node, source)
    at = _start(node, raw)
    found = array("I")
    for char in node.text:
        at = _find(char, raw, at, node.style)
        found.append(min(at, len(raw)))
        at += _width(raw, at, node.style)
    found.append(min(at, len(raw)))
    return Marks(source.file, raw, found, node.place.line, node.place.column)


def marks_of_file(source: Source) -> Marks:
    """Return the marks of a file that is one text."""
    text = source.text
    return Marks(source.file, text, range(len(text) + 1))


def _raw(node: ScalarNode, source: Source) -> str:
    """Return the raw text from the scalar's first character on."""
    first, place = node.place.line, node.place
    lines = [source.line(number) for number in range(first, node.last_line + 1)]
    if node.style not in ("|", ">"):  # what else stands on its last line may be long
        lines[-1] = lines[-1][: place.end_column - 1]
    lines[0] = lines[0][place.column - 1 :]
    return "\n".join(lines)


def _start(node: ScalarNode, raw: str) -> int:
    properties = _PROPERTIES.match(raw)
    at = properties.end() if properties and node.decorated else 0
    if node.style in ("|", ">"):
        return raw.find("\n", at) + 1
    return at + (1 if node.style else 0)


def _find(char: str, raw: str, at: int, style: str) -> int:
    """Return the index from `at` on where the character stands; folded line ends and indentation are passed over."""
    if style == '"':
        continued = _CONTINUED.match(raw, at)
        at = continued.end() if continued else at
        if raw[at : at + 1] == "\\":
            return at
    if char.isspace():
        return _find_break(raw, at) if char == "\n" else at
    while at < len(raw) and raw[at] != char and raw[at].isspace():
        at += 1
    return at


def _find_break(raw: str, at: int) -> int:
    index = at
    while index < len(raw) and raw[index] in " \t":
        index += 1
    return index if raw[index : index + 1] == "\n" else at


def _width(raw: str, at: int, style: str) -> int:
    if style == "'" and raw[at : at + 2] == "''":
        return 2
    escape = _ESCAPE.match(raw, at) if style == '"' else None
    return len(escape[0]) if escape else 1
