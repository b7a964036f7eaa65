"""Tables of tasks: those of a plan that lies in memory, and those of which something has been found since."""

from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, TypeGuard, overload

from engine.plan.graph.graph import TaskGraph
from engine.plan.kept.answers import Answers
from engine.plan.kept.lines import json_of
from engine.plan.kept.links import Number, reads_of
from engine.plan.model import (
    OUTSIDE,
    Action,
    Compared,
    KnownResult,
    Outline,
    RequestTask,
    Row,
    RowLinks,
    RowOutline,
    RowTable,
    Task,
    TaskKind,
    TaskTable,
    WrittenTask,
)  # fmt: skip
from engine.values.canonical import text_of, written
from engine.values.media import TaskSource
from engine.values.reason import Reason, because

UNNEEDED: Final = because("unneeded")
"""Why a task is left out."""


def outline_of(task: Task, number_of: Number) -> Outline:
    """Return the outline of a task that is at hand; `number_of` tells the numbers of those that it needs."""
    asks = task if isinstance(task, RequestTask) else None
    return Outline(
        id=task.id,
        row=task.row,
        action=task.action,
        reason=task.reason,
        kind=_kind_of(task, asks),
        needs=tuple(map(number_of, task.needs)),
        reads=reads_of(task),
        depth=task.depth,
        fingerprint=asks.fingerprint if asks is not None else "",
        stored=asks.stored if asks is not None else None,
    )


def _kind_of(task: Task, asks: RequestTask | None) -> TaskKind:
    return TaskKind(
        step=task.step,
        model=task.model,
        sent_name=asks.request.sent_name if asks is not None else "",
        tier=asks.request.tier if asks is not None else "",
        asks=asks is not None,
        local=task.local,
        attempts=task.attempts,
        retry_on=task.retry_on,
        on_error=task.on_error,
        estimate=task.estimate,
        bound=asks.bound.micros if asks is not None else 0,
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

    def id_of(self, number: int) -> str:
        return self._tasks[number].id

    def outlines(self) -> Iterator[Outline]:
        return (outline_of(task, self._numbers.__getitem__) for task in self._tasks)

    def written(self) -> Iterator[WrittenTask]:
        for task, one in zip(self._tasks, self.outlines(), strict=True):
            asks = task.request if isinstance(task, RequestTask) else None
            texts = ("", "") if asks is None else (json_of(asks.body), text_of(asks.asked))
            yield WrittenTask(one, task.needs, *texts)

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

    def compared(self, fingerprints: Container[str]) -> Iterator[Compared]:
        for number, task in enumerate(self._tasks):
            if _runs(task) and task.fingerprint in fingerprints:
                sources = (use.media.source for use in task.request.media)
                upstream = [(self._numbers[one.task], one.output) for one in sources if isinstance(one, TaskSource)]
                asked = written(task.request.asked)
                yield Compared(number, task.fingerprint, asked, tuple(upstream), task.reusable, task.estimate)


class RowsHere(RowTable):
    """The rows of a plan that lies in memory."""

    __slots__ = ("_links", "_rows")

    def __init__(self, rows: Sequence[Row], links: Sequence[RowLinks]) -> None:
        self._rows, self._links = tuple(rows), tuple(links)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RowsHere) and self._rows == other._rows

    def __hash__(self) -> int:
        return hash(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows)

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | Sequence[Row]:
        return self._rows[at]

    def keys(self) -> tuple[str, ...]:
        return tuple(row.key for row in self._rows)

    def links(self) -> Iterator[RowLinks]:
        return iter(self._links)

    def outlines(self) -> Iterator[RowOutline]:
        for row in self._rows:
            yield RowOutline(row.key, row.tasks, tuple(output.name for output in row.outputs), row.columns, row.axes)


