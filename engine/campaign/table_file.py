"""Table file: which file a campaign's rows stand in, and how the campaign says that it is written."""

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from engine.text.nodes import MapNode
from engine.values.fault import Faults
from engine.values.place import Place

CSV: Final = (".csv", ".tsv")
JSON_LINES: Final = (".jsonl", ".ndjson")
WORKBOOK: Final = ".xlsx"
_WRITING: Final = ("encoding", "delimiter", "sheet", "separator")
_OF: Final = {**dict.fromkeys(CSV, ("encoding", "delimiter", "separator")), WORKBOOK: ("sheet", "separator")}


@dataclass(frozen=True, slots=True)
class TableFile:
    """A file of rows by its name, relative to the campaign's folder; the rest is "" where the campaign doesn't say.

    `separator` is what stands between the members of a list in a cell, `sheet` the sheet of a workbook.
    """

    name: str
    place: Place
    encoding: str = ""
    delimiter: str = ""
    separator: str = ""
    sheet: str = ""
    sheet_place: Place | None = None

    @property
    def suffix(self) -> str:
        return PurePosixPath(self.name).suffix.lower()


def table_file(rows: MapNode, faults: Faults) -> TableFile | None:
    """Read which file the rows stand in, None if they stand in none; what says nothing of such a file is a fault."""
    node, name = rows.get("file"), rows.text("file")
    sheet, table = rows.get("sheet"), None
    if node is not None and name:
        said = {word: rows.text(word) for word in _WRITING}
        table = TableFile(name, node.place, **said, sheet_place=sheet.place if sheet is not None else None)
    known = _OF.get(table.suffix, ()) if table is not None else ()
    for word in _WRITING:
        key = rows.key(word)
        if key is not None and word not in known:
            faults.add("rows-key-idle", key.place, name=word)
    return table
