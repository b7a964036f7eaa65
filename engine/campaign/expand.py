"""Expansion: rows and matrix become campaign rows, one after the other, each good or with its faults.

Nothing of a row is kept, so that a table may be as long as it likes.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import PurePosixPath
from types import MappingProxyType

from engine.campaign.cell import given_by
from engine.campaign.cells import Point, cell_values, columns_named, is_empty
from engine.campaign.keys import row_id, word_of
from engine.campaign.model import Campaign, CampaignRow, Row, RowFaults, Rows, Summary, TableFaults
from engine.campaign.table import KeyedRow, TableReader
from engine.errors import FaultsFound
from engine.language.bindings import Evaluated
from engine.language.values import Removed, Scalar
from engine.recipe.given import Given, Json
from engine.recipe.inputs import bind_inputs
from engine.recipe.model import Recipe
from engine.values.fault import Fault, Faults, fault, has_errors
from engine.values.place import Place

Expanded = CampaignRow | RowFaults | TableFaults


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
            yield from self._limited(self._row_of(alone, plan))
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
        reader = TableReader(self.campaign, self.recipe, table)
        for found in reader:
            self._counts.rows = reader.count
            if isinstance(found, KeyedRow):
                yield from self._row_of(found, plan)
            else:
                yield found

    def _none_left(self) -> Iterator[TableFaults]:
        """Warn if `where` leaves no row of a table that is well otherwise."""
        counts, where = self._counts, self.campaign.where
        if where is not None and counts.filtered and not (counts.asked or counts.faulty or counts.broken):
            yield TableFaults((fault("where-leaves-none", where.place),))

    # one row

    def _row_of(self, keyed: KeyedRow, plan: "_Plan") -> Iterator[Expanded]:
        row, faults = keyed.row, keyed.faults
        values = cell_values(plan.named, row.cells, self.recipe, faults)
        unread = Faults()
        own = plan.own_cells(row, self.recipe, unread)
        if len(faults):
            for wrong in unread.sorted():
                faults.put(wrong)
            self._add_unreadable(own, faults)
            yield RowFaults(keyed.key, row.number, row.place, faults.sorted())
            return
        for axes, words in plan.points:
            key = row_id((*keyed.parts, *words))
            found = self._at(keyed, key, own, unread, values, axes, plan)
            if isinstance(found, tuple):
                yield RowFaults(key, row.number, row.place, found)
            elif found is not None:
                yield found

    def _add_unreadable(self, given: Mapping[str, Given], faults: Faults) -> None:
        """Add what else is wrong in a faulty row, which nobody binds: all of its faults are said at once."""
        for found in bind_inputs(self.recipe.declared, given).faults:
            if found.key != "input-missing":
                faults.put(found)

    def _at(
        self,
        keyed: KeyedRow,
        key: str,
        own: Mapping[str, Given],
        unread: Faults,
        values: Mapping[str, Evaluated],
        axes: Mapping[str, Scalar],
        plan: "_Plan",
    ) -> CampaignRow | tuple[Fault, ...] | None:
        """Return the campaign row at one point of the matrix, its faults, or None if `where` leaves it out."""
        row = keyed.row
        point = Point.of(row.cells, values, axes)
        faults = Faults()
        try:
            if self.campaign.where is not None and not point.holds(self.campaign.where):
                self._counts.filtered += 1
                return None
            for wrong in unread.sorted() if len(unread) else ():
                faults.put(wrong)
            given = {**own, **plan.of_matrix(axes)}
            for name, value in self.campaign.with_.items():
                if not isinstance(value, Removed):
                    declared = self.recipe.inputs[name]
                    given[name] = point.given(name, value, declared.type, plan.folder, faults)
        except FaultsFound as found:
            return found.faults
        for name in plan.required:
            if name not in given or is_empty(given[name]):
                cell = given.get(name)
                own_place = cell is not None and any(cell.place == one.place for one in row.cells.values())
                place = cell.place if cell is not None and own_place else row.place
                faults.add("row-input-missing", place, name=name)
        if len(faults):
            self._add_unreadable(given, faults)
            return faults.sorted()
        return CampaignRow(key, keyed.key, row.number, row.place, given, row.cells, axes)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is the same for every row, worked out once."""

    named: tuple[str, ...]
    filling: frozenset[str]
    required: tuple[str, ...]
    points: Sequence[tuple[Mapping[str, Scalar], tuple[str, ...]]]
    axes: Mapping[str, Place]
    folder: str

    @classmethod
    def of(cls, expansion: ExpandedRows) -> "_Plan":
        campaign, recipe = expansion.campaign, expansion.recipe
        spec = campaign.rows
        ignored = spec.ignore if spec is not None else {}
        taken = {*campaign.with_, *campaign.matrix, *ignored}
        parent = PurePosixPath(spec.file.name).parent if spec is not None and spec.file is not None else None
        return cls(
            named=columns_named([*campaign.with_.values(), *([campaign.where] if campaign.where is not None else [])]),
            filling=frozenset(name for name in recipe.inputs if name not in taken),
            required=tuple(name for name, declared in recipe.inputs.items() if declared.required),
            points=[
                (MappingProxyType(dict(zip(campaign.matrix, values, strict=True))), tuple(map(word_of, values)))
                for values in product(*campaign.matrix.values())
            ],
            axes={
                name: campaign.matrix_places[name]
                for name in campaign.matrix
                if name in recipe.inputs and name not in campaign.with_
            },
            folder=str(parent) if parent is not None and str(parent) != "." else "",
        )

    def own_cells(self, row: Row, recipe: Recipe, faults: Faults) -> dict[str, Given]:
        """Return what the cells give that fill the inputs of their names."""
        return {
            name: given_by(cell, name, recipe.inputs[name].type, faults)
            for name, cell in row.cells.items()
            if name in self.filling
        }

    def of_matrix(self, axes: Mapping[str, Scalar]) -> dict[str, Json]:
        return {name: Json(axes[name], place) for name, place in self.axes.items()}
