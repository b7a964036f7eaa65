"""Expansion: rows and matrix become campaign rows, one after the other, each good or with its faults.

Nothing of a row is kept, so that a table may be as long as it likes.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Final, NamedTuple

from engine.campaign.cell import Cell, TableCell, given_by
from engine.campaign.cells import Point, cell_values, columns_named, is_empty
from engine.campaign.columns import line_members
from engine.campaign.keys import row_id, word_of
from engine.campaign.model import Campaign, CampaignRow, Row, RowFaults, Rows, Summary, TableFaults
from engine.campaign.table import KeyedRow, TableReader
from engine.errors import FaultsFound
from engine.language.bindings import Evaluated
from engine.language.values import Removed, Scalar
from engine.recipe.declared import Input
from engine.recipe.given import Given, GivenMaps, GivenValue, Json
from engine.recipe.inputs import bind_inputs
from engine.recipe.model import Recipe
from engine.values.fault import Fault, Faults, fault, has_errors
from engine.values.place import Place

Expanded = CampaignRow | RowFaults | TableFaults
_MAX_SHOWN: Final = 60


def expand(campaign: Campaign, recipe: Recipe, rows: Rows | None) -> "ExpandedRows":
    """Return the campaign rows of a table, to be gone through once; without rows there is the matrix alone."""
    return ExpandedRows(campaign, recipe, rows)


@dataclass(slots=True)
class _Counts:
    rows: int = 0
    asked: int = 0
    filtered: int = 0
    faulty: int = 0
    broken: int = 0


@dataclass(slots=True)
class ExpandedRows:
    """Goes through the rows; `summary` counts what was met so far."""

    campaign: Campaign
    recipe: Recipe
    table: Rows | None
    _counts: _Counts = field(default_factory=_Counts)

    @property
    def summary(self) -> Summary:
        counts = self._counts
        return Summary(counts.rows, self.campaign.combos, counts.asked, counts.filtered, counts.faulty)

    def __iter__(self) -> Iterator[Expanded]:
        plan = _Plan.of(self)
        if self.table is None:
            alone = KeyedRow(Row(0, self.campaign.uses_place, MappingProxyType({})), (), "", Faults())
            yield from self._limited(self._row_of([alone], plan))
        else:
            yield from self._limited(self._through(self.table, plan))
        yield from self._none_left()

    def _limited(self, found: Iterator[Expanded]) -> Iterator[Expanded]:
        limit = self.campaign.limits.max_tasks
        for one in found:
            self._counts.faulty += isinstance(one, RowFaults)
            self._counts.asked += isinstance(one, CampaignRow)
            self._counts.broken += isinstance(one, TableFaults) and has_errors(one.faults)
            if limit is not None and self._counts.asked > limit:
                yield TableFaults((fault("campaign-too-big", self.campaign.limits_place, limit=limit),))
                return
            yield one

    def _through(self, table: Rows, plan: "_Plan") -> Iterator[Expanded]:
        """Give the rows in the table's order; those of several lines when all lines are read."""
        reader = TableReader(self.campaign, self.recipe, table)
        gathered: dict[str, list[KeyedRow]] = {}
        for found in reader:
            if not isinstance(found, KeyedRow):
                yield found
            elif plan.into:
                gathered.setdefault(found.key, []).append(found)
            else:
                yield from self._row_of([found], plan)
            self._counts.rows = len(gathered) if plan.into else reader.count
        for lines in gathered.values():
            yield from self._row_of(lines, plan)

    def _none_left(self) -> Iterator[TableFaults]:
        """Warn if `where` leaves no row of a table that is well otherwise."""
        counts, where = self._counts, self.campaign.where
        if where is not None and counts.filtered and not (counts.asked or counts.faulty or counts.broken):
            yield TableFaults((fault("where-leaves-none", where.place),))

    # one row

    def _row_of(self, keyed: Sequence[KeyedRow], plan: "_Plan") -> Iterator[Expanded]:
        """Give the rows of the plan that a row of the table makes, which has one line or more."""
        lines = [_Line.of(one, self.campaign, self.recipe, plan.named, plan.filling, plan.members) for one in keyed]
        faulty = [line for line in lines if len(line.keyed.faults)]
        for line in faulty:
            for wrong in line.unread.sorted():
                line.keyed.faults.put(wrong)
            self._add_unreadable(line.own, line.keyed.faults)
            row = line.keyed.row
            yield RowFaults(line.keyed.key, row.number, row.place, line.keyed.faults.sorted())
        for axes in self._points() if not faulty else ():
            found = self._at(lines, axes, plan)
            if isinstance(found, tuple):
                first = keyed[0]
                yield RowFaults(_key_at(first, axes), first.row.number, first.row.place, found)
            elif found is not None:
                yield found

    def _points(self) -> Iterator[Mapping[str, Scalar]]:
        """Go through the points of the matrix; they are never all there at once, for `where` may leave few of very many."""
        names = tuple(self.campaign.matrix)
        return (dict(zip(names, values, strict=True)) for values in product(*self.campaign.matrix.values()))

    def _add_unreadable(self, given: Mapping[str, Given], faults: Faults) -> None:
        """Add what else is wrong in a faulty row, which nobody binds: all of its faults are said at once."""
        for found in bind_inputs(self.recipe.declared, given).faults:
            if found.key != "input-missing":
                faults.put(found)

    def _at(
        self, lines: "Sequence[_Line]", axes: Mapping[str, Scalar], plan: "_Plan"
    ) -> CampaignRow | tuple[Fault, ...] | None:
        """Return the campaign row at one point of the matrix, its faults, or None if `where` leaves out all of its lines."""
        faults = Faults()
        try:
            where = self.campaign.where
            kept = [line for line in lines if where is None or line.at(axes).holds(where)]
            if not kept:
                self._counts.filtered += 1
                return None
            first = kept[0]
            _check_agreement(kept, plan.shared, faults)
            for wrong in (wrong for line in kept if len(line.unread) for wrong in line.unread.sorted()):
                faults.put(wrong)
            given: dict[str, Given] = {**first.own, **plan.of_matrix(axes)}
            if plan.into:
                given[plan.into] = GivenMaps(tuple(line.maps for line in kept), first.row.place)
            for name, value in self.campaign.with_.items():
                if not isinstance(value, Removed):
                    declared = self.recipe.inputs[name]
                    given[name] = first.at(axes).given(name, value, declared.type, plan.folder, faults)
        except FaultsFound as found:
            return found.faults
        self._check_required(given, first.row, plan, faults)
        if len(faults):
            self._add_unreadable(given, faults)
            return faults.sorted()
        cells = tuple(line.row.cells for line in kept)
        key = _key_at(first.keyed, axes)
        return CampaignRow(
            key=key,
            row_key=first.keyed.key,
            number=first.row.number,
            place=first.row.place,
            given=given,
            lines=cells,
            matrix=axes,
            columns=dict(zip(plan.key, first.keyed.parts, strict=False)),  # a matrix alone has a row without a key
            axes={name: word_of(value) for name, value in axes.items()},
        )

    def _check_required(self, given: Mapping[str, Given], row: Row, plan: "_Plan", faults: Faults) -> None:
        own = {cell.place: cell for cell in row.cells.values()}
        for name in plan.required:
            if name not in given or is_empty(given[name]):
                cell = given.get(name)
                read = own.get(cell.place) if cell is not None else None
                if isinstance(read, Cell) and read.broken is not None:
                    continue  # which is told, perhaps of another cell that it is merged with
                place = cell.place if cell is not None and cell.place in own else row.place
                faults.add("row-input-missing", place, name=name)


