"""Workbooks: one sheet of an .xlsx file, its cells as text, with what in them can't be told by their text alone.

Bounded before it is opened, and read once: a sheet's cells are held as long as it is gone through.
"""

import json
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from itertools import product
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, BinaryIO, Final
from zipfile import ZipFile

from engine.campaign import Cell, Row, RowFaults, TableFaults, TableFile
from engine.errors import OperatorError
from engine.sources.header import Header
from engine.sources.lines import MAX_ROW, OLD_WORKBOOK, ZIP, BrokenTable, control_fault, start_of
from engine.sources.shown import shown, text_of
from engine.values.fault import Fault, fault, unknown_name
from engine.values.hints import listed
from engine.values.place import Place
from engine.values.reason import Reason, because, quoted

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

MAX_MEGABYTES: Final = 64
"""Of a workbook, unpacked: about two million cells."""
_MEGABYTE: Final = 1_000_000
MAX_ROWS: Final = 1_048_576
MAX_COLUMNS: Final = 16_384
"""The size of a sheet, by Excel's specifications."""
MAX_CELLS: Final = 10_000_000
"""Rows times columns of the header: what has more isn't gone through."""
MAX_MERGED: Final = 1_000_000
"""Cells of the table that belong to merged ones."""
_TRUTH: Final = '"TRUE";"TRUE";"FALSE"'
"""The format in which LibreOffice writes a formula's truth: as 1 or 0."""
_NO_NAME: Final = re.compile(r"[:\\/?*\[\]]")
_PLAIN_NAME: Final = re.compile(r"[^\W\d]\w*")


@dataclass(frozen=True, slots=True)
class _Record:
    """A row of a sheet by its number from 1; cells by the number of their column from 1."""

    number: int
    cells: Mapping[int, Cell]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Rows in which something stands; `hidden_rows` and `hidden_columns` are those among all."""

    file: str
    records: tuple[_Record, ...]
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]
    merged: Mapping[tuple[int, int], Fault]

    def cell(self, record: _Record, column: int) -> Cell:
        """Return a cell; of merged ones nobody knows which row and column their text is meant for."""
        place = Place(self.file, record.number, column, record.number, column + 1)
        cell = record.cells.get(column) or Cell("", place)
        wrong = self.merged.get((record.number, column))
        return cell if wrong is None else cell._replace(broken=wrong)


@dataclass(slots=True)
class WorkbookRows:
    """A sheet of a workbook; its first row with a word in it is the header. Places are rows and columns of the sheet."""

    path: Path
    file: str
    table: TableFile
    _header: Header | None = None
    _sheet: _Sheet | None = None

    @property
    def columns(self) -> Mapping[str, Place] | None:
        """The names of the header; None if it has a fault, which the rows then begin with."""
        return self._header.places if self._header is not None and not self._header.faults else None

    @property
    def place(self) -> Place:
        return Place.point(self._sheet.file if self._sheet is not None else self.file)

    def open(self) -> None:
        """Read the sheet; raise AuthorError `file-not-found` or `file-unreadable`, OperatorError `excel-extra-missing`."""
        try:
            self._sheet = _Reader(self.path, self.file, self.table).sheet()
        except BrokenTable as broken:
            self._header = Header.broken(broken.fault)
            return
        if self._sheet.records:
            first = self._sheet.records[0]
            cells = [self._sheet.cell(first, at) for at in range(1, max(first.cells) + 1)]
            wrong = _control(cells)
            self._header = Header.of(cells) if wrong is None else Header.broken(wrong)

    def __iter__(self) -> Iterator[Row | RowFaults | TableFaults]:
        header, sheet = self._header, self._sheet
        if header is None or header.faults or sheet is None:
            yield TableFaults(header.faults if header is not None else (fault("rows-empty", self.place),))
            return
        yield from self._hidden(header, sheet)
        for number, record in enumerate(sheet.records[1:], 1):
            place = Place(sheet.file, record.number, 1, record.number, 1)
            width = len(header.names)
            cells = [sheet.cell(record, at) for at in range(1, width + 1)]
            wrong = _control(cells)
            beyond = min((at for at, cell in record.cells.items() if at > width and cell.text.strip()), default=None)
            if beyond is not None:
                wrong = fault("column-unnamed", record.cells[beyond].place, number=beyond)
            yield RowFaults("", number, place, (wrong,)) if wrong is not None else header.row(cells, number, place)

    def _hidden(self, header: Header, sheet: _Sheet) -> Iterator[TableFaults]:
        """Warn of what people don't see in their spreadsheet and is read all the same."""
        rows = sum(record.number in sheet.hidden_rows for record in sheet.records[1:])
        columns = sum(place.column in sheet.hidden_columns for place in header.places.values())
        if rows or columns:
            yield TableFaults((fault("rows-hidden", self.place, rows_hidden=rows, columns_hidden=columns),))


