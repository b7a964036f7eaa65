"""Rows: what became of each, by the plan that named its tasks and the record of what they came to."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine.plan import Plan, Row, Task
from engine.run import events as e
from engine.run.history import RunRecord


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A row of a plan; `allowed` are those of its tasks whose failure their step allows, `empty`: no output of it will come."""

    key: str
    tasks: tuple[str, ...]
    outputs: tuple[str, ...]
    allowed: frozenset[str] = frozenset()
    empty: bool = False


def planned_row(row: Row, by_id: Mapping[str, Task]) -> PlannedRow:
    """Return what of a plan's row says what becomes of it."""
    return PlannedRow(
        key=row.key,
        tasks=row.tasks,
        outputs=tuple(output.name for output in row.outputs),
        allowed=frozenset(name for name in row.tasks if by_id[name].on_error == "skip"),
        empty=bool(row.outputs) and not any(output.members for output in row.outputs),
    )


def rows_of(plan: Plan) -> list[PlannedRow]:
    by_id = plan.by_id
    return [planned_row(row, by_id) for row in plan.rows]


def row_data(row: PlannedRow) -> dict[str, Any]:
    """Return a row as JSON, which `rows_in` reads."""
    return {
        "key": row.key,
        "tasks": list(row.tasks),
        "outputs": list(row.outputs),
        "allowed": sorted(row.allowed),
        "empty": row.empty,
    }


def rows_in(planned: Mapping[str, Any]) -> Iterator[PlannedRow]:
    """Give the rows of a plan that was kept as JSON."""
    for row in planned["rows"]:
        tasks, outputs = tuple(row["tasks"]), tuple(row["outputs"])
        yield PlannedRow(row["key"], tasks, outputs, frozenset(row["allowed"]), row["empty"])


def row_state(row: PlannedRow, record: RunRecord) -> tuple[str, e.Cause | None]:
    """Return the one state of a row: held before failed before waiting before skipped before done."""
    known = [record.tasks[name] for name in row.tasks if name in record.tasks]
    tasks = [task for task in known if not (task.state == "failed" and task.id in row.allowed)]
    for state in ("held", "failed"):
        for task in tasks:
            if task.state == state:
                return state, task.cause
    if any(task.state in ("waiting", "running") for task in tasks):
        mine = next((task.cause for task in tasks if task.state == "waiting" and task.cause is not None), None)
        return "waiting", mine or e.Cause(code="waiting")
    for failure in record.publish_failures:
        if failure.row == row.key:
            return "failed", failure.cause
    if row.empty:
        return "skipped", next((task.cause for task in tasks if task.cause), None)
    return "done", None


def row_reserved(tasks: Iterable[str], record: RunRecord) -> int:
    """Return what attempts at a row's tasks may still come to cost, in micro-units, also at such as other rows share with it."""
    return sum(record.tasks[name].reserved_micros for name in tasks if name in record.tasks)
