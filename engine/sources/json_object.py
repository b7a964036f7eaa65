"""Objects of JSON: read with the place of every member's value, numbers exact."""

import json
import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from engine.recipe import Json
from engine.text.source import unsound
from engine.values.fault import Fault, fault
from engine.values.number import exact_number
from engine.values.place import Place
from engine.values.reason import Reason, because, quoted

_LINE_END: Final = re.compile(r"\r\n|\n|\r")
_BLANK: Final = re.compile(r"[ \t\r\n]*")


def _number(text: str) -> int | Decimal:
    value = exact_number(text)
    return int(text) if text.lstrip("-").isdigit() else value


class _UnsoundError(ValueError):
    """A value that JSON, or we, don't take; its first argument is the reason."""


class _NotJsonError(json.JSONDecodeError):
    """A text that is no JSON, for a reason of ours."""

    def __init__(self, reason: Reason, text: str, at: int) -> None:
        super().__init__(str(reason), text, at)
        self.reason = reason


def _words(error: json.JSONDecodeError) -> Reason:
    """Return the reason in our own words, where the decoder's are known."""
    if isinstance(error, _NotJsonError):
        return error.reason
    return _DECODERS.get(error.msg) or quoted(error.msg)


def _reason(error: ValueError) -> Reason:
    return error.args[0] if isinstance(error, _UnsoundError) else quoted(str(error))


def _constant(text: str) -> object:
    raise _UnsoundError(because("no-number", text=text))


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _UnsoundError(because("key-twice"))
    return found


_DECODER: Final = json.JSONDecoder(
    parse_float=_number, parse_int=_number, parse_constant=_constant, object_pairs_hook=_object
)


def unsound_in(value: object, place: Place) -> Fault | None:
    """Return the fault of a text, however deep, that JSON can only write as an escape and that nobody could be sent."""
    if isinstance(value, str):
        bad = unsound(value)
        return fault(bad[0], place, character=bad[1]) if bad is not None else None
    inner = [*value, *value.values()] if isinstance(value, dict) else value if isinstance(value, list) else ()
    return next((found for item in inner if (found := unsound_in(item, place)) is not None), None)


_DECODERS: Final[Mapping[str, Reason]] = MappingProxyType(
    {
        "Expecting value": because("value-expected"),
        "Expecting property name enclosed in double quotes": because("key-expected"),
        "Expecting ':' delimiter": because("sign-expected", sign=":"),
        "Expecting ',' delimiter": because("sign-expected", sign=","),
        "Unterminated string starting at": because("text-unended"),
        "Invalid control character at": because("line-end-in-text"),
        "Invalid \\escape": because("bad-escape"),
        "Invalid \\uXXXX escape": because("bad-escape"),
        "Illegal trailing comma before end of object": because("key-expected"),
        "Illegal trailing comma before end of array": because("value-expected"),
        "Extra data": because("more-follows"),
    }
)
"""What Python's decoder says, where we have words for it (its source, json/decoder.py and scanner)."""


@dataclass(frozen=True, slots=True)
class ObjectFaults:
    """The keys of the faults of a text that is no JSON, and of JSON that is no object."""

    not_json: str
    not_object: str


ROW: Final = ObjectFaults("row-not-json", "row-not-object")
FILE: Final = ObjectFaults("inputs-not-json", "inputs-not-object")


class ObjectReader:
    """Reads one object key by key, so that the place of each value is known; `line` is the number of its first line."""

    def __init__(self, text: str, file: str, faults: ObjectFaults, line: int = 1) -> None:
        self._text = text
        self._file = file
        self._faults = faults
        self._line = line
        self._starts = [0, *(found.end() for found in _LINE_END.finditer(text))]

    def members(self) -> dict[str, Json] | Fault:
        at = self._blank(0)
        if self._text[at : at + 1] != "{":
            return self._not_object(at)
        try:
            return self._pairs(at + 1)
        except json.JSONDecodeError as error:
            return self._fault(error.pos, _words(error))
        except RecursionError:
            return self._fault(at, because("too-deep"))

    def _not_object(self, at: int) -> Fault:
        try:
            json.loads(self._text)
        except json.JSONDecodeError as error:
            return self._fault(error.pos, _words(error))
        except (ValueError, RecursionError):
            pass
        return fault(self._faults.not_object, self._place(at, at + 1))

    def _pairs(self, at: int) -> dict[str, Json] | Fault:
        found: dict[str, Json] = {}
        at = self._blank(at)
        if self._text[at : at + 1] == "}":
            return self._ended(at + 1) or found
        while True:
            name, start, colon = self._key(at)
            if name in found:
                return fault("yaml-duplicate-key", self._place(start, colon), name=name)
            begin = self._blank(self._expected(":", colon))
            value, end = self._value(begin)
            bad = unsound_in(name, self._place(start, colon))
            if bad is not None:
                return bad
            found[name] = Json(value, self._place(begin, end))
            at = self._blank(end)
            if self._text[at : at + 1] != ",":
                return self._ended(self._expected("}", at)) or found
            at = self._blank(at + 1)

    def _value(self, at: int) -> tuple[object, int]:
        try:
            found: tuple[object, int] = _DECODER.raw_decode(self._text, at)
        except json.JSONDecodeError:
            raise
        except ValueError as error:
            raise _NotJsonError(_reason(error), self._text, at) from error
        return found

    def _key(self, at: int) -> tuple[str, int, int]:
        if self._text[at : at + 1] != '"':
            raise _NotJsonError(because("key-expected"), self._text, at)
        name, end = _DECODER.raw_decode(self._text, at)
        return name, at, end

    def _expected(self, mark: str, at: int) -> int:
        at = self._blank(at)
        if self._text[at : at + 1] != mark:
            raise _NotJsonError(because("sign-expected", sign=mark), self._text, at)
        return at + 1

    def _ended(self, at: int) -> Fault | None:
        end = self._blank(at)
        return self._fault(end, because("more-follows")) if end < len(self._text) else None

    def _blank(self, at: int) -> int:
        found = _BLANK.match(self._text, at)
        return found.end() if found else at

    def _fault(self, at: int, problem: Reason) -> Fault:
        return fault(self._faults.not_json, self._place(at, min(at + 1, len(self._text))), problem=problem)

    def _place(self, start: int, end: int) -> Place:
        (line, column), (end_line, end_column) = self._point(start), self._point(end)
        return Place(self._file, line, column, end_line, end_column)

    def _point(self, at: int) -> tuple[int, int]:
        row = bisect_right(self._starts, at) - 1
        return self._line + row, at - self._starts[row] + 1
