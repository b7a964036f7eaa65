"""Campaigns at the edge: the file, its recipe, and its rows one after the other."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from engine.app.context import Context, recipe_schemas
from engine.app.edge import Edge
from engine.app.reading import keep_text, read
from engine.errors import AuthorError, FaultsFound
from engine.plan import RowGiven
from engine.recipe import Evaluated, Recipe
from engine.recipe.campaign import (
    Campaign,
    CampaignRow,
    PublishedNames,
    Rows,
    check_campaign,
    expand,
    open_campaign,
    publish_name,
)
from engine.report.faults import has_errors
from engine.sources.rows import lines_of, open_rows
from engine.values.fault import Fault, fault


@dataclass(frozen=True, slots=True)
class OpenedCampaign:
    """A campaign file with its recipe; either is None if it holds errors."""

    campaign: Campaign | None
    recipe: Recipe | None
    recipe_path: Path
    faults: tuple[Fault, ...]


def read_campaign(context: Context, path: Path, data: bytes) -> OpenedCampaign:
    """Read a campaign's bytes and the recipe that it uses; all faults of both."""
    keep_text(context, str(path), data)
    opened = open_campaign(data, str(path), recipe_schemas())
    recipe, recipe_path, faults = None, path, list[Fault]()
    if opened.uses is not None:
        recipe_path = path.parent / opened.uses
        try:
            checked = read(context, recipe_path)
            recipe = checked.recipe
            faults += checked.faults
        except AuthorError as error:
            faults.append(fault(error.key, opened.uses_place, **error.args_by_name))
    checked_campaign = check_campaign(opened, recipe)
    found = dict.fromkeys([*checked_campaign.faults, *faults])
    campaign = None if has_errors(found, context.messages) else checked_campaign.campaign
    return OpenedCampaign(campaign, recipe, recipe_path, tuple(found))


@dataclass(slots=True)
class CampaignRows:
    """Goes through the rows once, as planning wants them; faulty ones are left out and named in `faults`."""

    context: Context
    campaign: Campaign
    recipe: Recipe
    edge: Edge
    wanted: frozenset[str] | None = None
    limit: int | None = None
    faults: list[Fault] = field(default_factory=list)
    count: int = 0
    _said: str = ""
    _names: PublishedNames = field(default_factory=PublishedNames)
    _found: set[str] = field(default_factory=set)

    def __iter__(self) -> Iterator[RowGiven]:
        try:
            rows = self._rows()
        except AuthorError as error:
            assert self.campaign.rows is not None
            self.faults.append(fault(error.key, self.campaign.rows.place, **error.args_by_name))
            return
        expansion = expand(self.campaign, self.recipe, rows)
        for row in expansion:
            if not isinstance(row, CampaignRow):
                self.faults += row.faults
                continue
            if not self._is_wanted(row):
                continue
            if self.limit is not None and self.count >= self.limit:
                break
            self.count += 1
            given = self.edge.row(row.given, key=row.key)
            if given is not None:
                yield replace(given, name_of=self._namer(row, given.inputs))
        summary = expansion.summary
        whole = self.limit is None or self.count < self.limit
        self._said = f"{summary.rows} rows x {summary.combos} = {summary.asked + summary.filtered}" if whole else ""
        if whole and summary.filtered:
            self._said += f", {summary.filtered} left out by `where`"
        if not whole or self.count != summary.asked:
            self._said += f"{', ' if whole else ''}{self.count} chosen"

    def said(self) -> str:
        """Return how many rows there are, in words."""
        return self._said

    def must_have_found_all(self) -> None:
        """Raise AuthorError `unknown-rows` if a row was asked for that is not there."""
        missing = sorted((self.wanted or frozenset()) - self._found)
        if missing:
            raise AuthorError("unknown-rows", rows=", ".join(missing), campaign=self.campaign.name)

    def _rows(self) -> Rows | None:
        spec = self.campaign.rows
        if spec is None:
            return None
        if spec.inline is not None:
            return spec.inline
        path = self._table()
        assert path is not None
        return open_rows(path, str(path))

    def _is_wanted(self, row: CampaignRow) -> bool:
        if self.wanted is None:
            return True
        hit = {row.key, row.row_key} & self.wanted
        self._found |= hit
        return bool(hit)

    def _namer(self, row: CampaignRow, inputs: Mapping[str, Evaluated]) -> Callable[[str, str, str], str]:
        """Return what names the row's results; a name that another row has taken is a fault."""

        def name_of(output: str, key: str, ext: str) -> str:
            name = publish_name(self.campaign, self.recipe, row, inputs, output, key=key, ext=ext)
            taken = self._names.claim(name, row)
            if taken is not None:
                raise FaultsFound([taken])
            return name

        return name_of

    def keep_lines(self, faults: Iterable[Fault]) -> None:
        """Keep the lines of the table that faults point into, for excerpts; it is never held as a whole."""
        path = self._table()
        numbers = {found.place.line for found in faults if path is not None and found.place.file == str(path)}
        if path is None or not numbers:
            return
        lines = lines_of(path, numbers)
        self.context.texts[str(path)] = "\n".join(lines.get(number, "") for number in range(1, max(numbers) + 1))

    def _table(self) -> Path | None:
        spec = self.campaign.rows
        return Path(self.campaign.file).parent / spec.file if spec is not None and spec.file is not None else None
