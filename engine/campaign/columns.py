"""Columns: what a table's columns are for, and which of them nobody reads."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from engine.campaign.cell import stands_empty
from engine.campaign.model import Campaign, Row, Rows, RowsSpec
from engine.language.names import Declaration
from engine.language.types import STRING, UNKNOWN, Type, optional
from engine.language.values import Removed
from engine.recipe.declared import Input
from engine.recipe.model import Recipe
from engine.text.unseen import unseen
from engine.values import hints
from engine.values.fault import Fault, Faults
from engine.values.place import Place

_NAMED: Final = re.compile(r"\brow(?:\.(\w+)|\[['\"](.+?)['\"]\])")


@dataclass(frozen=True, slots=True)
class Columns:
    """The declarations of a campaign's columns: text, but those of an input's name are read by its type.

    A column is surely there if it is part of the key, or fills an input that must be given: an empty cell is a fault.
    `known` are the columns of the table, None as long as nobody has looked; `full` are those that every row fills.
    """

    recipe: Recipe | None
    spec: RowsSpec | None
    filled: frozenset[str]
    known: Collection[str] | None
    full: Collection[str] = ()

    def find(self, name: str) -> Declaration | None:
        """Return what a column is; None if it is known that there is none of that name."""
        spec = self.spec
        if spec is None or (self.known is not None and name not in self.known):
            return None
        if self.recipe is None:
            return Declaration(UNKNOWN)
        declared = column_input(name, spec, self.recipe)
        taken = name in self.filled and name not in line_members(spec, self.recipe)
        fills = declared is not None and not taken and name not in spec.ignore
        sure = name in self.full or self._is_key(name, spec) or (fills and declared is not None and declared.required)
        known = cell_type(declared)
        return Declaration(known if sure else optional(known), () if declared is None else declared.limits.enum)

    def _is_key(self, name: str, spec: RowsSpec) -> bool:
        """Tell whether a column is part of the key, perhaps under a name that is mistyped there, which is a fault itself."""
        if name in spec.key or self.known is None:
            return name in spec.key
        return any(hints.near(key, self.known) == name for key in spec.key if key not in self.known)


_ABSENT: Final = frozenset({"possibly-absent", "absent-order"})


def columns_lacking(faults: Iterable[Fault]) -> frozenset[str]:
    """Return the columns of which it is a fault that their cell may be absent."""
    names = (str(one.args["name"]) for one in faults if one.key in _ABSENT)
    return frozenset(found[1] or found[2] for name in names for found in _NAMED.finditer(name))


def filled(table: Rows) -> frozenset[str]:
    """Go through a table and return the columns that every row fills."""
    found: frozenset[str] | None = None
    for row in table:
        if isinstance(row, Row):
            mine = frozenset(name for name, cell in row.cells.items() if not stands_empty(cell))
            found = mine if found is None else found & mine
            if not found:
                break
    return found or frozenset()


def line_members(spec: RowsSpec | None, recipe: Recipe) -> Mapping[str, Input]:
    """Return the members of the maps that lines of the table become, by their columns; none if every line is a row."""
    declared = recipe.inputs.get(spec.into) if spec is not None else None
    return declared.members if declared is not None else {}


def column_input(name: str, spec: RowsSpec | None, recipe: Recipe) -> Input | None:
    """Return what a column of a name is read for: a member of the maps that lines become, else the input of that name."""
    return line_members(spec, recipe).get(name) or recipe.inputs.get(name)


def cell_type(declared: Input | None) -> Type:
    """Return how a cell is read in an expression: media and maps stay the text that names them."""
    if declared is None or declared.members or (declared.type.items or declared.type).is_media:
        return STRING
    return declared.type.sure()


def check_header(
    campaign: Campaign, recipe: Recipe, columns: Mapping[str, Place], faults: Faults, warn: Faults
) -> None:
    """Hold the header of a table against what the campaign names; every mistake of it once, not once a row."""
    check_names(campaign, columns, faults)
    near = {name: found for name in columns if (found := meant_input(name, campaign, recipe))}
    assert campaign.rows is not None, "only a table has columns"
    for name, member in line_members(campaign.rows, recipe).items():
        if member.required and name not in columns and name not in near.values():
            place = campaign.rows.into_place or campaign.rows.place
            faults.add("into-member-missing", place, name=name, into=campaign.rows.into)
    for name, found in near.items():
        faults.add("column-near-input", columns[name], name=name, near=found)
    for name, declared in recipe.inputs.items():
        if declared.required and not _is_given(name, campaign, columns) and name not in near.values():
            faults.add("campaign-input-missing", campaign.uses_place, name=name)
    for name, place in columns.items() if not len(faults) else ():
        check_read(name, place, campaign, recipe, warn)
        check_seen(name, place, warn)


def check_names(campaign: Campaign, columns: Iterable[str], faults: Faults) -> None:
    """Refuse names of columns that the table doesn't have, wherever the campaign uses them."""
    known = tuple(columns)
    assert campaign.rows is not None, "only a table has columns"
    check_listed(campaign.rows, known, faults)
    for name, places in campaign.columns_read.items():
        for place in places if name not in known else ():
            faults.unknown("unknown-column", place, name, known)


def check_listed(spec: RowsSpec, columns: Iterable[str], faults: Faults) -> None:
    """Refuse names under `key` and `ignore` that the table doesn't have."""
    known = tuple(columns)
    for name, place in (*spec.key.items(), *spec.ignore.items()):
        if name not in known:
            faults.unknown("unknown-column", place, name, known)


def check_read(name: str, place: Place, campaign: Campaign, recipe: Recipe, warn: Faults) -> None:
    """Warn of a column that nothing reads."""
    if not is_read(name, campaign, recipe):
        warn.add("column-unread", place, name=name)


def check_seen(name: str, place: Place, warn: Faults) -> None:
    """Warn of a character in a name that nobody sees."""
    character = unseen(name)
    if character is not None:
        warn.add("unseen-character", place, character=character)


def is_read(name: str, campaign: Campaign, recipe: Recipe) -> bool:
    """Tell whether anything reads a column, or people alone."""
    spec = campaign.rows
    if spec is None or name in spec.key or name in spec.ignore or name in campaign.columns_read:
        return True
    if name in line_members(spec, recipe):
        return True
    return name in recipe.inputs and name not in campaign.with_ and name not in campaign.matrix


def meant_input(name: str, campaign: Campaign, recipe: Recipe) -> str | None:
    """Return the input that an unread column was probably meant for."""
    if name in recipe.inputs or is_read(name, campaign, recipe):
        return None
    return hints.near(name, (*line_members(campaign.rows, recipe), *recipe.inputs))


def _is_given(name: str, campaign: Campaign, columns: Mapping[str, Place]) -> bool:
    if name in campaign.with_:
        return not isinstance(campaign.with_[name], Removed)
    if name in campaign.matrix:
        return True
    spec = campaign.rows
    return spec is not None and (name == spec.into or (name in columns and name not in spec.ignore))
