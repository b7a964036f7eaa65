"""Cells: what a row's columns are in expressions, and what they give for inputs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any, cast

from engine.campaign.cell import Cell, TableCell, given_by, stands_empty
from engine.campaign.columns import cell_type, column_input
from engine.campaign.giving import json_of
from engine.campaign.keys import word_of
from engine.campaign.model import Campaign
from engine.campaign.roots import MATRIX, ROW
from engine.language.bindings import Evaluated, Members
from engine.language.evaluate import evaluate, holds
from engine.language.syntax import Binary, Choice, Member, Tree
from engine.language.types import STRING, UNKNOWN, Kind, Type
from engine.language.values import (
    Expression,
    InputValue,
    ListValue,
    MapValue,
    MediaName,
    References,
    Value,
    references_of,
)
from engine.recipe.bind import bind_given, bind_json, bind_text
from engine.recipe.given import Given, GivenMaps, GivenTexts, GivenValue, Json
from engine.recipe.model import Recipe
from engine.values.absent import ABSENT, Absent
from engine.values.fault import Faults
from engine.values.media import Media
from engine.values.place import Place


def columns_named(values: Iterable[Value]) -> tuple[str, ...]:
    """Return the columns that the values name, each once."""
    return References.of_all(map(references_of, values)).of(ROW)


def cell_values(
    names: Iterable[str], cells: Mapping[str, TableCell], campaign: Campaign, recipe: Recipe, faults: Faults
) -> dict[str, Evaluated]:
    """Return what columns are in expressions: text, or what the input or member of that name reads from it."""
    known = {name: cell_type(column_input(name, campaign.rows, recipe)) for name in names}
    return {name: _cell_value(name, cells.get(name), one, faults) for name, one in known.items()}


def _cell_value(name: str, cell: TableCell | None, known: Type, faults: Faults) -> Evaluated:
    if cell is None:
        return ABSENT
    if isinstance(cell, Cell):
        return _evaluated(bind_given(name, known, given_by(cell, name, known, faults), faults))
    value = cell.value
    if known == STRING and isinstance(value, bool | int | Decimal):
        return word_of(value)
    return _evaluated(bind_json(name, known, None if value == "" else value, cell.place, faults))


def _evaluated(value: InputValue | Absent) -> Evaluated:
    return cast("Evaluated", value)  # no media among them: they stay text in a campaign's expressions


@dataclass(frozen=True, slots=True)
class RowBindings:
    """What the expressions of a campaign see; it names no media."""

    roots: Mapping[str, Evaluated | Members]
    media: Mapping[MediaName, Media] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Point:
    """One row at one point of the matrix: everything that an expression may name there."""

    cells: Mapping[str, TableCell]
    matrix: Mapping[str, Any]
    bindings: RowBindings

    @classmethod
    def of(cls, cells: Mapping[str, TableCell], values: Mapping[str, Evaluated], matrix: Mapping[str, Any]) -> "Point":
        return cls(cells, matrix, RowBindings({ROW: values, MATRIX: matrix}))

    def holds(self, value: Value) -> bool:
        return holds(value, self.bindings)

    def given(self, name: str, value: Value, known: Type, folder: str, faults: Faults) -> GivenValue:
        """Return what a value under `with` gives for an input; a bare cell is given as it stands, with its own place."""
        if isinstance(value, Expression):
            made = self._of_tree(value.tree, value)
            if isinstance(made, Cell):
                return given_by(made, name, known, faults)
            # A path that is worked out starts at the campaign's folder, which its place tells.
            is_computed = made.place == value.place and not (known.items or known).is_media
            return _at(made, self._only_cell(value)) if is_computed else made
        if isinstance(value, ListValue):
            member = known.items or known
            found = [self._member(name, item, member, folder, faults) for item in value.items]
            return Json([item for inner in found for item in inner], value.place)
        if isinstance(value, MapValue):
            return Json(self._map(name, value, known, folder, faults), value.place)
        return Json(json_of(value), value.place)

    def _map(self, name: str, value: MapValue, known: Type, folder: str, faults: Faults) -> dict[str, object]:
        found: dict[str, object] = {}
        for key, inner in value.items.items():
            member = known.members.get(key, UNKNOWN)
            given = self._member(f"{name}.{key}", inner, member, folder, faults)
            found[key] = given if member.kind is Kind.LIST else next(iter(given), None)
        return found

    def _of_tree(self, tree: Tree, value: Expression) -> GivenValue | Cell:
        """Follow fallbacks and choices down to a bare cell, else evaluate."""
        if isinstance(tree, Member) and tree.of_root(ROW):
            return self.cells.get(tree.name) or Json(None, value.place)
        if isinstance(tree, Member) and tree.of_root(MATRIX):
            return Json(self.matrix[tree.name], value.place)
        if isinstance(tree, Binary) and tree.place in value.fallbacks:
            left = self._of_tree(tree.left, value)
            return self._of_tree(tree.right, value) if is_empty(left) else left
        if isinstance(tree, Choice) and tree.otherwise is not None:
            then = holds(_part(value, tree.test), self.bindings)
            return self._of_tree(tree.then if then else tree.otherwise, value)
        found = evaluate(_part(value, tree), self.bindings)
        if isinstance(found, str):
            return GivenTexts((found,), value.place)
        return Json(_plain(found), value.place)

    def _only_cell(self, value: Expression) -> Place:
        """Return the place of the one cell that a value is worked out of, its own if there are several or none."""
        places = [self.cells[name].place for name in columns_named([value]) if name in self.cells]
        return places[0] if len(places) == 1 else value.place

    def _member(self, name: str, value: Value, known: Type, folder: str, faults: Faults) -> list[object]:
        given = self.given(name, value, known, folder, faults)
        if isinstance(given, Json):
            return given.value if isinstance(given.value, list) else [] if given.value is None else [given.value]
        text = given.texts[0]
        if known.is_media and given.place.file != value.place.file:
            text = _rebased(text, folder)
        bound = bind_text(name, known, text, given.place, faults)
        return [] if isinstance(bound, Absent) else [_plain(bound)]


def _part(value: Expression, tree: Tree) -> Expression:
    return Expression(value.source, value.place, value.type, value.references, tree, value.fallbacks)


def is_empty(given: Given | Cell) -> bool:
    """Tell whether nothing is given: an empty cell, a null."""
    if isinstance(given, GivenMaps):
        return False  # a table without lines is a list without members
    return given.texts in ((), ("",)) if isinstance(given, GivenTexts) else stands_empty(given)


def _plain(value: Any) -> object:
    if isinstance(value, tuple):
        return [_plain(item) for item in value if item is not ABSENT]
    if isinstance(value, MediaName):
        return value.text if value.sha256 is None else {"url": value.text, "sha256": value.sha256}
    return None if value is ABSENT else value


def _rebased(text: str, folder: str) -> str:
    """Return a path that starts at the rows' folder as one that starts at the campaign's."""
    text = text.strip()
    if not folder or not text or text[0] in "/~{" or "://" in text or text.startswith("data:"):
        return text
    return str(PurePosixPath(folder) / text)


def _at(given: GivenValue, place: Place) -> GivenValue:
    return GivenTexts(given.texts, place) if isinstance(given, GivenTexts) else Json(given.value, place)
