"""Source: the characters of a file, and where its lines begin."""

import re
from typing import NamedTuple

from engine.values.fault import Fault, fault
from engine.values.place import Place

MAX_BYTES = 4 * 1024 * 1024
"""Far above any recipe written by hand; a campaign's rows stand in a file of their own."""

_MARK = "\ufeff"
_STRANGE_BREAK = re.compile("[\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")


class Source(NamedTuple):
    """A decoded file; every line ends in LF, the last one perhaps in nothing."""

    file: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def line(self, number: int) -> str:
        """Return a line by its number from 1; "" past the end."""
        return self.lines[number - 1] if 1 <= number <= len(self.lines) else ""

    def place(self, line: int, start: int, end: int) -> Place:
        """Return the span within a line, from 0-based columns; what would lie behind the line stands at its end."""
        length = len(self.line(line))
        start = min(start, length)
        return Place(self.file, line, start + 1, line, max(min(end, length), start) + 1)

    def whole(self, line: int) -> Place:
        """Return the span of a whole line."""
        return self.place(line, 0, len(self.line(line)))


def source_of(data: str | bytes, file: str) -> Source | Fault:
    """Decode a file: UTF-8 with or without a byte-order mark, any line ends; else the one fault that says why not."""
    start = Place.point(file)
    if len(data) > MAX_BYTES:
        return fault("file-too-big", start, size=len(data), limit=MAX_BYTES)
    text = _decoded(data, start) if isinstance(data, bytes) else data
    if isinstance(text, Fault):
        return text
    text = _normalised(text)
    return _checked(Source(file, tuple(text.split("\n"))), text)


def _normalised(text: str) -> str:
    return text.removeprefix(_MARK).replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes, start: Place) -> str | Fault:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return fault("file-encoding", start, encoding="UTF-16")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = _normalised(data[: error.start].decode("utf-8"))
        place = Place.point(start.file, before.count("\n") + 1, len(before) - before.rfind("\n"))
        return fault("file-not-utf8", place, byte=f"0x{data[error.start]:02x}")


def unsound(text: str) -> tuple[str, str] | None:
    """Return the fault of a text that was read from elsewhere, and its character: a control character, or half of one."""
    found = _CONTROL.search(text)
    if found:
        return "control-character", f"U+{ord(found[0]):04X}"
    half = next((char for char in text if "\ud800" <= char <= "\udfff"), None) if not text.isascii() else None
    return ("half-character", f"U+{ord(half):04X}") if half else None


def _checked(source: Source, text: str) -> Source | Fault:
    for key, pattern in (("control-character", _CONTROL), ("strange-line-break", _STRANGE_BREAK)):
        match = pattern.search(text)
        if match:
            return fault(key, _point(source, text, match.start()), character=f"U+{ord(match[0]):04X}")
    for index, char in enumerate(text if not text.isascii() else ""):
        if "\ud800" <= char <= "\udfff":
            return fault("file-not-utf8", _point(source, text, index), byte=f"U+{ord(char):04X}")
    return source


def _point(source: Source, text: str, index: int) -> Place:
    line = text.count("\n", 0, index) + 1
    column = index - (text.rfind("\n", 0, index) + 1)
    return source.place(line, column, column + 1)
