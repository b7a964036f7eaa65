"""Planning: files and inputs at the edge, then the pure plan, then what the journal can answer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from engine.app.campaign import CampaignRows, read_campaign
from engine.app.context import Context
from engine.app.edge import Edge
from engine.app.project import Project
from engine.app.reading import read
from engine.errors import AuthorError, FaultsFound
from engine.plan import Action, Basis, Plan, Reason, Task, Terms, make_plan, with_reuse
from engine.recipe import Given, Recipe
from engine.report.faults import has_errors
from engine.sources import inputs as given_inputs
from engine.sources.kinds import looks_like_campaign
from engine.sources.media import MediaShelf
from engine.sources.recipes import read_file
from engine.values.fault import Fault
from engine.values.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody asks for: a file, `-i` arguments, an inputs file; of a campaign perhaps only some rows."""

    file: Path
    arguments: Sequence[str] = ()
    inputs_file: Path | None = None
    rows: frozenset[str] | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A plan, its recipe, the warnings of its files, and what a campaign says of its limits and of its rows."""

    plan: Plan
    recipe: Recipe
    warnings: tuple[Fault, ...]
    max_cost: Money | None = None
    max_running: int | None = None
    period: str = ""
    rows_said: str = ""


def plan_file(context: Context, asked: Asked, terms: Terms, day: date, project: Project | None) -> Ready:
    """Plan a file as it is now; raises FaultsFound with all mistakes of files, inputs, rows and media at once.

    With a project, what its journal and store hold is reused.
    """
    basis = Basis(catalog=context.catalog, terms=terms, day=day)
    data = read_file(asked.file)
    make = _campaign if looks_like_campaign(data) else _recipe
    if make is _recipe and (asked.rows is not None or asked.limit is not None):
        raise AuthorError("rows-need-campaign", path=str(asked.file))
    ready = make(context, asked, data, basis)
    if project is None:
        return ready
    return replace(ready, plan=_with_open_work(with_reuse(ready.plan, project.stored(ready.plan)), project))


def _recipe(context: Context, asked: Asked, data: bytes, basis: Basis) -> Ready:
    given = _given(context, asked)
    checked = read(context, asked.file, data)
    if checked.recipe is None:
        raise FaultsFound(checked.faults)
    edge = _edge(context, checked.recipe, asked.file)
    row = edge.row(given)
    planned = make_plan(checked.recipe, [row], basis, inputs=row.inputs) if row is not None else None
    faults = [*checked.faults, *edge.faults, *(planned.faults if planned is not None else ())]
    if planned is None or planned.plan is None:
        raise FaultsFound(_sorted(faults))
    return Ready(plan=planned.plan, recipe=checked.recipe, warnings=tuple(faults))


def _campaign(context: Context, asked: Asked, data: bytes, basis: Basis) -> Ready:
    opened = read_campaign(context, asked.file, data)
    if opened.campaign is None or opened.recipe is None:
        raise FaultsFound(opened.faults)
    campaign, recipe = opened.campaign, opened.recipe
    edge = _edge(context, recipe, opened.recipe_path)
    rows = CampaignRows(context, campaign, recipe, edge, wanted=asked.rows, limit=asked.limit)
    planned = make_plan(recipe, rows, basis, name=campaign.name)
    faults = dict.fromkeys([*opened.faults, *rows.faults, *edge.faults, *planned.faults])
    rows.keep_lines(faults)
    if planned.plan is None or has_errors(faults, context.messages):
        raise FaultsFound(_sorted(faults))
    rows.must_have_found_all()
    return Ready(
        plan=planned.plan,
        recipe=recipe,
        warnings=tuple(faults),
        max_cost=campaign.limits.max_cost,
        max_running=campaign.limits.max_running,
        period=campaign.period,
        rows_said=rows.said(),
    )


def _edge(context: Context, recipe: Recipe, path: Path) -> Edge:
    return Edge(recipe, MediaShelf(context.catalog.signature_parameters), context.cwd, path.parent)


def _sorted(faults: Sequence[Fault] | dict[Fault, None]) -> list[Fault]:
    return sorted(faults, key=lambda fault: fault.place)


def _given(context: Context, asked: Asked) -> dict[str, Given]:
    arguments, text = given_inputs.from_arguments(asked.arguments)
    context.texts[given_inputs.INPUTS] = text
    found: dict[str, Given] = {}
    if asked.inputs_file is not None:
        found |= given_inputs.from_file(asked.inputs_file)
    return found | arguments


def _with_open_work(plan: Plan, project: Project) -> Plan:
    """Say of each task that would run whether an earlier run has already submitted it."""
    return replace(plan, tasks=tuple(_told(task, project) for task in plan.tasks))


def _told(task: Task, project: Project) -> Task:
    if task.action is not Action.RUN or task.fingerprint is None:
        return task
    known = project.journal.open_attempt(task.fingerprint)
    if known is None:
        return task
    if known.job is not None:
        reason = Reason("taken-over", f"job {known.job} of run {known.run} goes on; nothing is sent again")
    else:
        reason = Reason("in-doubt", f"a submit of run {known.run} has an unknown outcome; nothing is sent again")
    return replace(task, reason=reason)
