"""Rows on disk: tables of text and JSON lines, read row by row, and workbooks."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import TextIO

from engine.campaign import Row, RowFaults, Rows, TableFaults, TableFile
from engine.campaign.table_file import CSV, JSON_LINES, WORKBOOK
from engine.errors import AuthorError
from engine.sources import json_rows
from engine.sources.csv_rows import CsvRecord, Records, delimiter_fault, row_of, told_delimiter
from engine.sources.header import Header
from engine.sources.lines import OLD_WORKBOOK, UTF_8, ZIP, BrokenTable, Line, lines_in, open_text, start_of
from engine.values.fault import Fault, fault
from engine.values.place import Place


def open_rows(path: Path, shown: str, table: TableFile | None = None) -> Rows:
    """Open a table; `shown` is how faults name it, `table` how it is written.

    Its header is read now, its rows when they are gone through. Raises AuthorError `file-not-found`, `file-unreadable` or
    `rows-format`, for a workbook OperatorError `excel-extra-missing`; what is wrong inside are faults.
    """
    suffix = path.suffix.lower()
    said = table if table is not None else TableFile(shown, Place.point(shown))
    if suffix in CSV:
        rows = CsvRows(path, shown, said.encoding or UTF_8, said.delimiter, said.separator)
        rows.open()
        return rows
    if suffix in JSON_LINES:
        lines = JsonRows(path, shown)
        lines.open()
        return lines
    if suffix == WORKBOOK:
        from engine.sources.workbook import WorkbookRows  # noqa: PLC0415 - it unpacks archives, which few tables need

        book = WorkbookRows(path, shown, said)
        book.open()
        return book
    raise AuthorError("rows-format", path=shown)


@dataclass(slots=True)
class CsvRows:
    """A file of cells in lines; the first line with a word in it is its header. `delimiter` is "" if nobody said one."""

    path: Path
    file: str
    encoding: str = UTF_8
    delimiter: str = ""
    separator: str = ""
    _header: Header | None = None

    @property
    def columns(self) -> Mapping[str, Place] | None:
        """The names of the header; None if it has a fault, which the rows then begin with."""
        return self._header.places if self._header is not None and not self._header.faults else None

    @property
    def place(self) -> Place:
        return Place.point(self.file)

    def open(self) -> None:
        other = self._other_kind()
        if other is not None:
            self._header = Header.broken(other)
            return
        with open_text(self.path, self.encoding) as handle:
            try:
                first = next(self._records(handle), None)
            except BrokenTable as broken:
                self._header = Header.broken(broken.fault)
                return
        self._header = self._header_of(first) if first is not None else None

    def _other_kind(self) -> Fault | None:
        """Return the fault of a workbook that is named as if it were text."""
        start = start_of(self.path)
        if start == ZIP:
            return fault(
                "table-is-workbook", self.place, under_rows=f"file: {Path(self.file).with_suffix('.xlsx').name}"
            )
        return fault("table-is-old-workbook", self.place) if start == OLD_WORKBOOK else None

    def _header_of(self, first: CsvRecord) -> Header:
        wrong = first.fault or delimiter_fault(first, self._sign)
        return Header.of(first.cells) if wrong is None else Header.broken(wrong)

    @property
    def _sign(self) -> str:
        return self.delimiter or ("\t" if self.path.suffix.lower() == ".tsv" else ",")

    def _records(self, handle: TextIO) -> Iterator[CsvRecord]:
        lines = lines_in(handle, self.file, self.encoding)
        first = next(lines, None)
        if first is not None and not told_delimiter(first, self.file, self.delimiter):
            lines = chain((first,), lines)
        return iter(Records(self.file, lines, self._sign, self.separator))

    def __iter__(self) -> Iterator[Row | RowFaults | TableFaults]:
        header = self._header
        if header is None or header.faults:
            yield TableFaults(header.faults if header is not None else (fault("rows-empty", self.place),))
            return
        with open_text(self.path, self.encoding) as handle:
            try:
                records = self._records(handle)
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


def lines_of(path: Path, numbers: Collection[int], encoding: str = UTF_8) -> dict[int, str]:
    """Return some lines of a table by number, for excerpts; {} if it can't be read, or is no text."""
    found: dict[int, str] = {}
    try:
        if start_of(path) in (ZIP, OLD_WORKBOOK):
            return found
        with open_text(path, encoding) as handle:
            for line in lines_in(handle, str(path), encoding):
                if line.number in numbers:
                    found[line.number] = line.text.rstrip("\r\n")
                if len(found) == len(numbers):
                    break
    except (AuthorError, BrokenTable):
        pass
    return found
