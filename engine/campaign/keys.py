"""Keys: the id of a campaign row is made of names, never of positions."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final

from engine.campaign.cell import TableCell, given_by
from engine.language.filters import text_of
from engine.language.types import STRING
from engine.language.values import Scalar
from engine.recipe.given import GivenTexts
from engine.text.composed import composed
from engine.values.address import named
from engine.values.fault import Faults
from engine.values.names import escaped
from engine.values.place import Place

JOINER: Final = "+"


def row_id(parts: Iterable[str]) -> str:
    """Join the parts of an id; different parts give different ids. No query of an address stands in one: it may be a key."""
    return JOINER.join(escaped(named(part)) for part in parts)


def word_of(value: Scalar) -> str:
    """Return a value as it stands in an id or a cell: 5.0 as 5, booleans as in JSON."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return composed(text_of(value))


def key_cells(
    key: Mapping[str, Place], cells: Mapping[str, TableCell], start: Place, faults: Faults
) -> tuple[str, ...]:
    """Return the texts of a row's key columns; an empty one, or one that is no word, is a fault."""
    return tuple(_key_cell(name, cells.get(name), start, faults) for name in key)


def _key_cell(name: str, cell: TableCell | None, start: Place, faults: Faults) -> str:
    if cell is None:
        faults.add("row-key-empty", start, name=name)
        return ""
    before = faults.told
    given = given_by(cell, name, STRING, faults)
    value = given.texts[0] if isinstance(given, GivenTexts) else given.value
    if value is None or value == "":
        if faults.told == before:
            faults.add("row-key-empty", cell.place, name=name)
    elif isinstance(value, str | int | Decimal):
        return word_of(value)
    else:
        faults.add("row-key-type", cell.place, name=name)
    return ""
