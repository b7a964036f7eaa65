"""Sinks: where tasks and rows go as they are planned, one after the other, and from where they are read again."""

from collections.abc import Sequence
from typing import Protocol

from engine.plan.model import Row, RowLinks, RowTable, Task, TaskTable


class PlanSink(Protocol):
    """Takes a plan in; what is dropped leaves nothing behind."""

    def put_task(self, task: Task, needs: Sequence[int], asked: bytes) -> None:
        """Take in the next task, the numbers of those it needs, and the canonical JSON of what it asks for, b"" for nothing.

        Its number is how many came before it.
        """
        ...

    def put_row(self, row: Row, links: RowLinks) -> None: ...

    def id_of(self, number: int) -> str:
        """Return the id of a task that came."""
        ...

    def leave_out(self, numbers: Sequence[int]) -> None:
        """Mark tasks that no output needs."""
        ...

    def tables(self) -> tuple[TaskTable, RowTable]:
        """Return all that came; nothing comes after that."""
        ...

    def drop(self) -> None:
        """Forget all that came."""
        ...