def _key_at(keyed: KeyedRow, axes: Mapping[str, Scalar]) -> str:
    """Return the id of the campaign row that a row makes at a point of the matrix."""
    return row_id((*keyed.parts, *map(word_of, axes.values())))


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is the same for every row, worked out once."""

    key: tuple[str, ...]
    named: tuple[str, ...]
    filling: frozenset[str]
    into: str
    members: Mapping[str, Input]
    shared: frozenset[str]
    required: tuple[str, ...]
    axes: Mapping[str, Place]
    folder: str

    @classmethod
    def of(cls, expansion: ExpandedRows) -> "_Plan":
        campaign, recipe = expansion.campaign, expansion.recipe
        spec = campaign.rows
        ignored = spec.ignore if spec is not None else {}
        members = line_members(spec, recipe)
        taken = {*campaign.with_, *campaign.matrix, *ignored, *members}
        filling = frozenset(name for name in recipe.inputs if name not in taken)
        outside = columns_named([*campaign.with_.values(), *campaign.publish.values()])
        parent = PurePosixPath(spec.file.name).parent if spec is not None and spec.file is not None else None
        return cls(
            key=tuple(spec.key) if spec is not None else (),
            named=columns_named([*campaign.with_.values(), *([campaign.where] if campaign.where is not None else [])]),
            filling=filling,
            into=spec.into if spec is not None and members else "",
            members=MappingProxyType({name: one for name, one in members.items() if name not in ignored}),
            shared=filling.union(outside) if members else frozenset(),
            required=tuple(name for name, declared in recipe.inputs.items() if declared.required),
            axes={
                name: campaign.matrix_places[name]
                for name in campaign.matrix
                if name in recipe.inputs and name not in campaign.with_
            },
            folder=str(parent) if parent is not None and str(parent) != "." else "",
        )

    def of_matrix(self, axes: Mapping[str, Scalar]) -> dict[str, Json]:
        return {name: Json(axes[name], place) for name, place in self.axes.items()}


class _Line(NamedTuple):
    """One line: the `values` of the columns that expressions name, what its `own` cells give for inputs, and its map.

    `unread` is what is wrong with these cells, which counts only if `where` keeps the line.
    """

    keyed: KeyedRow
    values: Mapping[str, Evaluated]
    own: Mapping[str, Given]
    maps: Mapping[str, GivenValue]
    unread: Faults

    @classmethod
    def of(
        cls,
        keyed: KeyedRow,
        campaign: Campaign,
        recipe: Recipe,
        named: Collection[str],
        filling: Collection[str],
        members: Mapping[str, Input],
    ) -> "_Line":
        """Read a line; what is wrong with the cells that expressions name is put to the faults of its key."""
        cells, unread = keyed.row.cells, Faults()
        values = cell_values(named, cells, campaign, recipe, keyed.faults)
        own = {
            name: given_by(cell, name, recipe.inputs[name].type, unread)
            for name, cell in cells.items()
            if name in filling
        }
        maps = {
            name: given_by(cell, name, members[name].type.sure(), unread)
            for name, cell in cells.items()
            if name in members
        }
        return cls(keyed, values, own, MappingProxyType(maps), unread)

    @property
    def row(self) -> Row:
        return self.keyed.row

    def at(self, axes: Mapping[str, Scalar]) -> Point:
        """Return the line at one point of the matrix."""
        return Point.of(self.row.cells, self.values, axes)


def _check_agreement(lines: Sequence[_Line], columns: Collection[str], faults: Faults) -> None:
    """Refuse lines of one row that don't say the same where only one thing can be said for all of them."""
    first = lines[0].row
    for line in lines[1:]:
        for name in columns:
            mine, other = line.row.cells.get(name), first.cells.get(name)
            if _said(mine) != _said(other):
                place = mine.place if mine is not None else line.row.place
                at = other.place if other is not None else first.place
                faults.add("lines-disagree", place, name=name, value=_shown(mine), other=_shown(other), place=str(at))


def _said(cell: TableCell | None) -> object:
    """Return what a cell says; an empty one says as much as one that isn't there."""
    found = cell.text if isinstance(cell, Cell) else cell.value if cell is not None else None
    return None if found == "" else found


def _shown(cell: TableCell | None) -> str:
    said = _said(cell)
    text = "" if said is None else str(said)
    return text if len(text) <= _MAX_SHOWN else text[: _MAX_SHOWN - 1] + "…"