@dataclass(slots=True)
class MemorySink:
    """Keeps all in memory: for small plans, checks and tests."""

    _tasks: list[Task] = field(default_factory=list)
    _rows: list[Row] = field(default_factory=list)
    _links: list[RowLinks] = field(default_factory=list)

    def put_task(self, task: Task, needs: Sequence[int], asked: bytes) -> None:  # noqa: ARG002 - the port's own signature
        self._tasks.append(task)

    def put_row(self, row: Row, links: RowLinks) -> None:
        self._rows.append(row)
        self._links.append(links)

    def id_of(self, number: int) -> str:
        return self._tasks[number].id

    def leave_out(self, numbers: Sequence[int]) -> None:
        for number in numbers:
            self._tasks[number] = replace(self._tasks[number], action=Action.UNNEEDED, reason=UNNEEDED)

    def tables(self) -> tuple[TasksHere, RowsHere]:
        return TasksHere(self._tasks), RowsHere(self._rows, self._links)

    def drop(self) -> None:
        self._tasks, self._rows, self._links = [], [], []


@dataclass(frozen=True, slots=True)
class TaskStanding:
    """What a store and a moment make of a task; `stored` is the result that answers, if one does and is at hand."""

    reason: Reason
    action: Action = Action.RUN
    stored: KnownResult | None = None

    def of(self, task: Task) -> Task:
        if isinstance(task, RequestTask):
            return replace(task, reason=self.reason, action=self.action, stored=self.stored)
        return replace(task, reason=self.reason, action=self.action)

    def of_outline(self, one: Outline) -> Outline:
        return one._replace(reason=self.reason, action=self.action, stored=self.stored)


class DecidedTasks(TaskTable):
    """A table of tasks with what is decided of some of them, by number: what answers them, or how they stand otherwise."""

    __slots__ = ("_planned", "answers", "standings")

    def __init__(self, tasks: TaskTable, decided: Mapping[int, TaskStanding], answers: Answers | None = None) -> None:
        self._planned = tasks.planned
        self.standings, self.answers = decided, answers
        if isinstance(tasks, DecidedTasks):
            self.standings = {**tasks.standings, **decided}
            self.answers = answers or tasks.answers

    def standing(self, number: int) -> TaskStanding | None:
        """Return what is decided of a task, None if nothing is."""
        known = self.standings.get(number)
        if known is not None or self.answers is None:
            return known
        answer = self.answers.of(number)
        if answer is None:
            return None
        stored = answer if answer.digest else None
        return TaskStanding(self.answers.reason(number, answer.job), Action.REUSE, stored)

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

    def graph(self) -> TaskGraph:
        if not hasattr(self, "_graph"):
            self._graph = self._planned.graph().copied()
            for number in self.answers or ():
                self._graph.decide(
                    number, Action.REUSE, stored=self.answers is not None and self.answers.has_digest(number)
                )
            for number, one in self.standings.items():
                self._graph.decide(number, one.action, stored=one.stored is not None)
        return self._graph

    def number_of(self, name: str) -> int | None:
        return self._planned.number_of(name)

    def id_of(self, number: int) -> str:
        return self._planned.id_of(number)

    def outlines(self) -> Iterator[Outline]:
        for number, one in enumerate(self._planned.outlines()):
            standing = self.standing(number)
            yield one if standing is None else standing.of_outline(one)

    def written(self) -> Iterator[WrittenTask]:
        for number, one in enumerate(self._planned.written()):
            standing = self.standing(number)
            yield one if standing is None else one._replace(outline=standing.of_outline(one.outline))

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

    def compared(self, fingerprints: Container[str]) -> Iterator[Compared]:
        return (one for one in self._planned.compared(fingerprints) if self.standing(one.number) is None)

    def _of(self, number: int, task: Task) -> Task:
        decided = self.standing(number)
        return task if decided is None else decided.of(task)


def stored_digest(tasks: TaskTable, name: str) -> str | None:
    """Return the digest of the stored result that answers a task, None if none does; raises KeyError for no task."""
    number = tasks.number_of(name)
    if number is None:
        raise KeyError(name)
    standing = tasks.standing(number) if isinstance(tasks, DecidedTasks) else None
    if standing is not None:
        return standing.stored.digest if standing.stored is not None else None
    task = tasks[number]
    return task.stored.digest if isinstance(task, RequestTask) and task.stored is not None else None


def _runs(task: Task) -> TypeGuard[RequestTask]:
    return isinstance(task, RequestTask) and task.action is Action.RUN
