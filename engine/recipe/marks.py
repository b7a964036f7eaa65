"""Marks: where in the file each character of a scalar stands, through folding, quotes and escapes."""

import re
from typing import NamedTuple

from engine.recipe.nodes import ScalarNode
from engine.recipe.source import Source
from engine.values.place import Place

_ESCAPE = re.compile(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[^\n])")
_CONTINUED = re.compile(r"\\[ \t]*\n[ \t]*")
_PROPERTIES = re.compile(r"(?:[&!]\S*\s+)*")


class Marks(NamedTuple):
    """The 1-based (line, column) of every character of a text, and of its end."""

    file: str
    points: tuple[tuple[int, int], ...]

    def place(self, start: int, end: int) -> Place:
        """Return the place of the characters from start to end, exclusive; offsets past the end stand at it."""
        last = len(self.points) - 1
        line, column = self.points[min(max(start, 0), last)]
        if end <= start:
            return Place(self.file, line, column, line, column)
        end_line, end_column = self.points[min(end - 1, last)]
        return Place(self.file, line, column, end_line, end_column + 1)


def marks_of(node: ScalarNode, source: Source) -> Marks:
    """Align the text of a scalar with the lines of the file that it was read from."""
    raw, points = _raw(node, source)
    at = _start(node, raw)
    found: list[tuple[int, int]] = []
    for char in node.text:
        at = _find(char, raw, at, node.style)
        found.append(points[min(at, len(points) - 1)])
        at += _width(raw, at, node.style)
    found.append(points[min(at, len(points) - 1)])
    return Marks(source.file, tuple(found))


def marks_of_file(source: Source) -> Marks:
    """Return the marks of a file that is one text."""
    points = [(row, column) for row, line in enumerate(source.lines, 1) for column in range(1, len(line) + 2)]
    return Marks(source.file, tuple(points))


def _raw(node: ScalarNode, source: Source) -> tuple[str, list[tuple[int, int]]]:
    """Return the raw text from the scalar's first character on, with the point of each, and one point more."""
    first = node.place.line
    rest = (source.line(number) for number in range(first + 1, node.last_line + 1))
    lines = [source.line(first)[node.place.column - 1 :], *rest]
    points = []
    for number, line in enumerate(lines, first):
        offset = node.place.column if number == first else 1
        points += [(number, offset + column) for column in range(len(line) + 1)]
    return "\n".join(lines), points


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
