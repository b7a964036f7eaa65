"""What a run was to do, as it was written down when it began: by versions before as one JSON, now as a file of its own."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from engine.plan import RequestTask, Row, Task
from engine.plan.model import TaskTable
from engine.report.amounts import estimate_data
from engine.report.rows import PlannedRow, drafts_in, planned_rows, rows_in
from engine.run.drafts import drafts_of_tasks
from engine.values.reason import reason_data


@dataclass(frozen=True, slots=True)
class PlannedRun:
    """What a run was to do: `head` is what its manifest begins with; tasks, as JSON, and rows are read each time.

    `ids` returns those of all tasks, `drafts` those of the tasks whose results are drafts. `files` says where the files lay that
    requests are made from, by digest, as the plan was told of them; nothing where that was not kept.
    """

    head: Mapping[str, Any]
    ids: Callable[[], Sequence[str]]
    tasks: Callable[[], Iterator[Mapping[str, Any]]]
    rows: Callable[[], Iterator[PlannedRow]]
    drafts: Callable[[], frozenset[str]]
    files: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of_tables(
        cls, head: Mapping[str, Any], tasks: TaskTable, rows: Iterable[Row], files: Mapping[str, str] | None = None
    ) -> "PlannedRun":  # fmt: skip
        """Return it of the tables of its plan."""
        realm = str(head["realm"])
        return cls(
            head,
            tasks.ids,
            lambda: (task_data(task) for task in tasks),
            lambda: planned_rows(rows, tasks, realm),
            lambda: drafts_of_tasks(tasks.outlines(), realm),
            files or {},
        )

    @classmethod
    def of_json(cls, planned: Mapping[str, Any]) -> "PlannedRun":
        """Return it of the JSON that versions before kept."""
        head = {name: value for name, value in planned.items() if name not in ("tasks", "rows")}
        return cls(
            head,
            lambda: [task["id"] for task in planned["tasks"]],
            lambda: iter(planned["tasks"]),
            lambda: rows_in(planned),
            lambda: drafts_in(planned),
        )


def task_data(task: Task) -> dict[str, Any]:
    """Return a task as it was decided."""
    asks = task if isinstance(task, RequestTask) else None
    return {
        "id": task.id,
        "step": task.step,
        "model": task.model,
        "estimate": estimate_data(task.estimate),
        "action": task.action.value,
        "reason": reason_data(task.reason),
        "needs": list(task.needs),
        "fingerprint": asks.fingerprint if asks else None,
        "request": dict(asks.request.body) if asks else None,
        "asked": dict(asks.request.asked) if asks else None,
    }
