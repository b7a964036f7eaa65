"""Given tables: a list of maps is given by a table whose columns are the members, with paths from its own folder."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

from engine.api.context import Context
from engine.api.inputs import GivenInputs
from engine.campaign import Row, Rows, faults_of_row
from engine.campaign.cell import given_by
from engine.campaign.table_file import CSV, JSON_LINES, WORKBOOK
from engine.campaign.tidy import Trimming
from engine.errors import AuthorError
from engine.recipe import Given, GivenMaps, GivenTexts, GivenValue, Json
from engine.recipe.declared import Declared, Input
from engine.sources.inputs import INPUTS
from engine.sources.rows import lines_of, open_rows
from engine.values.fault import Fault, Faults

_TABLES: Final = (*CSV, *JSON_LINES, WORKBOOK)
_OF_CELLS: Final = frozenset({"cell-list-separator"})
"""Faults of one cell, which can be written otherwise in any table."""


def with_tables(context: Context, declared: Declared, given: GivenInputs) -> GivenInputs:
    """Read the tables that are named for lists of maps; everything else stays as it is given."""
    found = dict(given.by_name)
    faults = list(given.faults)
    for name, one in declared.inputs.items():
        table = _table_of(given.by_name[name]) if one.members and name in given.by_name else None
        if table is None:
            continue
        place = given.by_name[name].place
        folder = context.cwd if place.file == INPUTS else Path(place.file).parent
        try:
            rows = open_rows(context.located(folder / table), str(folder / table))
        except AuthorError as error:
            faults.append(error.at(place))
            found[name] = GivenMaps((), place)
            continue
        maps, wrong = _maps(one, rows)
        if maps and Path(table).suffix.lower() != WORKBOOK:
            _keep(context, folder / table, rows, maps)
        faults += map(_without_rows, wrong)
        found[name] = GivenMaps(maps, place)
    return GivenInputs(found, tuple(faults))


def _without_rows(found: Fault) -> Fault:
    """Return a fault that doesn't say what to write under a campaign's `rows`, where there is no campaign."""
    if "under_rows" not in found.args:
        return found
    args = {name: value for name, value in found.args.items() if name != "under_rows"}
    if found.key in _OF_CELLS:
        return replace(found, args=MappingProxyType(args))
    return replace(found, args=MappingProxyType({**args, "plain_table": "yes"}))


def _table_of(given: Given) -> str | None:
    """Return the name of a table that is given in place of maps."""
    text = None
    if isinstance(given, GivenTexts) and len(given.texts) == 1:
        text = given.texts[0].strip()
    elif isinstance(given, Json) and isinstance(given.value, str):
        text = given.value.strip()
    return text if text is not None and Path(text).suffix.lower() in _TABLES and text[0] not in "[{" else None


def _maps(declared: Input, rows: Rows) -> tuple[tuple[Mapping[str, GivenValue], ...], list[Fault]]:
    faults = Faults()
    columns = rows.columns or {}
    for name, place in columns.items():
        if name not in declared.members:
            faults.unknown("member-unknown", place, name, declared.members, input=declared.name)
    trimming = Trimming(lambda name: name in declared.members)
    maps: list[Mapping[str, GivenValue]] = []
    found: list[Fault] = []
    for row in rows:
        if isinstance(row, Row):
            maps.append(_map(declared, len(maps), trimming.row(row), columns, faults))
        else:
            found += faults_of_row(row)
    return tuple(maps), [*found, *faults.sorted(), *trimming.joined(rows)]


def _map(declared: Input, n: int, row: Row, columns: Mapping[str, object], faults: Faults) -> Mapping[str, GivenValue]:
    found: dict[str, GivenValue] = {}
    for name, cell in row.cells.items():
        member = declared.members.get(name)
        if member is not None:
            found[name] = given_by(cell, f"{declared.name}[{n}].{name}", member.type.sure(), faults)
        elif name not in columns and isinstance(cell, Json):  # no header has told of it
            found[name] = cell
    return found


def _keep(context: Context, path: Path, rows: Rows, maps: tuple[Mapping[str, GivenValue], ...]) -> None:
    """Keep the lines of a table, so that faults can show them."""
    last = max((one.place.end_line for cells in maps for one in cells.values()), default=0)
    lines = lines_of(context.located(path), range(1, last + 1))
    context.texts[rows.place.file] = "\n".join(lines.get(number, "") for number in range(1, last + 1))
