"""Sinks: where tasks and rows go as they are planned, one after the other, and from where they are read again."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from engine.plan.model import Action, Row, Task, TaskTable
from engine.plan.table import TasksHere
from engine.values.reason import because


class PlanSink(Protocol):
    """Takes a plan in; what is dropped leaves nothing behind."""

    def put_task(self, task: Task, asked: bytes) -> None:
        """Take in the next task, with the canonical JSON of its asked form, b"" if it asks for nothing.

        Its number is how many came before it.
        """
        ...

    def put_row(self, row: Row) -> None: ...

    def id_of(self, number: int) -> str:
        """Return the id of a task that came."""
        ...

    def leave_out(self, numbers: Sequence[int]) -> None:
        """Mark tasks that no output needs."""
        ...

    def tables(self) -> tuple[TaskTable, Sequence[Row]]:
        """Return all that came; nothing comes after that."""
        ...

    def drop(self) -> None:
        """Forget all that came."""
        ...


def left_out(task: Task) -> Task:
    """Return a task that no output needs."""
    return replace(task, action=Action.UNNEEDED, reason=because("unneeded"))


@dataclass(slots=True)
class MemorySink:
    """Keeps all in memory: for small plans, checks and tests."""

    _tasks: list[Task] = field(default_factory=list)
    _rows: list[Row] = field(default_factory=list)

    def put_task(self, task: Task, asked: bytes) -> None:  # noqa: ARG002 - the port's own signature
        self._tasks.append(task)

    def put_row(self, row: Row) -> None:
        self._rows.append(row)

    def id_of(self, number: int) -> str:
        return self._tasks[number].id

    def leave_out(self, numbers: Sequence[int]) -> None:
        for number in numbers:
            self._tasks[number] = left_out(self._tasks[number])

    def tables(self) -> tuple[TasksHere, tuple[Row, ...]]:
        return TasksHere(self._tasks), tuple(self._rows)

    def drop(self) -> None:
        self._tasks, self._rows = [], []
