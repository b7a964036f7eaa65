"""Rows on disk: CSV and JSON lines, read row by row; no table is ever held whole."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Final

from engine.campaign import Row, RowFaults, Rows, TableFaults
from engine.errors import AuthorError
from engine.sources import json_rows
from engine.sources.csv_rows import Header, Records, header_of, row_of
from engine.sources.lines import BrokenTable, Line, lines_in, open_text
from engine.values.fault import Fault, fault
from engine.values.place import Place

_CSV: Final = ".csv"
_JSON_LINES: Final = (".jsonl", ".ndjson")


def open_rows(path: Path, shown: str) -> Rows:
    """Open a table; `shown` is how faults name it. Its header is read now, its rows when they are gone through.

    Raises AuthorError `file-not-found`, `file-unreadable` or `rows-format`; what is wrong inside are faults.
    """
    suffix = path.suffix.lower()
    if suffix not in (_CSV, *_JSON_LINES):
        raise AuthorError("rows-format", path=shown)
    table = CsvRows(path, shown) if suffix == _CSV else JsonRows(path, shown)
    table.open()
    return table


@dataclass(slots=True)
class CsvRows:
    """A CSV file; the first line that isn't blank is its header."""

    path: Path
    file: str
    _header: Header | None = None
    _broken: Fault | None = None

    @property
    def columns(self) -> Mapping[str, Place] | None:
        """The names of the header; None if it has a fault, which the rows then begin with."""
        return self._header.places if self._header is not None and not self._header.faults else None

    @property
    def place(self) -> Place:
        return Place.point(self.file)

    def open(self) -> None:
        with open_text(self.path) as handle:
            records = iter(Records(self.file, lines_in(handle, self.file)))
            try:
                first = next(records, None)
                self._header = header_of(first) if first is not None else None
            except BrokenTable as broken:
                self._broken = broken.fault

    def __iter__(self) -> Iterator[Row | RowFaults | TableFaults]:
        header = self._header
        if header is None or header.faults:
            found = header.faults if header is not None else (self._broken or fault("rows-empty", self.place),)
            yield TableFaults(found)
            return
        with open_text(self.path) as handle:
            records = iter(Records(self.file, lines_in(handle, self.file)))
            try:
                next(records, None)
                for number, record in enumerate(records, 1):
                    yield row_of(record, number, header)
            except BrokenTable as broken:
                yield TableFaults((broken.fault,))


@dataclass(slots=True)
class JsonRows:
    """A file of JSON lines; only the rows themselves tell which columns there are."""

    path: Path
    file: str
    columns: None = field(default=None, init=False)

    @property
    def place(self) -> Place:
        return Place.point(self.file)

    def open(self) -> None:
        open_text(self.path).close()

    def __iter__(self) -> Iterator[Row | RowFaults | TableFaults]:
        with open_text(self.path) as handle:
            lines = (line for line in lines_in(handle, self.file) if line.text.strip(" \t\r\n"))
            try:
                first = tuple(islice(lines, 2))
                if first and json_rows.is_one_value(first[0].text, first[-1].text):
                    yield TableFaults((fault("rows-not-lines", _start_of(first[0], self.file)),))
                    return
                for number, line in enumerate(chain(first, lines), 1):
                    yield json_rows.row_of(line, number, self.file)
            except BrokenTable as broken:
                yield TableFaults((broken.fault,))


def _start_of(line: Line, file: str) -> Place:
    column = len(line.text) - len(line.text.lstrip()) + 1
    return Place(file, line.number, column, line.number, column + 1)


def lines_of(path: Path, numbers: Collection[int]) -> dict[int, str]:
    """Return some lines of a table by number, for excerpts; {} if it can't be read."""
    found: dict[int, str] = {}
    try:
        with open_text(path) as handle:
            for line in lines_in(handle, str(path)):
                if line.number in numbers:
                    found[line.number] = line.text.rstrip("\r\n")
                if len(found) == len(numbers):
                    break
    except (AuthorError, BrokenTable):
        pass
    return found
