"""Campaigns: the file, its recipe, and its rows one after the other."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Final, TypeVar

from engine.api.context import Context
from engine.api.reading import keep_text, read
from engine.api.row_reader import RowRead, RowReader
from engine.campaign import (
    Campaign,
    CampaignFile,
    CampaignRow,
    CheckedCampaign,
    Expanded,
    PublishedNames,
    Rows,
    Scan,
    TableFile,
    check_campaign,
    expand,
    faults_of_row,
    is_written_out,
    open_campaign,
    publish_name,
)
from engine.campaign.selection import ALL, RowFilter
from engine.errors import AuthorError, FaultsFound
from engine.language.bindings import Evaluated
from engine.plan import RowGiven, TaskLimit
from engine.recipe import Recipe, bind_inputs
from engine.report.abridged import abridged
from engine.report.row_counts import RowCounts
from engine.sources.lines import UTF_8
from engine.sources.rows import lines_of, open_rows
from engine.values.fault import Fault, fault, has_errors, of_row
from engine.values.hints import nearest
from engine.values.place import Place

AHEAD: Final = 64
"""So many rows are read before the first of them is planned: their media are looked at meanwhile, several at a time."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class OpenedCampaign:
    """A campaign file with its recipe; either is None if it holds errors."""

    campaign: Campaign | None
    recipe: Recipe | None
    recipe_path: Path
    faults: tuple[Fault, ...]


def read_campaign(context: Context, path: Path, data: bytes) -> OpenedCampaign:
    """Read a campaign's bytes and the recipe that it uses; all faults of both, and if there are any those of the rows."""
    keep_text(context, str(path), data)
    opened = open_campaign(data, str(path), context.schemas)
    files = _Files(context, path, opened)
    recipe, known = files.recipe()
    table = files.table()
    checked = check_campaign(opened, known, table.columns if table is not None else None, table)
    errors = has_errors([*checked.faults, *files.faults])
    campaign = None if errors or recipe is None else checked.campaign
    rows = list[Fault]()
    if campaign is None and table is not None:
        checked, rows = _scanned(opened, checked, known, table)
        rows = abridged(rows)
        keep_lines(context, path, opened.table, rows)
    found = dict.fromkeys([*checked.faults, *files.faults, *rows])
    return OpenedCampaign(campaign, recipe, files.recipe_path, tuple(found))


def _scanned(
    opened: CampaignFile, checked: CheckedCampaign, recipe: Recipe | None, table: Rows
) -> tuple[CheckedCampaign, list[Fault]]:
    """Find the faults of the rows although file or recipe have some; of a table without a header its columns as well."""
    faults = list[Fault]()
    if checked.campaign is not None and recipe is not None:
        for row in expand(checked.campaign, recipe, table):
            faults += (
                bind_inputs(recipe.declared, row.given).faults if isinstance(row, CampaignRow) else faults_of_row(row)
            )
        return checked, faults
    if checked.partial is None:
        return checked, faults
    scan = Scan(checked.partial, recipe, table)
    for found in scan:
        faults += found.faults
    if table.columns is None and scan.columns is not None:
        checked = check_campaign(opened, recipe, scan.columns, table)
    return checked, faults


@dataclass(slots=True)
class _Files:
    """The recipe and the table that a campaign names; what is wrong with them is in `faults`."""

    context: Context
    path: Path
    opened: CampaignFile
    faults: list[Fault] = field(default_factory=list)

    @property
    def recipe_path(self) -> Path:
        return self.path.parent / self.opened.uses if self.opened.uses is not None else self.path

    def recipe(self) -> tuple[Recipe | None, Recipe | None]:
        """Return the recipe, and what is known of it even if it holds faults."""
        if self.opened.uses is None:
            return None, None
        try:
            checked = read(self.context, self.recipe_path)
        except AuthorError as error:
            self._put(error, "campaign-uses-missing", self.opened.uses, self.opened.uses_place)
            return None, None
        self.faults += checked.faults
        return checked.recipe, checked.recipe or checked.partial

    def table(self) -> Rows | None:
        """Return the table, its header read; None if it stands in the campaign itself or can't be opened."""
        table = self.opened.table
        if table is None:
            return None
        path = self.path.parent / table.name
        try:
            return open_rows(self.context.located(path), str(path), table)
        except AuthorError as error:
            self._put(error, "rows-missing", table.name, table.place)
            return None

    def _put(self, error: AuthorError, missing: str, name: str, place: Place) -> None:
        path = self.path.parent / name
        if error.key == "file-not-found":
            near = nearest(path.name, _beside(path))
            found = None if near is None else f"{name.removesuffix(path.name)}{near}"
            self.faults.append(fault(missing, place, name=name, path=str(path), near=found))
        else:
            self.faults.append(error.at(place))


def _beside(path: Path) -> list[str]:
    """Return the names of files that lie where a missing one was looked for, of its kind."""
    try:
        return sorted(found.name for found in path.parent.iterdir() if found.suffix == path.suffix)
    except OSError:
        return []


