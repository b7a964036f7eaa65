"""Tables of tasks: those of a plan that lies in memory, and those of which something has been found since."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, TypeGuard, overload

from engine.plan.model import OUTSIDE, Action, Outline, RequestTask, Row, StoredResult, Task, TaskTable
from engine.values.media import TaskSource
from engine.values.reason import Reason, because

UNNEEDED: Final = because("unneeded")
"""Why a task is left out."""


def outline_of(task: Task) -> Outline:
    """Return the outline of a task that is at hand."""
    asks = task if isinstance(task, RequestTask) else None
    sources = [use.media.source for use in asks.request.media] if asks is not None else []
    return Outline(
        id=task.id,
        row=task.row,
        action=task.action,
        reason=task.reason,
        needs=task.needs,
        reads=frozenset(source.task for source in sources if isinstance(source, TaskSource)),
        depth=task.depth,
        model=task.model,
        sent_name=asks.request.sent_name if asks is not None else "",
        tier=asks.request.tier if asks is not None else "",
        local=task.local,
        attempts=task.attempts,
        retry_on=task.retry_on,
        on_error=task.on_error,
        estimate=task.estimate,
        bound=asks.bound.micros if asks is not None else 0,
        fingerprint=asks.fingerprint if asks is not None else "",
        stored=asks.stored if asks is not None else None,
    )


class TasksHere(TaskTable):
    """The tasks of a plan that lies in memory."""

    __slots__ = ("_numbers", "_tasks")

    def __init__(self, tasks: Sequence[Task]) -> None:
        self._tasks = tuple(tasks)
        self._numbers = {task.id: number for number, task in enumerate(self._tasks)}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TasksHere) and self._tasks == other._tasks

    def __hash__(self) -> int:
        return hash(tuple(self._numbers))

    def __len__(self) -> int:
        return len(self._tasks)

    def __iter__(self) -> Iterator[Task]:
        return iter(self._tasks)

    @overload
    def __getitem__(self, at: int) -> Task: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Task]: ...
    def __getitem__(self, at: int | slice) -> Task | Sequence[Task]:
        return self._tasks[at]

    def number_of(self, name: str) -> int | None:
        return self._numbers.get(name)

    def outlines(self) -> Iterator[Outline]:
        return map(outline_of, self._tasks)

    def prompts(self) -> Iterator[tuple[str, str, str]]:
        asked = (task for task in self._tasks if isinstance(task, RequestTask) and not task.local)
        return ((task.id, task.request.sent_name, task.request.prompt) for task in asked)

    def models(self) -> frozenset[str]:
        return frozenset(task.model for task in self._tasks)

    def ids(self) -> tuple[str, ...]:
        return tuple(self._numbers)

    def carried_out(self) -> tuple[str, ...]:
        return tuple(task.id for task in self._tasks if task.action not in OUTSIDE)

    def fingerprints(self) -> Iterator[str]:
        return (task.fingerprint for task in self._tasks if _runs(task))

    def asking(self, fingerprints: Collection[str]) -> Iterator[tuple[int, RequestTask]]:
        for number, task in enumerate(self._tasks):
            if _runs(task) and task.fingerprint in fingerprints:
                yield number, task


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
            self._tasks[number] = replace(self._tasks[number], action=Action.UNNEEDED, reason=UNNEEDED)

    def tables(self) -> tuple[TasksHere, tuple[Row, ...]]:
        return TasksHere(self._tasks), tuple(self._rows)

    def drop(self) -> None:
        self._tasks, self._rows = [], []


@dataclass(frozen=True, slots=True)
class TaskStanding:
    """What a store and a moment make of a task; `stored` is the result that answers, if one does and is at hand."""

    reason: Reason
    action: Action = Action.RUN
    stored: StoredResult | None = None

    def of(self, task: Task) -> Task:
        if isinstance(task, RequestTask):
            return replace(task, reason=self.reason, action=self.action, stored=self.stored)
        return replace(task, reason=self.reason, action=self.action)

    def of_outline(self, one: Outline) -> Outline:
        return one._replace(reason=self.reason, action=self.action, stored=self.stored)


class DecidedTasks(TaskTable):
    """A table of tasks with what is decided of some of them, by number."""

    __slots__ = ("_planned", "standings")

    def __init__(self, tasks: TaskTable, decided: Mapping[int, TaskStanding]) -> None:
        before = tasks.standings if isinstance(tasks, DecidedTasks) else {}
        self._planned = tasks.planned
        self.standings: Mapping[int, TaskStanding] = {**before, **decided}

    @property
    def planned(self) -> TaskTable:
        return self._planned

    def __len__(self) -> int:
        return len(self._planned)

    def __iter__(self) -> Iterator[Task]:
        return (self._of(number, task) for number, task in enumerate(self._planned))

    @overload
    def __getitem__(self, at: int) -> Task: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Task]: ...
    def __getitem__(self, at: int | slice) -> Task | Sequence[Task]:
        if isinstance(at, slice):
            return tuple(map(self._of, range(*at.indices(len(self))), self._planned[at]))
        return self._of(at % len(self), self._planned[at])

    def number_of(self, name: str) -> int | None:
        return self._planned.number_of(name)

    def outlines(self) -> Iterator[Outline]:
        for number, one in enumerate(self._planned.outlines()):
            standing = self.standings.get(number)
            yield one if standing is None else standing.of_outline(one)

    def prompts(self) -> Iterator[tuple[str, str, str]]:
        return self._planned.prompts()

    def models(self) -> frozenset[str]:
        return self._planned.models()

    def ids(self) -> tuple[str, ...]:
        return self._planned.ids()

    def carried_out(self) -> tuple[str, ...]:
        return self._planned.carried_out()

    def fingerprints(self) -> Iterator[str]:
        return self._planned.fingerprints()

    def asking(self, fingerprints: Collection[str]) -> Iterator[tuple[int, RequestTask]]:
        for number, task in self._planned.asking(fingerprints):
            found = self._of(number, task)
            if _runs(found):
                yield number, found

    def _of(self, number: int, task: Task) -> Task:
        decided = self.standings.get(number)
        return task if decided is None else decided.of(task)


def _runs(task: Task) -> TypeGuard[RequestTask]:
    return isinstance(task, RequestTask) and task.action is Action.RUN
