"""CSV rows: comma-separated values as RFC 4180 has them, streamed, with the place of every cell.

A reader of our own, because the one of the standard library doesn't say where a cell stands, and takes for a cell what
was meant otherwise: a quote in the midst of one, text behind a closing quote, a quote that never closes.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from engine.campaign import Cell, Row, RowFaults
from engine.sources.header import Header
from engine.sources.lines import MAX_ROW, BrokenTable, Line, control_fault
from engine.values.fault import Fault, fault
from engine.values.place import Place

_ENDS: Final = "\r\n"
_BLANKS: Final = " \t\u00a0\u3000"
_DELIMITERS: Final = (",", ";", "\t", "|")
_FULL_WIDTH: Final = ("，", "；")
_TOLD: Final = re.compile(r"""("?)sep=(.)\1(?:\2*|,*|;*)""", re.IGNORECASE)
"""The first line that tells Excel how the others are separated; saved again it may be quoted, with empty cells behind it."""


@dataclass(frozen=True, slots=True)
class CsvRecord:
    """The cells of one row, and the first of its faults if it can't be read as cells."""

    line: int
    cells: tuple[Cell, ...]
    fault: Fault | None = None


@dataclass(slots=True)
class Records:
    """Reads records; a cell in quotes may hold line ends, which become LF. A record without a word is none.

    `separator` is what the cells are told about lists in them.
    """

    file: str
    lines: Iterator[Line]
    delimiter: str = ","
    separator: str = ""

    def __iter__(self) -> Iterator[CsvRecord]:
        nothing = self.delimiter + _BLANKS
        for line in self.lines:
            text = line.text.rstrip(_ENDS)
            if not text.strip(nothing):
                continue
            if '"' in text:
                found = self._quoted(line)
                if found.fault is not None or any(cell.text.strip() for cell in found.cells):
                    yield found
            else:
                yield CsvRecord(line.number, tuple(self._plain(text, line.number)), self._control(text, line.number))

    def _plain(self, text: str, line: int) -> Iterator[Cell]:
        at, file, separator = 1, self.file, self.separator
        for part in text.split(self.delimiter):
            end = at + len(part)
            yield Cell(part, Place(file, line, at, line, end), separator)
            at = end + 1

    def _control(self, text: str, line: int) -> Fault | None:
        if text.isascii() and text.isprintable():
            return None
        return control_fault(text, Place.point(self.file, line))

    def _quoted(self, line: Line) -> CsvRecord:
        scanner = _Scanner(self, line)
        cells = tuple(scanner.cells())
        controls = (self._control(read.text.rstrip(_ENDS), read.number) for read in scanner.read)
        return CsvRecord(line.number, cells, scanner.fault or next(filter(None, controls), None))


class _Scanner:
    """Goes through one record; more lines are read while a quote is open. `read` are those that it is made of."""

    def __init__(self, records: Records, first: Line) -> None:
        self.read = [first]
        self.fault: Fault | None = None
        self._file = records.file
        self._lines = records.lines
        self._delimiter = records.delimiter
        self._separator = records.separator
        self._bare_cell = re.compile(f'[^{re.escape(records.delimiter)}"\r\n]*')
        self._size = len(first.text)

    def cells(self) -> Iterator[Cell]:
        at = 0
        while True:
            line, column = self.read[-1].number, at + 1
            value, at = self._in_quotes(at) if self.read[-1].text.startswith('"', at) else self._bare(at)
            follows = self.read[-1].text[at : at + 1]
            if follows not in ("", self._delimiter, "\r", "\n"):
                self.fault = fault("csv-quote", self._point(at))
                return
            yield Cell(value, Place(self._file, line, column, self.read[-1].number, at + 1), self._separator)
            if follows != self._delimiter:
                return
            at += 1

    def _bare(self, at: int) -> tuple[str, int]:
        found = self._bare_cell.match(self.read[-1].text, at)
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


def told_delimiter(line: Line, file: str, said: str) -> bool:
    """Tell whether a first line is a word to Excel, `sep=;`; raises BrokenTable if the campaign doesn't say the same."""
    found = _TOLD.fullmatch(line.text.rstrip(_ENDS))
    if found is None:
        return False
    place = Place(file, line.number, 1, line.number, 1 + len(found[0]))
    if not said:
        raise BrokenTable(fault("csv-told-delimiter", place, text=found[0], under_rows=_to_write(found[2])))
    if found[2] != said:
        shown = {"told": _written(found[2]), "said": _written(said)}
        raise BrokenTable(fault("csv-two-delimiters", place, **shown))
    return True


def delimiter_fault(record: CsvRecord, delimiter: str) -> Fault | None:
    """Return the fault of a header that is one cell although another sign separates it, with the line to write."""
    cell = record.cells[0] if len(record.cells) == 1 and record.fault is None else None
    mark = next((m for m in (*_DELIMITERS, *_FULL_WIDTH) if m != delimiter and m in cell.text), None) if cell else None
    if cell is None or mark is None:
        return None
    at = cell.place.column + cell.text.index(mark)
    place = Place(cell.place.file, cell.place.line, at, cell.place.line, at + 1)
    if mark in _FULL_WIDTH:
        return fault("csv-full-width", place, delimiter=mark)
    return fault("csv-delimiter", place, delimiter=_written(mark), under_rows=_to_write(mark))


def _written(delimiter: str) -> str:
    return "tab" if delimiter == "\t" else delimiter


def _to_write(delimiter: str) -> str:
    return f"delimiter: {json.dumps(delimiter)}"


def row_of(record: CsvRecord, number: int, header: Header) -> Row | RowFaults:
    """Return a record as a row, or why it is none."""
    start = record.cells[0].place if record.cells else None
    place = Place(start.file, start.line, 1, start.line, 1) if start else (record.fault or _impossible()).place
    found = record.fault or _ragged(record, header)
    if found is not None:
        return RowFaults("", number, place, (found,))
    return header.row(record.cells, number, place)


def _ragged(record: CsvRecord, header: Header) -> Fault | None:
    """Return the fault of a row that is too short, or that has more words than there are columns."""
    count, wanted = len(record.cells), len(header.names)
    odd = next((cell.place for cell in record.cells[wanted:] if cell.text.strip()), None)
    if count < wanted:
        last = record.cells[-1].place
        odd = Place(last.file, last.end_line, last.end_column, last.end_line, last.end_column)
    if odd is None:
        return None
    found = fault("row-ragged", odd, count=count, wanted=wanted)
    wide = [cell for cell in record.cells if "\uff0c" in cell.text and cell.place.line == cell.place.end_line]
    if count == wanted - 1 and len(wide) == 1 and wide[0].text.count("\uff0c") == 1:
        place = wide[0].place
        if place.end_column - place.column == len(wide[0].text):  # nothing in it is quoted
            at = place.column + wide[0].text.index("\uff0c")
            found = found.curing(place._replace(column=at, end_column=at + 1), ",")
    return found


def _impossible() -> Fault:
    raise AssertionError("a record without cells has a fault")
