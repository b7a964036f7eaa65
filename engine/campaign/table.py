"""Table: a campaign's rows one after the other, each with its key, and what is wrong with the table as a whole.

Nothing of a row is kept but the hash of its key, so that a table may be as long as it likes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from engine.campaign.columns import check_header, check_names, check_read, check_seen, is_read, meant_input
from engine.campaign.keys import key_cells, row_id
from engine.campaign.model import Campaign, Row, RowFaults, Rows, TableFaults
from engine.campaign.tidy import Trimming, unseen_in
from engine.recipe.model import Recipe
from engine.values.fault import Faults, fault, has_errors
from engine.values.place import Place

MAX_HELD: Final = 1000
"""Rows without a key column are held back while no row has it; of more than these nobody needs the places."""


class KeyedRow(NamedTuple):
    """A row with the texts of its key columns and its key; `faults` are those of the key, and others may be added."""

    row: Row
    parts: tuple[str, ...]
    key: str
    faults: Faults


@dataclass(slots=True)
class TableReader:
    """Goes through a table; `count` are the rows met so far, `columns` the names that they had."""

    campaign: Campaign
    recipe: Recipe
    table: Rows
    count: int = 0
    columns: dict[str, str | None] = field(default_factory=dict)  # each with the input that it was probably meant for
    is_whole: bool = True
    _seen: dict[int, int] = field(default_factory=dict)
    _held: list[RowFaults] = field(default_factory=list)
    _read: dict[str, bool] = field(default_factory=dict)
    _trimming: Trimming = field(init=False)

    def __post_init__(self) -> None:
        self._trimming = Trimming(self._is_read)

    def __iter__(self) -> Iterator[KeyedRow | RowFaults | TableFaults]:
        """Give every row; a header with faults ends it at once."""
        header = self._header()
        if header is not None:
            yield header[0]
            if header[1]:
                return
        for row in self.table:
            yield from self._one(row)
        yield from self._after()

    def _one(self, row: Row | RowFaults | TableFaults) -> Iterator[KeyedRow | RowFaults | TableFaults]:
        if not isinstance(row, Row):
            self.is_whole = self.is_whole and not has_errors(row.faults)
            self.count += isinstance(row, RowFaults)
            yield row
            return
        self.count += 1
        row = self._trimming.row(row)
        yield from (TableFaults((found,)) for found in unseen_in(row, self._is_read))
        if self.table.columns is None:
            yield from self._new_columns(row)
            found = self._mistyped(row)
            if found is not None:
                yield found
                return
        keyed = self._keyed(row)
        if self._keys_missing() and len(self._held) < MAX_HELD:
            self._held.append(RowFaults(keyed.key, row.number, row.place, keyed.faults.sorted()))
            return
        yield keyed

    # the table as a whole

    def _header(self) -> tuple[TableFaults, bool] | None:
        """Return what is wrong with a table's header and whether no row can be read then."""
        inline = self.campaign.rows is not None and self.table is self.campaign.rows.inline
        if self.table.columns is None or inline:
            return None
        faults, warnings = Faults(), Faults()
        check_header(self.campaign, self.recipe, self.table.columns, faults, warnings)
        found = (*faults.sorted(), *warnings.sorted())
        return (TableFaults(found), len(faults) > 0) if found else None

    def _new_columns(self, row: Row) -> Iterator[RowFaults | TableFaults]:
        """Take in the columns that no row before had; a key column among them lets go of the rows that lack it."""
        warnings = Faults()
        before = len(self.columns)
        for name, cell in row.cells.items():
            if name not in self.columns:
                self.columns[name] = meant_input(name, self.campaign, self.recipe)
                if self.columns[name] is None:
                    check_read(name, cell.place, self.campaign, self.recipe, warnings)
                    check_seen(name, cell.place, warnings)
        if len(self.columns) > before and self._held and not self._keys_missing():
            yield from self._held
            self._held.clear()
        if len(warnings):
            yield TableFaults(warnings.sorted())

    def _mistyped(self, row: Row) -> RowFaults | None:
        faults = Faults()
        for name, cell in row.cells.items():
            if self.columns[name] is not None:
                at = Place.point(
                    cell.place.file, cell.place.line, cell.place.column
                )  # the value's; nobody kept the key's
                faults.add("column-near-input", at, name=name, near=self.columns[name])
        return RowFaults("", row.number, row.place, faults.sorted()) if len(faults) else None

    def _is_read(self, name: str) -> bool:
        if name not in self._read:
            self._read[name] = is_read(name, self.campaign, self.recipe)
        return self._read[name]

    def _after(self) -> Iterator[TableFaults | RowFaults]:
        yield from (TableFaults((found,)) for found in self._trimming.joined(self.table))
        if self.count == 0 and self.is_whole:
            yield TableFaults((fault("rows-empty", self.table.place),))
        elif self.table.columns is None and self.columns and (self.is_whole or self._held):
            faults = Faults()
            check_names(self.campaign, self.columns, faults)
            if len(faults):
                yield TableFaults(faults.sorted())

    # one row

    def _keyed(self, row: Row) -> KeyedRow:
        faults = Faults()
        spec = self.campaign.rows
        assert spec is not None, "only a campaign with rows has a table"
        parts = key_cells(spec.key, row.cells, row.place, faults)
        key = row_id(part for part in parts if part)
        if spec.key and not spec.into and not len(faults):
            self._check_repeated(key, row, spec.key, faults)
        return KeyedRow(row, parts, key, faults)

    def _check_repeated(self, key: str, row: Row, names: Mapping[str, Place], faults: Faults) -> None:
        mine = hash(key)
        if mine in self._seen:
            faults.add("row-key-repeated", row.cells[next(iter(names))].place, name=key, line=self._seen[mine])
        self._seen.setdefault(mine, row.place.line)

    def _keys_missing(self) -> bool:
        """Tell whether a key column is one that no row up to now had a cell for."""
        spec = self.campaign.rows
        missing = spec is not None and any(name not in self.columns for name in spec.key)
        return missing and self.table.columns is None