def keep_lines(context: Context, campaign: Path, table: TableFile | None, faults: Iterable[Fault]) -> None:
    """Keep the lines of a table that faults point into; the table itself is never held as a whole."""
    if table is None:
        return
    file = str(campaign.parent / table.name)
    lines = {found.place.line for found in faults if found.place.file == file}
    if not lines:
        return
    found = lines_of(context.located(Path(file)), lines, table.encoding or UTF_8)
    if not found:
        return
    known = context.texts.get(file, "").split("\n")
    for number, text in found.items():
        known += [""] * (number - len(known))
        known[number - 1] = text
    context.texts[file] = "\n".join(known)


@dataclass(slots=True)
class CampaignRows:
    """Goes through the rows once, as planning wants them; faulty ones are left out and named in `faults`."""

    context: Context
    campaign: Campaign
    recipe: Recipe
    reader: RowReader
    filter: RowFilter = field(default_factory=lambda: RowFilter(ALL))
    faults: list[Fault] = field(default_factory=list)
    count: int = 0
    counts: RowCounts | None = None
    _names: PublishedNames = field(default_factory=PublishedNames)

    @property
    def limit_of_tasks(self) -> TaskLimit | None:
        """What the campaign says that all rows may come to."""
        count = self.campaign.limits.max_tasks
        return None if count is None else TaskLimit(count, self.campaign.limits_place)

    def __iter__(self) -> Iterator[RowGiven]:
        try:
            rows = _rows_of(self.context, self.campaign)
        except AuthorError as error:
            assert self.campaign.rows is not None
            self.faults.append(error.at(self.campaign.rows.place))
            return
        expansion = expand(self.campaign, self.recipe, rows)
        for row, found in _ahead(self._chosen(expansion), AHEAD):
            before = len(self.reader.faults)
            given = self.reader.row(found, key=row.key)
            self._name_row(row, before)
            if given is not None:
                cells = frozenset(cell.place for cells in row.lines for cell in cells.values())
                namer = self._namer(row, given.inputs)
                yield replace(given, name_of=namer, cells=cells, columns=row.columns, axes=row.axes)
        summary = expansion.summary
        self.counts = RowCounts(
            rows=summary.rows,
            combos=summary.combos,
            asked=summary.asked,
            filtered=summary.filtered,
            chosen=self.count,
            whole=not self.filter.is_full,
            only=self.filter.only,
        )

    def _chosen(self, expansion: Iterable[Expanded]) -> Iterator[tuple[CampaignRow, RowRead]]:
        """Read the rows that are meant, so that their media are on their way; faulty rows are noted."""
        for row in expansion:
            if not isinstance(row, CampaignRow):
                self.faults += faults_of_row(row)
                continue
            if self.filter.wants(row.key, row.row_key):
                self.count += 1
                yield row, self.reader.read(row.given)
            elif self.filter.is_full:
                break

    def must_have_found_all(self) -> None:
        """Raise AuthorError `unknown-rows` if a row was asked for that is not there."""
        if self.filter.missing:
            raise AuthorError("unknown-rows", rows=", ".join(self.filter.missing), campaign=self.campaign.name)

    def _namer(self, row: CampaignRow, inputs: Mapping[str, Evaluated]) -> Callable[[str, str, str], str]:
        """Return what names the row's results; a name that another row has taken is a fault."""

        def name_of(output: str, key: str, ext: str) -> str:
            name = publish_name(self.campaign, self.recipe, row, inputs, output, key=key, ext=ext)
            taken = self._names.claim(name, row)
            if taken is not None:
                raise FaultsFound([taken])
            return name

        return name_of

    def _name_row(self, row: CampaignRow, since: int) -> None:
        """Name the row with the faults of values that the campaign works out of its cells."""
        computed = {value.place for value in self.campaign.with_.values() if not is_written_out(value)}
        fresh = self.reader.faults[since:]
        self.reader.faults[since:] = [of_row(one, row.key) if one.place in computed else one for one in fresh]

    def found(self, planned: Iterable[Fault]) -> list[Fault]:
        """Return the faults of all rows, with those of their plans: what many have in common once."""
        found = abridged([*self.faults, *self.reader.faults, *self.reader.unprobed.warnings(), *planned])
        if self.campaign.rows is not None:
            keep_lines(self.context, Path(self.campaign.file), self.campaign.rows.file, found)
        return found


def rows_to_read(context: Context, campaign: Campaign, recipe: Recipe) -> Iterator[CampaignRow]:
    """Go through the rows of a campaign that have no fault, whatever is asked of them."""
    rows = _rows_of(context, campaign)
    return (row for row in expand(campaign, recipe, rows) if isinstance(row, CampaignRow))


def _rows_of(context: Context, campaign: Campaign) -> Rows | None:
    spec = campaign.rows
    if spec is None or spec.inline is not None:
        return spec.inline if spec is not None else None
    assert spec.file is not None
    path = Path(campaign.file).parent / spec.file.name
    return open_rows(context.located(path), str(path), spec.file)


def _ahead(items: Iterator[T], count: int) -> Iterator[T]:
    """Yield the items in their order, each when so many after it were drawn."""
    held = deque(islice(items, count))
    for item in items:
        held.append(item)
        yield held.popleft()
    yield from held
