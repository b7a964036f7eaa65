"""CSV rows: comma-separated values as RFC 4180 has them, streamed, with the place of every cell.

A reader of our own, because the one of the standard library doesn't say where a cell stands, and takes for a cell what
was meant otherwise: a quote in the midst of one, text behind a closing quote, a quote that never closes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from engine.campaign import Row, RowFaults
from engine.recipe import Cell
from engine.sources.lines import MAX_ROW, BrokenTable, Line, control_fault
from engine.values.fault import Fault, fault
from engine.values.place import Place

_ENDS: Final = "\r\n"
_BARE: Final = re.compile('[^,"\r\n]*')
_OTHER_DELIMITERS: Final = {";": ";", "\t": "tab", "|": "|", "，": "，", "；": "；"}


@dataclass(frozen=True, slots=True)
class CsvRecord:
    """The cells of one row, and the first of its faults if it can't be read as cells."""

    line: int
    cells: tuple[Cell, ...]
    fault: Fault | None = None


@dataclass(slots=True)
class Records:
    """Reads records; a cell in quotes may hold line ends, which become LF."""

    file: str
    lines: Iterator[Line]

    def __iter__(self) -> Iterator[CsvRecord]:
        for line in self.lines:
            text = line.text.rstrip(_ENDS)
            if not text:
                continue
            if '"' in text:
                yield self._quoted(line)
            else:
                yield CsvRecord(line.number, tuple(self._plain(text, line.number)), self._control(text, line.number))

    def _plain(self, text: str, line: int) -> Iterator[Cell]:
        at, file = 1, self.file
        for part in text.split(","):
            end = at + len(part)
            yield Cell((part,), Place(file, line, at, line, end))
            at = end + 1

    def _control(self, text: str, line: int) -> Fault | None:
        if text.isascii() and text.isprintable():
            return None
        return control_fault(text, Place.point(self.file, line))

    def _quoted(self, line: Line) -> CsvRecord:
        scanner = _Scanner(self.file, self.lines, line)
        cells = tuple(scanner.cells())
        controls = (self._control(read.text.rstrip(_ENDS), read.number) for read in scanner.read)
        return CsvRecord(line.number, cells, scanner.fault or next(filter(None, controls), None))


class _Scanner:
    """Goes through one record; more lines are read while a quote is open. `read` are those that it is made of."""

    def __init__(self, file: str, lines: Iterator[Line], first: Line) -> None:
        self.read = [first]
        self.fault: Fault | None = None
        self._file = file
        self._lines = lines
        self._size = len(first.text)

    def cells(self) -> Iterator[Cell]:
        at = 0
        while True:
            line, column = self.read[-1].number, at + 1
            value, at = self._in_quotes(at) if self.read[-1].text.startswith('"', at) else self._bare(at)
            follows = self.read[-1].text[at : at + 1]
            if follows not in ("", ",", "\r", "\n"):
                self.fault = fault("csv-quote", self._point(at))
                return
            yield Cell((value,), Place(self._file, line, column, self.read[-1].number, at + 1))
            if follows != ",":
                return
            at += 1

    def _bare(self, at: int) -> tuple[str, int]:
        found = _BARE.match(self.read[-1].text, at)
        assert found is not None, "it takes nothing as well"
        return found[0], found.end()

    def _in_quotes(self, at: int) -> tuple[str, int]:
        """Return a value and where it ends in the last line read; a pair of quotes in it never spans two lines."""
        opened, parts = self._point(at), list[str]()
        start = look = at + 1
        while True:
            text = self.read[-1].text
            end = text.find('"', look)
            if end < 0:
                parts.append(text[start:])
                self._more(opened)
                start = look = 0
            elif text.startswith('""', end):
                look = end + 2
            else:
                parts.append(text[start:end])
                value = "".join(parts).replace('""', '"')
                return value.replace("\r\n", "\n").replace("\r", "\n"), end + 1

    def _more(self, opened: Place) -> None:
        """Take in the next line; the quote that began at `opened` is not closed yet."""
        following = next(self._lines, None)
        self._size += len(following.text) if following is not None else 0
        if following is None or self._size > MAX_ROW:
            raise BrokenTable(fault("csv-quote-unclosed", opened))
        self.read.append(following)

    def _point(self, at: int) -> Place:
        line = self.read[-1].number
        return Place(self._file, line, at + 1, line, at + 2)


@dataclass(frozen=True, slots=True)
class Header:
    """The names of the columns, in their order, and what is wrong with them."""

    names: tuple[str, ...]
    places: MappingProxyType[str, Place]
    faults: tuple[Fault, ...]


def header_of(record: CsvRecord) -> Header:
    """Read the first record; blanks around names don't belong to them."""
    if record.fault is not None:
        return Header((), MappingProxyType({}), (record.fault,))
    delimiter = _delimiter(record)
    if delimiter is not None:
        return Header((), MappingProxyType({}), (delimiter,))
    places: dict[str, Place] = {}
    faults: list[Fault] = []
    names = [cell.texts[0].strip() for cell in record.cells]
    for number, (name, cell) in enumerate(zip(names, record.cells, strict=True), 1):
        if not name:
            faults.append(fault("column-unnamed", cell.place, number=number))
        elif name in places:
            faults.append(fault("column-repeated", cell.place, name=name))
        else:
            places[name] = cell.place
    return Header(tuple(names), MappingProxyType(places), tuple(faults))


def _delimiter(record: CsvRecord) -> Fault | None:
    if len(record.cells) != 1:
        return None
    cell = record.cells[0]
    for mark, shown in _OTHER_DELIMITERS.items():
        if mark in cell.texts[0]:
            at = cell.place.column + cell.texts[0].index(mark)
            place = Place(cell.place.file, cell.place.line, at, cell.place.line, at + 1)
            return fault("csv-delimiter", place, delimiter=shown)
    return None


def row_of(record: CsvRecord, number: int, header: Header) -> Row | RowFaults:
    """Return a record as a row, or why it is none."""
    start = record.cells[0].place if record.cells else None
    place = Place(start.file, start.line, 1, start.line, 1) if start else (record.fault or _impossible()).place
    found = record.fault
    if found is None and len(record.cells) != len(header.names):
        found = fault("row-ragged", _odd_one(record, header), count=len(record.cells), wanted=len(header.names))
    if found is not None:
        return RowFaults("", number, place, (found,))
    return Row(number, place, MappingProxyType(dict(zip(header.names, record.cells, strict=True))))


def _odd_one(record: CsvRecord, header: Header) -> Place:
    """Return the first cell too many, or the end of a row that is too short."""
    if len(record.cells) > len(header.names):
        return record.cells[len(header.names)].place
    last = record.cells[-1].place
    return Place(last.file, last.end_line, last.end_column, last.end_line, last.end_column)


def _impossible() -> Fault:
    raise AssertionError("a record without cells has a fault")
