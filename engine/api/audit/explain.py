"""Explaining a task: which run had it last, and all that its journal knows of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from typing import Any

from engine.api.context import Context
from engine.api.project import Project, existing_project, run_named
from engine.api.record import record_by_now, record_of
from engine.errors import AuthorError, must_name
from engine.report.planned import PlannedRun
from engine.run import events as e
from engine.run.explanation import EventOfTask, Explanation, attempts_in, made_from, needs_of
from engine.run.history import RunRecord
from engine.run.money.ledger import Ledger, ledger_of
from engine.run.records import TaskRecord
from engine.store.sqlite.reader import JournalReader
from engine.values.hints import listed, near
from engine.values.reason import reason_of

Told = tuple[int, str, float, e.Event]
"""An event with its number in the journal, its run and its wall time."""


def explain(context: Context, name: str, run: str | None = None) -> Explanation:
    """Explain the task of that id, or of the only id that begins so, as the newest run (or `run`) had it.

    Raises AuthorError `unknown-task`, `ambiguous-task`, `no-runs`, `unknown-run`, `ambiguous-run` or `name-empty`.
    """
    must_name(name)
    with existing_project(context.settings.home) as project:
        if project is None:
            raise AuthorError("no-runs")
        found, task, planned = _find(project, name, run)
        record = record_by_now(project.journal, found["run"], alive=found["alive"])
        with closing(project.reader()) as reader:
            return _explained(context, project, reader, record, task, planned)


def _find(project: Project, name: str, run: str | None) -> tuple[dict[str, Any], str, PlannedRun]:
    """Return the run that is meant, the task's id, and what that run was to do."""
    runs = [run_named(project, run)] if run is not None else project.journal.runs()
    if not runs:
        raise AuthorError("no-runs")
    seen: list[tuple[dict[str, Any], PlannedRun]] = []
    for one in runs:
        planned = _planned(project, one["run"])
        if name in planned.ids():
            return one, name, planned
        seen.append((one, planned))
    for one, planned in seen:
        begins = [task for task in planned.ids() if task.startswith(name)]
        if len(begins) == 1:
            return one, begins[0], planned
        if begins:
            raise AuthorError("ambiguous-task", name=name, known=listed(begins))
    known = tuple(dict.fromkeys(task for _, planned in seen for task in planned.ids()))
    raise AuthorError("unknown-task", name=name, known=listed(known), near=near(name, known))


def _planned(project: Project, run: str) -> PlannedRun:
    """Return what a run was to do; where nothing tells that any more, the tasks that it carried out."""
    planned = project.planned(run)
    if planned is not None:
        return planned
    tasks = record_of(project.journal, run).tasks
    told = [{"id": task, "action": "", "fingerprint": None, "asked": None} for task in tasks]
    return PlannedRun.of_json({"tasks": told, "rows": []})


def _explained(
    context: Context, project: Project, reader: JournalReader, record: RunRecord, task: str, planned: PlannedRun
) -> Explanation:
    own: Mapping[str, Any] = {}
    names: dict[str, str] = {}
    for one in planned.tasks():
        own = one if one["id"] == task else own
        if one["fingerprint"] is not None:
            names[one["fingerprint"]] = one["id"]
    fingerprint, known = own["fingerprint"], record.tasks.get(task)
    tried = reader.attempts_of(fingerprint) if fingerprint is not None else []
    books = {attempt.id: attempt for _, attempt in tried}
    told = reader.of_tasks({task, *(name for name, _ in tried)})
    bills = {row.attempt: row for row in _bills(reader, told).rows} if books else {}
    attempts, others = attempts_in(_events(told, record.run, task, frozenset(books)), books, bills, names)
    digest = known.digest if known is not None else None
    upstream = reader.upstream_of(fingerprint, digest) if fingerprint is not None and digest is not None else {}
    return Explanation(
        task=task,
        run=record,
        action=own["action"],
        reason=reason_of(own["reason"]) if "reason" in own else None,
        fingerprint=fingerprint,
        draft=own["draft"],
        record=known,
        attempts=attempts,
        others=others,
        needs=needs_of(own.get("needs", ()), record),
        made_from=made_from(upstream, names),
        files=tuple(file for file in record.files if file.digest == digest) if digest is not None else (),
        artifact=_artifact(context, project, known),
    )


def _bills(reader: JournalReader, told: Sequence[Told]) -> Ledger:
    """Return the rows of the ledger that these events tell of."""
    events = ((run, at, event) for _, run, at, event in told)
    return ledger_of([*reader.told((e.RunStarted,)), *events], reader.booked())


def _events(told: Iterable[Told], run: str, task: str, attempts: frozenset[str]) -> Iterator[EventOfTask]:
    """Give what happened to the task in its run, and in all runs to attempts at the same request."""
    for seq, of, at, event in told:
        if getattr(event, "attempt", "") in attempts or (of == run and event.task == task):
            yield EventOfTask(seq, of, at, event)


def _artifact(context: Context, project: Project, task: TaskRecord | None) -> str | None:
    if task is None or task.digest is None or not project.store.has(task.digest):
        return None
    path = project.store.path(task.digest)
    return str(path.relative_to(context.cwd) if path.is_relative_to(context.cwd) else path)
