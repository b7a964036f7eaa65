"""Planning: files and inputs first, then the pure plan, then what the journal can answer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from engine.api.asked import Asked
from engine.api.campaign import CampaignRows, read_campaign
from engine.api.context import Context
from engine.api.given_tables import with_tables
from engine.api.inputs import read_inputs
from engine.api.latest import rows_that
from engine.api.project import Project, existing_project
from engine.api.reading import read
from engine.api.ready import Ready
from engine.api.row_reader import RowReader
from engine.campaign import Campaign
from engine.campaign.selection import RowFilter, Selection
from engine.errors import AuthorError, FaultsFound
from engine.net.network import Network
from engine.plan import Basis, BudgetLabel, Plan, Planned, Terms, make_plan, with_reuse
from engine.plan.kept.table import DecidedTasks, TaskStanding
from engine.plan.reuse import known_upstream
from engine.plan.words import PromptTraces
from engine.recipe import NamedMedium, Recipe, named_media
from engine.recipe.declared import Declared
from engine.recipe.inputs import doubts_of_given
from engine.run.money.attempt import Meaning, OpenAttempt, made_from, meaning_of
from engine.run.money.scope import Scope, campaign_scope, scope_of
from engine.sources.kinds import looks_like_campaign
from engine.sources.media import MediaShelf, NoNotes
from engine.sources.recipes import read_file
from engine.sources.remote.prober import Looked, Prober, in_silence
from engine.store.sqlite.caches.media import MediaCache
from engine.store.sqlite.journal import SqliteJournal
from engine.store.sqlite.planned.file import GrowingSink
from engine.values.fault import Fault, has_errors
from engine.values.reason import Reason, because

Turned = Callable[[Recipe], Recipe]
"""Gives the recipe that is planned for the one that was read."""


def plan_now(
    context: Context, asked: Asked, terms: Terms, looked: Looked = in_silence, traces: PromptTraces | None = None
) -> Ready:  # fmt: skip
    """Plan a file as it is now, with what is stored; makes no journal. `traces` and errors as in `plan_file`."""
    with existing_project(context.settings.home) as project:
        return plan_file(context, asked, terms, context.today, project, looked, traces=traces)


def plan_file(
    context: Context, asked: Asked, terms: Terms, day: date, project: Project | None, looked: Looked = in_silence,
    *, anew: bool = False, traces: PromptTraces | None = None, turned: Turned | None = None,
) -> Ready:  # fmt: skip
    """Plan a file as it is now; raises FaultsFound with all mistakes of files, inputs, rows and media at once.

    With a project, what its journal and store hold is reused. `looked` hears how many remote media were looked at. With `anew`
    every local file is opened and digested, also one that is known. `traces` takes where the words of prompts come from. `turned`
    gives the recipe that is planned in the place of the one that was read.
    """
    basis = Basis(catalog=context.catalog, terms=terms, day=day)
    data = read_file(context.located(asked.file))
    many = looks_like_campaign(data)
    if not many and not asked.some.is_whole:
        raise AuthorError("rows-need-campaign", path=str(asked.file))
    if many and (asked.arguments or asked.inputs_file is not None or asked.values):
        raise AuthorError("inputs-not-for-campaign", path=str(asked.file))
    make = partial(_campaign, project) if many else _recipe
    with Prober(looked, network=Network.of(context.settings)) as web, MediaCache(context.settings.home) as notes:
        shelf = MediaShelf(context.catalog.signature_parameters, web, NoNotes() if anew else notes)
        ready = make(context, asked, data, basis, shelf, traces, turned or _as_it_is)
    return ready if project is None else standing(ready, project)


def must_have_order(shuffle: int | None, asked: Asked, ready: Ready) -> None:
    """Raise AuthorError `rows-need-campaign` where rows are to go in another order and there are none."""
    if shuffle is not None and not ready.plan.is_campaign:
        raise AuthorError("rows-need-campaign", path=str(asked.file))


def standing(ready: Ready, project: Project) -> Ready:
    """Return what a plan has of its project: what is stored is reused, and what an earlier run has sent is not sent again."""
    plan = with_reuse(ready.plan, project.stored(ready.plan))
    opened = _opened(plan, project.journal.open_attempts())
    told = {number: TaskStanding(_told(known)) for number, (_, known) in opened.items()}
    plan = replace(plan, tasks=DecidedTasks(plan.tasks, told)) if told else plan
    names = frozenset(name for name, _ in opened.values())
    return replace(ready, plan=plan, opened=names, scope=_scope(ready, project.journal))


def _scope(ready: Ready, journal: SqliteJournal) -> Scope:
    """Return what earlier runs of the same have spent and reserved."""
    plan = ready.plan
    return journal.scope(scope_of(plan, ready.period), plan.terms.realm, plan.totals.saved.currency)


def _as_it_is(recipe: Recipe) -> Recipe:
    return recipe


def _recipe(
    context: Context, asked: Asked, data: bytes, basis: Basis, shelf: MediaShelf, traces: PromptTraces | None, turned: Turned
) -> Ready:  # fmt: skip
    given = read_inputs(context, asked.arguments, asked.inputs_file, asked.values)
    checked = read(context, asked.file, data)
    faults = list(checked.faults)
    row, planned = None, Planned(None, ())
    if checked.declared is not None:
        written = named_media(checked.recipe) if checked.recipe is not None else ()
        given = with_tables(context, checked.declared, given)
        reader = _reader(context, checked.declared, written, asked.file, shelf)
        known = {name: one for name, one in given.by_name.items() if reader.knows(name) or name not in asked.spare}
        faults += doubts_of_given(checked.declared, known)
        row = reader.row(reader.read(known))
        faults += [*reader.faults, *reader.unprobed.warnings()]
    faults += given.faults
    if checked.recipe is not None and row is not None and not has_errors(given.faults):
        planned = make_plan(turned(checked.recipe), [row], basis, inputs=row.inputs, sink=GrowingSink(), traces=traces)
        faults += planned.faults
    if checked.recipe is None or planned.plan is None or has_errors(faults):
        raise FaultsFound(_sorted(faults))
    return Ready(plan=planned.plan, recipe=checked.recipe, warnings=tuple(faults))


def _campaign(
    project: Project | None, context: Context, asked: Asked, data: bytes, basis: Basis, shelf: MediaShelf,
    traces: PromptTraces | None, turned: Turned,
) -> Ready:  # fmt: skip
    opened = read_campaign(context, asked.file, data)
    if opened.campaign is None or opened.recipe is None:
        raise FaultsFound(opened.faults)
    campaign, recipe = opened.campaign, opened.recipe
    reader = _reader(context, recipe.declared, named_media(recipe), opened.recipe_path, shelf)
    some = _settled(asked.some, campaign, basis.terms.realm, project)
    rows = CampaignRows(context, campaign, recipe, reader, RowFilter(some))
    budget = BudgetLabel(campaign.name, campaign.period, campaign.limits.max_cost)
    basis = replace(basis, limit=rows.limit_of_tasks)
    planned = make_plan(turned(recipe), rows, basis, budget=budget, sink=GrowingSink(), traces=traces)
    faults = dict.fromkeys([*opened.faults, *rows.found(planned.faults)])
    if planned.plan is None or has_errors(faults):
        raise FaultsFound(_sorted(faults))
    rows.must_have_found_all()
    return Ready(
        plan=planned.plan,
        recipe=recipe,
        warnings=tuple(faults),
        max_cost=campaign.limits.max_cost,
        max_cost_place=campaign.limits.max_cost_place,
        max_running=campaign.limits.max_running,
        max_failures=campaign.limits.max_failures,
        period=campaign.period,
        rows=rows.counts,
        some=some,
    )


def _settled(some: Selection, campaign: Campaign, realm: str, project: Project | None) -> Selection:
    """Return which rows are meant, with the ids of those that have the state by which they are chosen now."""
    if some.only is None:
        return some
    scope = campaign_scope(campaign.name, campaign.period)
    return replace(some, among=rows_that(project, scope, realm, some.only) if project is not None else frozenset())


def _reader(
    context: Context, declared: Declared, written: Sequence[NamedMedium], path: Path, shelf: MediaShelf
) -> RowReader:
    return RowReader(declared, written, shelf, context.cwd, path.parent)


def _sorted(faults: Sequence[Fault] | dict[Fault, None]) -> list[Fault]:
    return sorted(faults, key=lambda fault: fault.place)


def _opened(plan: Plan, opened: Mapping[str, Sequence[OpenAttempt]]) -> dict[int, tuple[str, OpenAttempt]]:
    """Return the tasks that would run whose request an earlier run has sent, made from the same bytes, by number.

    Each is its id and the attempt.
    """
    found = {}
    for number, task in plan.tasks.asking(opened):
        upstream = known_upstream(task, plan.tasks)
        known = made_from(opened[task.fingerprint], upstream) if upstream is not None else None
        if known is not None:
            found[number] = (task.id, known)
    return found


def _told(known: OpenAttempt) -> Reason:
    """Say of a task's request how it is sent already."""
    match meaning_of(known):
        case Meaning.GOES_ON | Meaning.ELSEWHERE:
            assert known.job is not None
            return because("taken-over", job=known.job, run=known.run)
        case Meaning.SENDING:
            return because("being-sent", run=known.run)
        case Meaning.DOUBT | Meaning.HELD:
            return because("in-doubt", run=known.run)
        case Meaning.GIVEN_UP:
            return because("given-up", run=known.run)
