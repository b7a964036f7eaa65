"""Cell: what stands in one cell of a table, and how it is read by the type of what it fills."""

import json
import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from engine.language.types import Kind, Type
from engine.recipe.given import GivenTexts, Json
from engine.values.fault import Fault, Faults
from engine.values.place import Place

# What Excel, WPS, Sheets and LibreOffice show where a formula has no value.
_ERROR: Final = re.compile(
    r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|UNKNOWN!|BUSY!|EXTERNAL!|PYTHON!"
    r"|GETTING_DATA|ERROR!)|Err:\d{3}"
)
# How Excel writes a number of 12 digits or more into CSV, in a column that isn't text: with six of them.
_ROUNDED: Final = re.compile(r"-?[1-9](?:\.\d{1,5})?E\+(?:1[1-9]|[2-9]\d)")
_BOOLEANS: Final = {"TRUE": "true", "True": "true", "FALSE": "false", "False": "false"}
_ATTACHED: Final = re.compile(r"\((https?://[^\s()]+)\)\s*(?:,|$)")
_FULL_WIDTH: Final = {"，": ",", "；": ";", "、": ","}
_MARKS: Final = (";", "\n", "|", ",")
_MAX_SHOWN: Final = 60


class Cell(NamedTuple):
    """The text of a cell, as it stands in CSV or as a spreadsheet shows it; an empty one is absent.

    `separator` is what stands between the members of a list, "" if the campaign doesn't say. `broken` is wrong for whoever
    reads the cell, `unlike` for whoever reads it as a text: people see another one in their spreadsheet.
    """

    text: str
    place: Place
    separator: str = ""
    broken: Fault | None = None
    unlike: Fault | None = None


TableCell = Cell | Json
"""What stands in one column of a row: a cell, or a value of JSON lines or of a written-out row."""


def stands_empty(cell: TableCell) -> bool:
    """Tell whether nothing stands in a cell, or a null."""
    return not cell.text.strip() if isinstance(cell, Cell) else cell.value is None or cell.value == ""


def given_by(cell: TableCell, name: str, known: Type, faults: Faults) -> GivenTexts | Json:
    """Return what a cell gives for something of a type, nothing if it can't be read so; `name` is that of what it fills."""
    if isinstance(cell, Json):
        return cell
    wrong = _wrong(cell, known)
    if wrong is not None:
        faults.put(wrong)
        return GivenTexts(("",), cell.place)
    if known.kind is Kind.LIST:
        return GivenTexts(_members(cell, name, known.items or known, faults), cell.place)
    if known.is_media:
        return GivenTexts((_attachment(cell, name, faults),), cell.place)
    if known.kind is Kind.BOOLEAN:
        return GivenTexts((_BOOLEANS.get(cell.text.strip(), cell.text),), cell.place)
    return GivenTexts((cell.text,), cell.place)


def _wrong(cell: Cell, known: Type) -> Fault | None:
    if cell.broken is not None:
        return cell.broken
    if cell.text[:1] in ("#", "E") and _ERROR.fullmatch(cell.text):
        return _fault("cell-error", cell, value=cell.text)
    is_text = known.kind in (Kind.STRING, Kind.UNKNOWN) or (known.items or known).is_media
    if is_text and _ROUNDED.fullmatch(cell.text):
        return _fault("cell-rounded", cell, value=cell.text)
    return cell.unlike if is_text else None


def _fault(key: str, cell: Cell, **args: str | int) -> Fault:
    return Fault(key, cell.place, args)


def _attachment(cell: Cell, name: str, faults: Faults) -> str:
    """Return the medium that a cell names: of an attachment, `park.mp4 (https://...)`, its address."""
    addresses = _attached(cell.text)
    if len(addresses) > 1:
        faults.put(_fault("cell-attachments", cell, name=name, count=len(addresses)))
        return ""
    return addresses[0] if addresses else cell.text


def _attached(text: str) -> Sequence[str]:
    """Return the addresses of attachments as Airtable writes them: the name of each file, its address in parentheses."""
    return _ATTACHED.findall(text) if text.endswith(")") and text[:1] not in ("{", "[") else ()


def _members(cell: Cell, name: str, member: Type, faults: Faults) -> tuple[str, ...]:
    """Return the texts of a list's members, or the JSON that it is written as."""
    text = cell.text.strip()
    if text[:1] in ("", "["):
        return (text,)
    addresses = _attached(text) if member.is_media else ()
    if addresses:
        return tuple(addresses)
    wide = next((mark for mark in _FULL_WIDTH if mark in text and mark != cell.separator), None)
    if wide is not None and cell.separator in ("", _FULL_WIDTH[wide]):
        faults.put(
            _fault("cell-list-full-width", cell, name=name, value=_shown(text), mark=wide, half=_FULL_WIDTH[wide])
        )
        return ("",)
    mark = next((mark for mark in _MARKS if mark in text), None) if not cell.separator else None
    if mark is not None:
        line = f"separator: {json.dumps(mark)}"
        faults.put(_fault("cell-list-separator", cell, name=name, value=_shown(text), under_rows=line))
        return ("",)
    parts = filter(None, map(str.strip, text.split(cell.separator) if cell.separator else [text]))
    said = tuple(_BOOLEANS.get(part, part) for part in parts) if member.kind is Kind.BOOLEAN else tuple(parts)
    return said or ("",)


def _shown(text: str) -> str:
    return text if len(text) <= _MAX_SHOWN else text[: _MAX_SHOWN - 1] + "…"
