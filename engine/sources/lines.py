"""Lines: a text file line by line, each decoded and held against what no table may contain."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TextIO

from engine.errors import AuthorError
from engine.values.fault import Fault, fault
from engine.values.place import Place
from engine.values.reason import system_words

MAX_ROW: Final = 1_000_000
"""Characters of one row: far above what all inputs of a recipe take together."""

UTF_8: Final = "utf-8"
_CODECS: Final = {UTF_8: "utf-8-sig", "big5": "cp950", "euc-kr": "cp949", "shift_jis": "cp932"}
"""How Python calls what a campaign's `encoding` says, where it is called otherwise: as Windows writes these encodings."""
ZIP: Final = b"PK\x03\x04"
"""How a workbook of today begins."""
OLD_WORKBOOK: Final = b"\xd0\xcf\x11\xe0"
"""How one of before 2007 begins, and one that a password protects."""
_UNDECODED: Final = re.compile("[\udc80-\udcff]")
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
_CHINESE: Final = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its end, and its number from 1."""

    number: int
    text: str


class BrokenTable(Exception):
    """The file can't be read further; the fault says why."""

    def __init__(self, found: Fault) -> None:
        super().__init__(found.key)
        self.fault = found


@contextmanager
def _opening(path: Path) -> Iterator[None]:
    """Raise AuthorError `file-not-found` or `file-unreadable` where a file can't be opened."""
    try:
        yield
    except FileNotFoundError as error:
        raise AuthorError("file-not-found", path=str(path)) from error
    except OSError as error:
        raise AuthorError("file-unreadable", path=str(path), reason=system_words(error)) from error


def open_text(path: Path, encoding: str = UTF_8) -> TextIO:
    """Open a table; raises AuthorError `file-not-found` or `file-unreadable`."""
    with _opening(path):
        # Bytes that the encoding doesn't have come through as lone surrogates, so that their place can be told.
        return path.open(encoding=_CODECS.get(encoding, encoding), errors="surrogateescape", newline="")


def start_of(path: Path) -> bytes:
    """Return the first four bytes of a file, which tell what it is; raises as `open_text`."""
    with _opening(path), path.open("rb") as handle:
        return handle.read(len(ZIP))


def lines_in(handle: TextIO, file: str, encoding: str = UTF_8) -> Iterator[Line]:
    """Return the lines; raise BrokenTable for a file in another encoding than was said, or for a line without end."""
    number, is_new = 0, encoding != UTF_8
    while text := _line(handle, number, file, encoding):
        number += 1
        if len(text) > MAX_ROW:
            raise BrokenTable(fault("row-too-long", Place.point(file, number), limit=MAX_ROW))
        if not text.isascii():
            _check_decoded(text, number, file, encoding)
            if is_new:
                _check_no_utf8(text, number, file, encoding)
                is_new = False
        yield Line(number, text)


def _line(handle: TextIO, before: int, file: str, encoding: str) -> str:
    try:
        return handle.readline(MAX_ROW + 1)
    except UnicodeError as error:
        raise BrokenTable(fault("table-other-encoding", Place.point(file, before + 1), encoding=encoding)) from error


def _check_decoded(text: str, number: int, file: str, encoding: str) -> None:
    wrong = _UNDECODED.search(text)
    if wrong is None:
        return
    place = Place(file, number, wrong.start() + 1, number, wrong.start() + 2)
    if encoding != UTF_8:
        raise BrokenTable(fault("table-other-encoding", place, encoding=encoding))
    data = text.encode("utf-8", "surrogateescape")
    if number == 1 and data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise BrokenTable(fault("table-encoding", place, encoding="UTF-16", under_rows="encoding: utf-16"))
    if _is_gbk(data):
        raise BrokenTable(fault("table-encoding", place, encoding="GBK", under_rows="encoding: gb18030"))
    raise BrokenTable(fault("table-not-utf8", place, byte=f"0x{ord(wrong[0]) - 0xDC00:02x}"))


def _check_no_utf8(text: str, number: int, file: str, encoding: str) -> None:
    """Refuse the first line beyond ASCII if its bytes are UTF-8: in another encoding they would be other words, silently."""
    try:
        text.encode(_CODECS.get(encoding, encoding)).decode("utf-8")
    except UnicodeError:
        return
    if encoding != "utf-16":
        raise BrokenTable(fault("table-is-utf8", Place.point(file, number), encoding=encoding))


def _is_gbk(data: bytes) -> bool:
    """Tell whether bytes make Chinese text in the encoding that Excel on Chinese Windows writes.

    Only its common characters are believed, both of whose bytes are high: rarer ones look like letters of Europe.
    """
    try:
        return _CHINESE.search(data.decode("gb2312")) is not None
    except UnicodeDecodeError:
        return False


def control_fault(text: str, place: Place) -> Fault | None:
    """Return the fault of a character that nobody sees; `place` is where the text begins."""
    found = _CONTROL.search(text)
    if found is None:
        return None
    line = place.line + text.count("\n", 0, found.start())
    column = found.start() - text.rfind("\n", 0, found.start())
    column += place.column - 1 if line == place.line else 0
    at = Place(place.file, line, column, line, column + 1)
    return fault("control-character", at, character=f"U+{ord(found[0]):04X}")
