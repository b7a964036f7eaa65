"""Doubts of a project: what they are called, and what waits for each."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from engine.api.context import Context
from engine.api.project import Project, existing_project
from engine.api.record import record_of
from engine.catalog.catalog import Catalog
from engine.catalog.parameter import Role
from engine.errors import AuthorError, must_name, unknown
from engine.report.planned import PlannedRun
from engine.run.doubts import NamedDoubt, OpenDoubt, meant, name_of
from engine.run.history import RunRecord
from engine.run.money.attempt import prompt_class

WAITS = frozenset({"waiting", "held", "running"})
RUNS = 20  # so many runs are looked through for what waits


def all_doubts(context: Context) -> list[NamedDoubt]:
    """Return every doubt of the project, the oldest first; what a living process is sending right now is none."""
    with existing_project(context.settings.home) as project:
        found = doubts_of(context, project) if project is not None else []
    return [one for one in found if not one.doubt.lives]


def doubts_of(context: Context, project: Project) -> list[NamedDoubt]:
    """Return the doubts of an opened project, each with the tasks that wait for it."""
    doubts = project.journal.doubts()
    plans = list(_newest(project)) if doubts else []
    return [NamedDoubt(one, name_of(one, doubts), tuple(_waiting(context.catalog, one, plans))) for one in doubts]


def the_one(named: Sequence[NamedDoubt], name: str) -> NamedDoubt:
    """Return the doubt of that name; raises AuthorError `doubt-none`, `doubt-unknown`, `doubt-ambiguous` or `name-empty`."""
    must_name(name)
    if not named:
        raise AuthorError("doubt-none", name=name)
    found = meant([one.doubt for one in named], name)
    if not found:
        raise unknown("doubt-unknown", name, [one.name for one in named])
    if len(found) > 1:
        known = ", ".join(one.name for one in named if one.doubt in found)
        raise AuthorError("doubt-ambiguous", name=name, count=len(found), known=known)
    return next(one for one in named if one.doubt is found[0])


def _newest(project: Project) -> Iterator[tuple[PlannedRun, RunRecord]]:
    """Give the plan and the record of the newest run of each recipe and campaign."""
    seen = set()
    for run in project.journal.runs()[:RUNS]:
        what = (run["name"], run["realm"])
        planned = project.planned(run["run"]) if what not in seen else None
        seen.add(what)
        if planned is not None:
            yield planned, record_of(project.journal, run["run"], alive=run["alive"])


def _waiting(catalog: Catalog, doubt: OpenDoubt, plans: Sequence[tuple[PlannedRun, RunRecord]]) -> Iterator[str]:
    """Give the tasks that ask for what the list can't tell from a doubt, and have not been sent."""
    for planned, record in plans:
        for task in planned.tasks() if planned.head["realm"] == doubt.realm else ():
            known = record.tasks.get(task["id"])
            unsent = known is not None and known.state in WAITS and known.job is None
            if unsent and known is not None and known.attempt != doubt.attempt.id and _equal(catalog, doubt, task):
                yield task["id"]


def _equal(catalog: Catalog, doubt: OpenDoubt, task: Mapping[str, Any]) -> bool:
    asked = task["asked"] or {}
    model = catalog.models.get(str(asked.get("model")))
    prompt = model.with_role(Role.PROMPT) if model is not None else None
    if model is None or doubt.intent.model not in model.sent_names.values():
        return False
    words = str(asked.get(prompt.name, "")) if prompt is not None else ""
    return prompt_class(doubt.intent.model, words) == doubt.attempt.prompt_class
