"""Inputs as people give them: `-i name=value` and an inputs file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from engine.recipe import Cell, Given
from engine.sources.json_object import FILE, ObjectReader
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
        texts = (*before.texts, value) if isinstance(before, Cell) else (value,)
        found[name.strip()] = Cell(texts, before.place if before is not None else place)
    return InputsRead(found, "\n".join(lines), tuple(faults))


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
