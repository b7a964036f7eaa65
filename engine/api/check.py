"""Check: every mistake in recipe and campaign files, without media, network or key."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from engine.api.context import Context
from engine.api.reading import read
from engine.catalog import Model, Parameter, Role
from engine.catalog.catalog import Catalog
from engine.errors import AuthorError
from engine.language.syntax import Block, For, If, Text
from engine.language.types import Kind
from engine.language.values import Constant, Expression, Template, Value
from engine.recipe import Recipe
from engine.recipe.declared import Input
from engine.recipe.roots import INPUTS
from engine.report.faults import Extent
from engine.sources.kinds import looks_like_campaign
from engine.sources.recipes import ChosenFiles, read_file
from engine.values.absent import ABSENT
from engine.values.fault import Fault, fault
from engine.values.hints import listed
from engine.values.place import Place

if TYPE_CHECKING:
    from engine.campaign import CampaignLimits

_LONG: Final = 500
"""Characters of a text from which on it may make another one too long."""


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
    return _of_recipe(context, path, data)


def _of_recipe(context: Context, path: Path, data: bytes) -> _CheckedFile:
    """Read a recipe, and render it without inputs if that can tell anything."""
    checked = read(context, path, data)
    found = checked.faults
    if checked.recipe is not None and _tells_more(checked.recipe, context.catalog):
        from engine.api.without_media import faults_of_recipe  # noqa: PLC0415 - a plain recipe is checked without a plan

        found = (*found, *faults_of_recipe(context, checked.recipe, path))
    return _CheckedFile(tuple(sorted(found, key=lambda item: item.place)))


def _of_campaign(context: Context, path: Path, data: bytes) -> _CheckedFile:
    """Read a campaign and render every row of it."""
    from engine.api.campaign import CampaignRows, read_campaign  # noqa: PLC0415 - only for a campaign
    from engine.api.row_reader import ClosedShelf, RowReader  # noqa: PLC0415
    from engine.api.without_media import faults_of_rows  # noqa: PLC0415
    from engine.recipe import named_media  # noqa: PLC0415

    opened = read_campaign(context, path, data)
    if opened.campaign is None or opened.recipe is None:
        return _CheckedFile(opened.faults, 0)
    recipe = opened.recipe
    reader = RowReader(recipe.declared, named_media(recipe), ClosedShelf(), context.cwd, opened.recipe_path.parent)
    rows = CampaignRows(context, opened.campaign, opened.recipe, reader)
    found = rows.found(faults_of_rows(context, recipe, rows, rows.limit_of_tasks))
    found = [*found, *_foreign_money(context.catalog, opened.campaign.limits)]
    return _CheckedFile((*opened.faults, *sorted(found, key=lambda item: item.place)), rows.count)


def _foreign_money(catalog: Catalog, limits: "CampaignLimits") -> Iterator[Fault]:
    """Give the fault of a cap in a currency in which no service is paid; which service it will be is said by a plan."""
    known = sorted({row.currency for model in catalog.models.values() for row in model.prices})
    if limits.max_cost is not None and limits.max_cost_place is not None and limits.max_cost.currency not in known:
        yield fault("money-currency", limits.max_cost_place, text=str(limits.max_cost), currency=listed(known))


# -- whether working a recipe out tells more than reading it ------------------------------------------------------------


def _tells_more(recipe: Recipe, catalog: Catalog) -> bool:
    """Tell whether something is repeated, cut or used, a text may be empty or long, or a default decides more than an `if`."""
    if any(isinstance(one.default, str) and len(one.default) >= _LONG for one in recipe.inputs.values()):
        return True
    for step in recipe.steps.values():
        model = catalog.models.get(step.uses)
        if model is None or step.foreach is not None:
            return True
        if any(_tells(model, model.parameters[name], value, recipe.inputs) for name, value in step.arguments.items()):
            return True
    return False


def _tells(model: Model, parameter: Parameter, value: Value, inputs: Mapping[str, Input]) -> bool:
    match value:
        case Constant():
            return parameter in (model.with_role(Role.CUT), model.with_role(Role.LENGTH))
        case Template():
            return not _is_plain(value.body)
        case Expression():
            return any(_decides(inputs[name]) for name in value.references.of(INPUTS) if name in inputs)
        case _:
            return False


def _is_plain(body: Block) -> bool:
    """Tell whether a text has words of its own whatever is put into it, and nothing in it is said several times."""
    return any(isinstance(part, Text) and not part.text.isspace() for part in body) and not _repeats(body)


def _repeats(body: Block) -> bool:
    return any(
        isinstance(part, For) or (isinstance(part, If) and (_repeats(part.then) or _repeats(part.otherwise)))
        for part in body
    )


def _decides(declared: Input) -> bool:
    """Tell whether a default may be more than its parameter allows: values of an `enum` are held against it one by one."""
    is_one_of = bool(declared.limits.enum) or declared.type.kind is Kind.BOOLEAN
    return declared.default is not ABSENT and not is_one_of and not declared.type.is_media
