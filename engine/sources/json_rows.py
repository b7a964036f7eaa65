"""JSON lines: one object a line, streamed, with the place of every value."""

import json
import re
from types import MappingProxyType
from typing import Final

from engine.recipe import Given, Json
from engine.recipe.campaign import Row, RowFaults
from engine.sources.exact_json import DECODER, has_half
from engine.sources.lines import Line, control_fault
from engine.values.fault import Fault, fault
from engine.values.place import Place

_BLANK: Final = re.compile(r"[ \t\r\n]*")


def row_of(line: Line, number: int, file: str) -> Row | RowFaults:
    """Return a line as a row, or why it is none."""
    place = Place.point(file, line.number)
    text = line.text.rstrip("\r\n")
    found = control_fault(text, place) or _Scanner(text, line.number, file).cells()
    if isinstance(found, Fault):
        return RowFaults("", number, place, (found,))
    return Row(number, place, MappingProxyType(found))


class _Scanner:
    """Reads one object key by key, so that the place of each value is known."""

    def __init__(self, text: str, line: int, file: str) -> None:
        self._text = text
        self._line = line
        self._file = file

    def cells(self) -> dict[str, Given] | Fault:
        at = self._blank(0)
        if self._text[at : at + 1] != "{":
            return self._not_object(at)
        try:
            return self._members(at + 1)
        except json.JSONDecodeError as error:
            return self._fault(error.pos, error.msg)
        except RecursionError:
            return self._fault(at, "nested too deep")

    def _not_object(self, at: int) -> Fault:
        try:
            json.loads(self._text)
        except json.JSONDecodeError as error:
            return self._fault(error.pos, error.msg)
        except (ValueError, RecursionError):
            pass
        return fault("row-not-object", self._place(at, at + 1))

    def _members(self, at: int) -> dict[str, Given] | Fault:
        found: dict[str, Given] = {}
        at = self._blank(at)
        if self._text[at : at + 1] == "}":
            return self._ended(at + 1) or found
        while True:
            name, start, colon = self._key(at)
            if name in found:
                return fault("yaml-duplicate-key", self._place(start, colon), name=name)
            begin = self._blank(self._expected(":", colon))
            value, end = self._value(begin)
            found[name] = Json(value, self._place(begin, end))
            at = self._blank(end)
            if self._text[at : at + 1] != ",":
                return self._ended(self._expected("}", at)) or found
            at = self._blank(at + 1)

    def _value(self, at: int) -> tuple[object, int]:
        try:
            found: tuple[object, int] = DECODER.raw_decode(self._text, at)
        except json.JSONDecodeError:
            raise
        except ValueError as error:
            raise json.JSONDecodeError(str(error), self._text, at) from error
        return self._whole(*found, at)

    def _key(self, at: int) -> tuple[str, int, int]:
        if self._text[at : at + 1] != '"':
            raise json.JSONDecodeError("Expecting a key in double quotes", self._text, at)
        name, end = self._whole(*DECODER.raw_decode(self._text, at), at)
        return str(name), at, end

    def _whole(self, value: object, end: int, at: int) -> tuple[object, int]:
        if "\\u" in self._text[at:end] and has_half(value):
            raise json.JSONDecodeError("half of a character", self._text, at)
        return value, end

    def _expected(self, mark: str, at: int) -> int:
        at = self._blank(at)
        if self._text[at : at + 1] != mark:
            raise json.JSONDecodeError(f"Expecting `{mark}`", self._text, at)
        return at + 1

    def _ended(self, at: int) -> Fault | None:
        end = self._blank(at)
        return self._fault(end, "something follows the object") if end < len(self._text) else None

    def _blank(self, at: int) -> int:
        found = _BLANK.match(self._text, at)
        return found.end() if found else at

    def _fault(self, at: int, problem: str) -> Fault:
        return fault("row-not-json", self._place(at, min(at + 1, len(self._text))), problem=problem)

    def _place(self, start: int, end: int) -> Place:
        return Place(self._file, self._line, start + 1, self._line, end + 1)
