"""Check: every mistake in recipe and campaign files, without media, network or key."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from engine.api.context import Context
from engine.api.reading import read
from engine.errors import AuthorError
from engine.recipe import Recipe
from engine.report.faults import Extent
from engine.sources.kinds import looks_like_campaign
from engine.sources.recipes import ChosenFiles, read_file
from engine.values.fault import Fault, fault
from engine.values.place import Place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.plan import RowGiven  # a recipe alone is checked without a plan

# What only a medium can tell is no mistake while no medium is opened.
NEEDS_MEDIA = frozenset({"fact-not-known", "split-length-unknown"})


class CheckedFiles(NamedTuple):
    """What was gone through, and its faults in the order of the files and of the places in them, each once."""

    extent: Extent
    faults: tuple[Fault, ...]


class _CheckedFile(NamedTuple):
    """The faults of one file; `rows` are those that were rendered, None for a recipe."""

    faults: tuple[Fault, ...]
    rows: int | None = None


def check(context: Context, choice: ChosenFiles) -> tuple[Fault, ...]:
    """Return the faults of all files."""
    return check_files(context, choice).faults


def check_files(context: Context, choice: ChosenFiles) -> CheckedFiles:
    """Check all files, and count what they are."""
    faults: dict[Fault, None] = {}
    rows = list[int | None]()
    for path in choice.empty:
        named = path if path.name not in ("", "..") else (context.cwd / path).resolve()
        faults[fault("folder-empty", Place.point(str(path)), path=str(named))] = None
    for path in choice.files:
        try:
            checked = _of_file(context, path)
        except AuthorError as error:
            faults[error.at(Place.point(str(path)))] = None
            continue
        faults.update(dict.fromkeys(checked.faults))
        rows.append(checked.rows)
    rendered = [count for count in rows if count is not None]
    extent = Extent(recipes=rows.count(None), campaigns=len(rendered), rows=sum(rendered))
    return CheckedFiles(extent, tuple(faults))


def _of_file(context: Context, path: Path) -> _CheckedFile:
    data = read_file(path)
    if looks_like_campaign(data):
        return _of_campaign(context, path, data)
    return _CheckedFile(read(context, path, data).faults)


def _of_campaign(context: Context, path: Path, data: bytes) -> _CheckedFile:
    """Read a campaign and render every row of it."""
    from engine.api.campaign import CampaignRows, read_campaign  # noqa: PLC0415 - only for a campaign
    from engine.api.row_reader import ClosedShelf, RowReader  # noqa: PLC0415
    from engine.recipe import named_media  # noqa: PLC0415

    opened = read_campaign(context, path, data)
    if opened.campaign is None or opened.recipe is None:
        return _CheckedFile(opened.faults, 0)
    recipe = opened.recipe
    reader = RowReader(recipe.declared, named_media(recipe), ClosedShelf(), context.cwd, opened.recipe_path.parent)
    rows = CampaignRows(context, opened.campaign, opened.recipe, reader)
    found = rows.found(faults_of_rows(context, recipe, rows))
    return _CheckedFile((*opened.faults, *sorted(found, key=lambda item: item.place)), rows.count)


def faults_of_rows(context: Context, recipe: Recipe, rows: "Iterable[RowGiven]") -> list[Fault]:
    """Plan rows of which no medium is opened, for their faults alone."""
    from engine.plan import Basis, Terms, row_faults  # noqa: PLC0415

    terms = Terms(service="check", realm="check", region="", bills=False)
    found = row_faults(recipe, rows, Basis(catalog=context.catalog, terms=terms, day=context.today))
    return [one for one in found if one.key not in NEEDS_MEDIA]
