"""Survey: what a project and a service tell of a campaign's plan beside the plan itself."""

from collections.abc import Collection, Iterator

from engine.api.context import Context
from engine.api.endpoint import Endpoint
from engine.api.project import Project, existing_project
from engine.api.ready import Ready
from engine.api.runs.pace import DOCUMENTED_S, limits_of, rates_of
from engine.api.runs.wiring import known_times
from engine.errors import AuthorError
from engine.plan import Action, Plan, Row
from engine.plan.model import TaskTable
from engine.report.rewording import Rewording, reworded
from engine.report.survey.hours import JobSeconds
from engine.report.survey.survey import Circumstances, Survey, survey_of
from engine.run.job_times import JobTimes
from engine.run.money.attempt import prompt_class


def survey(context: Context, ready: Ready, endpoint: Endpoint) -> Survey:
    """Count through a campaign's plan; what waits for doubts, and what is new since the last run, is read in the journal."""
    plan = ready.plan
    limits = limits_of(endpoint, rates_of(context.catalog, plan), ready.max_running)
    with existing_project(context.settings.home) as project:
        times = known_times(context, endpoint)
        changes, since = _changes(plan, project) if project is not None else ((), "")
        known = Circumstances(
            doubted=_doubted(ready, project) if project is not None else frozenset(),
            at_once=limits.running,
            seconds=_seconds(times, endpoint),
            changes=changes,
            since=since,
        )
    return survey_of(plan, known)


def row_named(plan: Plan, key: str) -> Row:
    """Return the row of that key; raises AuthorError `row-not-planned`."""
    for row in plan.rows:
        if row.key == key:
            return row
    raise AuthorError("row-not-planned", row=key, campaign=plan.name)


def _seconds(times: JobTimes, endpoint: Endpoint) -> JobSeconds:
    least, most = (0.0, 0.0) if endpoint.local else DOCUMENTED_S
    spreads = {kind: spread for kind in times.kinds if (spread := times.spread(kind)) is not None}
    return JobSeconds(learned=spreads, of=sum(times.kinds.values()), least=least, most=most)


def _doubted(ready: Ready, project: Project) -> Collection[str]:
    """Return the tasks whose request the list can't tell from a submit in doubt; what is sent already waits for none."""
    realm = ready.plan.terms.realm
    classes = {one.attempt.prompt_class for one in project.journal.doubts() if one.realm == realm and not one.lives}
    told = ready.plan.tasks.prompts() if classes else ()
    return {task for task, model, prompt in told if prompt_class(model, prompt) in classes} - ready.opened


def _changes(plan: Plan, project: Project) -> tuple[tuple[Rewording, ...], str]:
    """Return how the prompts of new edits differ from those that the last run of the campaign had, and which run that was."""
    last = next((run["run"] for run in project.journal.runs() if run["name"] == plan.name), "")
    head = project.journal.plan_of(last) if last else None
    if head is None or "kept" not in head or head["plan"] == plan.digest:
        return (), ""
    kept = project.plans.read(head["plan"])
    return (reworded(_changed(kept[0], plan.tasks)), last) if kept is not None else ((), "")


def _changed(before: TaskTable, after: TaskTable) -> Iterator[tuple[str, str]]:
    """Give each prompt that differs, before and after; only those are held at once."""
    new = {one.id for one in after.outlines() if one.action is Action.RUN and not one.kind.local}
    digests = {task: hash(prompt) for task, _, prompt in after.prompts() if task in new}
    old = {task: prompt for task, _, prompt in before.prompts() if digests.get(task, hash(prompt)) != hash(prompt)}
    return ((old[task], prompt) for task, _, prompt in after.prompts() if task in old)