@dataclass(slots=True)
class _Reader:
    """Reads a sheet of the file; raises BrokenTable with the fault that says why it can't."""

    path: Path
    file: str
    table: TableFile
    _formats: dict[int, str] = field(default_factory=dict)

    def sheet(self) -> _Sheet:
        start = start_of(self.path)
        if start == OLD_WORKBOOK:
            raise self._broken("table-is-old-workbook")
        if start != ZIP:
            raise self._broken("table-is-text", under_rows=f"file: {Path(self.file).with_suffix('.csv').name}")
        try:
            with self.path.open("rb") as handle:  # once: what was bounded is what is read
                self._bound(handle)
                return self._read(handle)
        except (BrokenTable, OperatorError):
            raise
        except Exception as error:  # what reads archives and XML fails in any way on what is neither
            raise self._broken("workbook-unreadable", reason=quoted(f"{type(error).__name__}: {error}")) from error

    def _broken(self, key: str, **args: str | int | Reason) -> BrokenTable:
        return BrokenTable(fault(key, Place.point(self.file), **args))

    def _bound(self, handle: BinaryIO) -> None:
        """Refuse what would unpack to more than can be read, and texts that stand for longer ones."""
        with ZipFile(handle) as archive:
            parts = archive.infolist()  # whatever they are called, any of them may be read as XML
            size = sum(part.file_size for part in parts)
            if size > MAX_MEGABYTES * _MEGABYTE:
                raise self._broken("workbook-too-big", megabytes=size // _MEGABYTE, limit=MAX_MEGABYTES)
            if any(b"<!DOCTYPE" in archive.read(part).replace(b"\0", b"") for part in parts):
                raise self._broken("workbook-unreadable", reason=because("declares-entities"))

    def _read(self, handle: BinaryIO) -> _Sheet:
        try:
            from openpyxl import load_workbook  # noqa: PLC0415 - an extra, and slow to import
        except ImportError as error:
            raise OperatorError("excel-extra-missing", package=error.name or "openpyxl") from error
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of charts and the like, which nobody reads here
            book = load_workbook(handle, read_only=True, keep_links=False)
            try:
                return self._cells(self._named({sheet.title: sheet for sheet in book.worksheets}))
            finally:
                book.close()

    def _named(self, sheets: Mapping[str, "ReadOnlyWorksheet"]) -> "ReadOnlyWorksheet":
        """Return the sheet that the campaign names, or the only one that can be seen."""
        visible = [name for name, sheet in sheets.items() if sheet.sheet_state == "visible"]
        said = self.table.sheet
        if said and said not in sheets:
            raise BrokenTable(unknown_name("sheet-unknown", self.table.sheet_place or self.table.place, said, visible))
        if not said and len(visible) != 1:
            known = visible or list(sheets)
            first = known[0] if known else ""
            line = f"sheet: {first if _PLAIN_NAME.fullmatch(first) else json.dumps(first, ensure_ascii=False)}"
            raise BrokenTable(fault("sheet-unsaid", self.table.place, known=listed(known), under_rows=line))
        found = sheets[said or visible[0]]
        if _NO_NAME.search(found.title):
            raise self._broken("workbook-unreadable", reason=because("no-sheet-name", name=found.title))
        return found

    def _cells(self, sheet: "ReadOnlyWorksheet") -> _Sheet:
        from engine.sources.sheet_parser import parser_of  # noqa: PLC0415 - it imports the extra

        parser, file, records = parser_of(sheet), f"{self.file}#{sheet.title}", list[_Record]()
        for number, raw in parser.parse():
            if number > MAX_ROWS or any(cell["column"] > MAX_COLUMNS for cell in raw):
                raise self._broken("workbook-unreadable", reason=because("beyond-a-sheet"))
            cells = {cell["column"]: self._cell(cell, number, sheet, file) for cell in raw}
            cells = {at: cell for at, cell in cells.items() if cell.text.strip() or cell.broken is not None}
            if cells:
                records.append(_Record(number, MappingProxyType(cells)))
        if records and len(records) * max(records[0].cells) > MAX_CELLS:
            raise self._broken("workbook-unreadable", reason=because("too-many-cells", limit=MAX_CELLS))
        return _Sheet(
            file,
            tuple(records),
            frozenset(int(number) for number, row in parser.row_dimensions.items() if _is_hidden(row)),
            self._hidden_columns(parser.columns),
            self._merged(parser.merged_cells, records, file),
        )

    def _cell(self, raw: Mapping[str, Any], number: int, sheet: "ReadOnlyWorksheet", file: str) -> Cell:
        value, at = raw["value"], raw["column"]
        place = Place(file, number, at, number, at + 1)
        if value is None:
            missing = raw["formula"] and raw["data_type"] != "str"
            wrong = fault("cell-formula", place, formula=raw["formula"][:60]) if missing else None
            return Cell("", place, self.table.separator, wrong)
        if isinstance(value, str):
            text = _unescaped(value) if "_x" in value else value
            text = text.replace("\r\n", "\n").replace("\r", "\n")
            wrong = fault("row-too-long", place, limit=MAX_ROW) if len(text) > MAX_ROW else None
            return Cell(text, place, self.table.separator, wrong)
        code = self._format(raw["style_id"], sheet)
        if code == _TRUTH:
            value = bool(value)
        text, seen = text_of(value), shown(value, code)
        unlike = fault("cell-format", place, value=_stored(value, text), shown=seen) if seen != text else None
        return Cell(text, place, self.table.separator, None, unlike)

    def _format(self, style: int, sheet: "ReadOnlyWorksheet") -> str:
        if style not in self._formats:
            from openpyxl.cell.read_only import ReadOnlyCell  # noqa: PLC0415 - an extra

            self._formats[style] = str(ReadOnlyCell(sheet, 1, 1, 0, "n", style).number_format)
        return self._formats[style]

    def _hidden_columns(self, columns: Sequence[Mapping[str, str]]) -> frozenset[int]:
        spans = [range(int(column["min"]), int(column["max"]) + 1) for column in columns]
        if sum(map(len, spans)) > MAX_COLUMNS:
            raise self._broken("workbook-unreadable", reason=because("beyond-a-sheet"))
        return frozenset(at for span, column in zip(spans, columns, strict=True) if _is_hidden(column) for at in span)

    def _merged(self, merged: Any, records: Sequence[_Record], file: str) -> Mapping[tuple[int, int], Fault]:
        """Return which cells of the table, by row and column, belong to merged ones: a fault for each range, where it begins."""
        found: dict[tuple[int, int], Fault] = {}
        last, width = (records[-1].number, max(records[0].cells)) if records else (0, 0)
        for one in merged.mergeCell if merged is not None else ():
            left, top, right, bottom = one.bounds
            rows, columns = range(top, min(bottom, last) + 1), range(left, min(right, width) + 1)
            if len(found) + len(rows) * len(columns) > MAX_MERGED:
                raise self._broken("workbook-unreadable", reason=because("too-many-merged"))
            wrong = fault("cell-merged", Place(file, top, left, top, left + 1), range=str(one.ref))
            found.update(dict.fromkeys(product(rows, columns), wrong))
        return found


def _control(cells: Sequence[Cell]) -> Fault | None:
    """Return the fault of the first cell with a character that nobody sees and no text may hold."""
    for cell in cells:
        found = None if cell.text.isprintable() else control_fault(cell.text, cell.place)
        if found is not None:
            return replace(found, place=cell.place)
    return None


def _stored(value: object, text: str) -> str:
    """Return the number that a cell holds: a date is one, too."""
    from openpyxl.utils.datetime import to_excel  # noqa: PLC0415 - an extra

    return text_of(to_excel(value)) if isinstance(value, datetime | date | time | timedelta) else text


def _unescaped(text: str) -> str:
    from openpyxl.utils.escape import unescape  # noqa: PLC0415 - an extra

    return str(unescape(text))


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    return attributes.get("hidden") in ("1", "true")
