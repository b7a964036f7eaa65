"""Inputs as people give them: `-i name=value` and an inputs file."""

from collections.abc import Iterable
from pathlib import Path

from engine.errors import AuthorError
from engine.recipe import Cell, Given, Json
from engine.sources.exact_json import DECODER
from engine.sources.recipes import read_file
from engine.values.place import Place

INPUTS = "<inputs>"


def from_arguments(arguments: Iterable[str]) -> tuple[dict[str, Given], str]:
    """Read `name=value` texts, repeated ones as a list; return them with the text that faults about them point into.

    Line n of that text is the nth argument. Raises AuthorError `input-syntax` for one without `=`.
    """
    found: dict[str, Given] = {}
    lines = [argument.replace("\n", " ").replace("\r", " ") for argument in arguments]
    for number, argument in enumerate(arguments, 1):
        name, equals, value = argument.partition("=")
        if not equals or not name:
            raise AuthorError("input-syntax", argument=argument)
        column = len(name) + 2
        place = Place(INPUTS, number, column, number, column + len(value))
        before = found.get(name.strip())
        texts = (*before.texts, value) if isinstance(before, Cell) else (value,)
        found[name.strip()] = Cell(texts, before.place if before is not None else place)
    return found, "\n".join(lines)


def from_file(path: Path) -> dict[str, Given]:
    """Read a JSON file with an object of inputs; raises AuthorError `inputs-file`."""
    try:
        data = DECODER.decode(read_file(path).decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise AuthorError("inputs-file", path=str(path), reason=str(error)) from error
    if not isinstance(data, dict):
        raise AuthorError("inputs-file", path=str(path), reason="it must hold one object")
    return {name: Json(value, Place.point(INPUTS)) for name, value in data.items()}
