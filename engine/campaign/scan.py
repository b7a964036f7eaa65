"""Scan: the rows of a campaign that holds mistakes itself are read for theirs, so that all are said at once."""

from collections.abc import Iterator
from dataclasses import dataclass

from engine.campaign.cell import given_by
from engine.campaign.columns import line_members
from engine.campaign.model import Campaign, RowFaults, Rows, TableFaults
from engine.campaign.table import KeyedRow, TableReader
from engine.recipe.given import Given
from engine.recipe.inputs import bind_inputs
from engine.recipe.model import Recipe
from engine.values.fault import Fault

# Whether these are true is known only when the file and the recipe are well.
_UNSURE = frozenset({"campaign-input-missing", "column-unread"})
_UNKNOWN = Recipe(
    file="", data=b"", name="", version="", description="", labels={}, inputs={}, prompts={}, defaults={}, steps={},
    outputs={},
)  # fmt: skip


@dataclass(slots=True)
class Scan:
    """Gives the faults of the rows that hold whatever else is mended: of the table, of keys, of cells that fill inputs.

    `campaign` is partial, `recipe` None if nothing is known of its inputs. `columns` are afterwards the names that the
    rows had, None if not all of them could be read.
    """

    campaign: Campaign
    recipe: Recipe | None
    table: Rows
    columns: tuple[str, ...] | None = None

    def __iter__(self) -> Iterator[RowFaults | TableFaults]:
        reader = TableReader(self.campaign, self.recipe or _UNKNOWN, self.table)
        for found in reader:
            faults = tuple(one for one in _faults(found, self.campaign, self.recipe) if one.key not in _UNSURE)
            if not faults:
                continue
            if isinstance(found, KeyedRow):
                yield RowFaults(found.key, found.row.number, found.row.place, faults)
            elif isinstance(found, RowFaults):
                yield found
            else:
                yield TableFaults(faults)
        self.columns = tuple(reader.columns) if reader.is_whole and reader.columns else None


def _faults(found: KeyedRow | RowFaults | TableFaults, campaign: Campaign, recipe: Recipe | None) -> tuple[Fault, ...]:
    if not isinstance(found, KeyedRow):
        return found.faults
    own = _own_cells(found, campaign, recipe) if recipe is not None else {}
    for one in bind_inputs(recipe.declared, own).faults if recipe is not None else ():
        if one.key != "input-missing":
            found.faults.put(one)
    return found.faults.sorted()


def _own_cells(found: KeyedRow, campaign: Campaign, recipe: Recipe) -> dict[str, Given]:
    ignored = campaign.rows.ignore if campaign.rows is not None else {}
    taken = {*campaign.with_, *campaign.matrix, *ignored, *line_members(campaign.rows, recipe)}
    cells = found.row.cells
    return {
        name: given_by(cell, name, recipe.inputs[name].type, found.faults)
        for name, cell in cells.items()
        if name in recipe.inputs and name not in taken
    }
