"""Inputs as they are given: `-i name=value`, an inputs file, values of a program."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path, PurePath

from engine.recipe import Given, GivenTexts, Json
from engine.sources.json_object import FILE, ObjectReader, unsound_in
from engine.sources.recipes import read_file
from engine.values.fault import Fault, fault
from engine.values.place import Place

INPUTS = "<inputs>"


@dataclass(frozen=True, slots=True)
class InputsRead:
    """What was given, by name, and the text that places in it point into; `faults` are those of what can't be read."""

    given: Mapping[str, Given]
    text: str
    faults: tuple[Fault, ...] = ()


def from_arguments(arguments: Iterable[str]) -> InputsRead:
    """Read `name=value` texts, repeated ones as a list; line n of the text is the nth argument."""
    found: dict[str, Given] = {}
    faults: list[Fault] = []
    lines = []
    for number, argument in enumerate(arguments, 1):
        lines.append(argument.replace("\n", " ").replace("\r", " "))
        name, equals, value = argument.partition("=")
        if not equals or not name.strip():
            whole = Place(INPUTS, number, 1, number, max(len(argument), 1) + 1)
            faults.append(fault("input-syntax", whole, argument=argument))
            continue
        column = len(name) + 2
        place = Place(INPUTS, number, column, number, column + len(value))
        before = found.get(name.strip())
        texts = (*before.texts, value) if isinstance(before, GivenTexts) else (value,)
        found[name.strip()] = GivenTexts(texts, before.place if before is not None else place)
    return InputsRead(found, "\n".join(lines), tuple(faults))


def from_values(values: Mapping[str, object]) -> InputsRead:
    """Read values of a program as those of an inputs file; line n of the text is the nth input.

    Texts, numbers, booleans, None, lists and mappings of these are taken, and paths as texts; anything else is a fault.
    """
    found: dict[str, Given] = {}
    faults: list[Fault] = []
    lines = []
    for number, (name, value) in enumerate(values.items(), 1):
        plain = _plain(value)
        shown = json.dumps(plain, ensure_ascii=False, default=str)
        lines.append(f"{name}={shown}")
        column = len(name) + 2
        place = Place(INPUTS, number, column, number, column + len(shown))
        bad = _unusable(plain, place)
        if bad is not None:
            faults.append(bad)
        else:
            found[name] = Json(plain, place)
    return InputsRead(found, "\n".join(lines), tuple(faults))


def _plain(value: object) -> object:
    """Return a value as JSON would give it: numbers exact, paths as texts."""
    match value:
        case float():
            return Decimal(repr(value))
        case PurePath():
            return str(value)
        case Mapping():
            return {name: _plain(item) for name, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
        case _:
            return value


def _unusable(value: object, place: Place) -> Fault | None:
    """Return the fault of a value that JSON can't hold, however deep."""
    match value:
        case Decimal() if not value.is_finite():
            return fault("input-not-json", place, type="NaN")
        case str() | bool() | int() | Decimal() | None:
            return unsound_in(value, place)
        case dict() | list():
            inner = [*value, *value.values()] if isinstance(value, dict) else value
            return next((bad for item in inner if (bad := _unusable(item, place)) is not None), None)
        case _:
            return fault("input-not-json", place, type=type(value).__name__)


def from_file(path: Path) -> InputsRead:
    """Read a JSON file with an object of inputs; raises AuthorError if there is no such file."""
    data = read_file(path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        wrong = fault("file-not-utf8", Place.point(str(path), line), byte=f"0x{data[error.start]:02x}")
        return InputsRead({}, data.decode("utf-8", "replace"), (wrong,))
    found = ObjectReader(text, str(path), FILE).members()
    return InputsRead({}, text, (found,)) if isinstance(found, Fault) else InputsRead(found, text)
