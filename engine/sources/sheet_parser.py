"""Sheet parser: openpyxl's own, which goes through a sheet's XML once, made to tell of a cell its formula and its value."""

from typing import Any

from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet._reader import FORMULA_TAG, WorkSheetParser


class SheetParser(WorkSheetParser):  # type: ignore[misc]  # it has no types
    """Cells come with their `formula`, "" if they have none; `columns` are the attributes of columns as they are written."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.columns: list[dict[str, str]] = []

    def parse_cell(self, element: Any) -> dict[str, Any]:
        found: dict[str, Any] = super().parse_cell(element)
        formula = element.find(FORMULA_TAG)
        found["formula"] = "" if formula is None else f"={formula.text or ''}"
        return found

    def parse_column_dimensions(self, col: Any) -> None:
        self.columns.append(dict(col.attrib))


def parser_of(sheet: ReadOnlyWorksheet) -> SheetParser:
    """Return the parser of a sheet that was opened to be read only; what it needs to know isn't public there."""
    book = sheet.parent
    return SheetParser(
        sheet._get_source(),  # noqa: SLF001
        sheet._shared_strings,  # noqa: SLF001
        data_only=True,
        epoch=book.epoch,
        date_formats=book._date_formats,  # noqa: SLF001
        timedelta_formats=book._timedelta_formats,  # noqa: SLF001
    )
