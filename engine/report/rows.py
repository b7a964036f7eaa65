"""Rows: what became of each, by the plan that named its tasks and the record of what they came to."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import compress
from typing import Any, Final

from engine.errors import DefectError
from engine.plan import Plan
from engine.plan.model import RowTable, TaskTable
from engine.run import events as e
from engine.run.drafts import Origin, drafts_among, drafts_by_number
from engine.run.history import CUT_OFF, RunRecord

ROW_STATES: Final = ("done", "failed", "held", "waiting", "skipped")
GOOD: Final = frozenset({"done", "reused"})
ENDED_WELL: Final = GOOD | {"skipped"}
LEFT: Final = frozenset({"interrupted", CUT_OFF})
"""How a run ends that did not come to its end."""


_NONE: Final = frozenset[str]()


@dataclass(slots=True)
class PlannedRow:
    """A row of a plan; `allowed` are those of its tasks whose failure their step allows, `empty`: no output of it will come.

    `draft`: drafts are among its results. `columns` and `axes` are what its key is made of, empty where that was not kept.
    """

    key: str
    tasks: tuple[str, ...]
    outputs: tuple[str, ...]
    allowed: frozenset[str] = _NONE
    empty: bool = False
    draft: bool = False
    columns: Mapping[str, str] = field(default_factory=dict)
    axes: Mapping[str, str] = field(default_factory=dict)


def planned_rows(rows: RowTable, tasks: TaskTable, realm: str) -> Iterator[PlannedRow]:
    """Give what of a plan's rows says what becomes of them."""
    graph = tasks.graph()
    drafts = drafts_by_number(graph, realm)
    may_fail = [kind.on_error == "skip" for kind in graph.kinds]
    any_may_fail = any(may_fail)
    links = rows.graph()
    for number, row in enumerate(rows.outlines()):
        members = links.members(number)
        fragile = [may_fail[graph.kind[task]] for task in links.tasks[number]] if any_may_fail else ()
        yield PlannedRow(
            key=row.key,
            tasks=row.tasks,
            outputs=row.outputs,
            allowed=frozenset(compress(row.tasks, fragile)) if fragile else _NONE,
            empty=bool(row.outputs) and not members,
            draft=any(task >= 0 and drafts[task] for one in members for task in links.choices[one]),
            columns=row.columns,
            axes=row.axes,
        )


def rows_of(plan: Plan) -> Iterator[PlannedRow]:
    """Give the rows of a plan, each read when it is its turn."""
    return planned_rows(plan.rows, plan.tasks, plan.terms.realm)


def row_data(row: PlannedRow) -> dict[str, Any]:
    """Return a row as JSON, which `rows_in` reads."""
    return {
        "key": row.key,
        "tasks": list(row.tasks),
        "outputs": list(row.outputs),
        "allowed": sorted(row.allowed),
        "empty": row.empty,
        "draft": row.draft,
        "columns": dict(row.columns),
        "axes": dict(row.axes),
    }


def rows_in(planned: Mapping[str, Any]) -> Iterator[PlannedRow]:
    """Give the rows of a plan that was kept as JSON."""
    drafts = drafts_in(planned)
    for row in planned["rows"]:
        tasks, outputs = tuple(row["tasks"]), tuple(row["outputs"])
        draft = row.get("draft", not drafts.isdisjoint(tasks))  # once a row did not say it
        yield PlannedRow(
            key=row["key"],
            tasks=tasks,
            outputs=outputs,
            allowed=frozenset(row["allowed"]),
            empty=row["empty"],
            draft=draft,
            columns=row.get("columns", {}),  # a matrix was told by keys alone once
            axes=row.get("axes", {}),
        )


def drafts_in(planned: Mapping[str, Any]) -> frozenset[str]:
    """Return the ids of the tasks whose results are drafts, of a plan that was kept as JSON."""
    asking = [task for task in planned["tasks"] if task["asked"] is not None]
    drafts = drafts_among(_origin(task["fingerprint"], task["asked"]) for task in asking)
    return frozenset(task["id"] for task in asking if task["fingerprint"] in drafts)


def _origin(fingerprint: str, asked: Mapping[str, Any]) -> Origin:
    """Read in an asked form what a result comes from: a tool's form names it, and its media, each list under a name."""
    lists = [value for value in asked.values() if isinstance(value, list)] if "tool" in asked else []
    named = [medium for media in lists for medium in media if isinstance(medium, dict)]
    made_from = tuple(medium["upstream"] for medium in named if "upstream" in medium)
    return Origin(fingerprint, asked["realm"], asked="tool" not in asked, made_from=made_from)


def row_state(row: PlannedRow, record: RunRecord) -> tuple[str, e.Cause | None]:
    """Return the one state of a row: held before failed before waiting before skipped before done."""
    tasks = record.tasks
    known = {name: tasks.state_of(name) for name in row.tasks if name in tasks}
    counted = {name: state for name, state in known.items() if not (state == "failed" and name in row.allowed)}
    for worst in ("held", "failed"):
        for name, state in counted.items():
            if state == worst:
                return state, tasks[name].cause
    if not ENDED_WELL.issuperset(counted.values()) or _left_unpublished(row, record, known):
        waiting = (tasks[name].cause for name, state in counted.items() if state == "waiting")
        return "waiting", next(filter(None, waiting), None) or e.Cause(code="waiting")
    for failure in record.publish_failures:
        if failure.row == row.key:
            return "failed", failure.cause
    if row.empty:
        return "skipped", next((tasks[name].cause for name in counted if tasks[name].cause), None)
    return "done", None


def _left_unpublished(row: PlannedRow, record: RunRecord, known: Mapping[str, str]) -> bool:
    """Tell whether a run was cut off or left before the results of a row got their names; `known` are its tasks' states."""
    if record.state not in LEFT or row.empty or not row.outputs:
        return False
    if any(record.tasks[name].ended_in for name in known):  # who went on gives the results their names
        return False
    return bool(known) and GOOD.issuperset(known.values()) and not record.files.has(row.key)


def row_reserved(tasks: Iterable[str], record: RunRecord) -> int:
    """Return what attempts at a row's tasks may still come to cost, in micro-units, also at such as other rows share with it."""
    unusual = map(record.tasks.unusual, tasks)
    return sum(task.reserved_micros for task in unusual if task is not None)


def must_be_true(rows: Iterable[PlannedRow], record: RunRecord) -> None:
    """Hold each row of a run that has ended to what its tasks came to: it is in one state, and that is so.

    Raises DefectError `rows-untrue` for what can't be: better loud than wrong.
    """
    seen: set[str] = set()
    for row in rows:
        state, why = row_state(row, record)[0], ""
        states = {name: record.tasks.state_of(name) for name in row.tasks if name in record.tasks}
        if row.key in seen:
            why = "it is there twice"
        elif state not in ROW_STATES:
            why = "that is none"
        elif state == "done" and any(one not in ENDED_WELL for name, one in states.items() if name not in row.allowed):
            why = "a task of it is not"
        elif (
            state == "done"
            and row.outputs
            and states
            and not record.files.has(row.key)
            and GOOD.issuperset(states.values())
        ):
            why = "nothing of it is published"
        elif state != "done" and record.state == "done" and state != "skipped":
            why = "the run is done"
        if why:
            raise DefectError("rows-untrue", run=record.run, row=row.key, state=state, why=why)
        seen.add(row.key)
