"""The pool: all tasks of a plan, each request once; an equal one of another row shares the first.

Of tasks that came it keeps only numbers: what they are lies where they went.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from engine.plan.fingerprint import AskedForm, Identity
from engine.plan.kept.links import links_of
from engine.plan.kept.reviewed import Review
from engine.plan.kept.sink import PlanSink
from engine.plan.model import ACTIONS, Action, Estimate, RequestTask, Row, RowTable, SkippedTask, Task, TaskTable
from engine.values.spans import Spans


class Leader(NamedTuple):
    """The first task that asks for something, whose result all get that ask for the same."""

    number: int
    id: str
    depth: int
    reusable: bool


@dataclass(slots=True)
class Pool:
    """Passes tasks on in the order in which they are planned; `identities` are those of the row that is being planned.

    Without a sink nothing is passed on: that finds faults alone.
    """

    sink: PlanSink | None
    review: Review
    identities: dict[str, Identity] = field(default_factory=dict)
    count: int = 0
    _of_row: dict[str, Leader] = field(default_factory=dict)
    _leaders: dict[bytes, int] = field(default_factory=dict)  # by fingerprint
    _depths: "array[int]" = field(default_factory=lambda: array("I"))
    _actions: bytearray = field(default_factory=bytearray)
    _estimates: list[Estimate] = field(default_factory=list)
    _models: list[str] = field(default_factory=list)
    _needs: Spans = field(default_factory=Spans)
    _wanted: set[int] = field(default_factory=set)

    def leader(self, identity: Identity, *, reusable: bool) -> Leader | None:
        """Return the task that already asks for this, which then is of this row too."""
        number = self._leaders.get(bytes.fromhex(identity.fingerprint))
        if number is None or self.sink is None:
            return None
        found = Leader(number, self.sink.id_of(number), self._depths[number], reusable)
        self.identities[found.id], self._of_row[found.id] = identity, found
        return found

    def depth_of(self, needs: Iterable[str]) -> int:
        """Return how many tasks lie before one that needs these of its row, in the longest chain."""
        return 1 + max([self._of_row[need].depth for need in needs], default=-1)

    def all_reusable(self, tasks: Iterable[str]) -> bool:
        """Tell whether the results of these tasks of the row may be used again."""
        return all(self._of_row[task].reusable for task in tasks)

    def add(self, task: RequestTask, asked: AskedForm) -> None:
        """Pass a task on; the first of a fingerprint is the one that runs."""
        if task.action is Action.RUN:
            if self.sink is not None:
                self._leaders[bytes.fromhex(task.fingerprint)] = self.count
            self.identities[task.id] = asked.identity
            self._of_row[task.id] = Leader(self.count, task.id, task.depth, task.reusable)
        needs = [self._of_row[need].number for need in task.needs]
        self._put(task, needs, asked.data)

    def skip(self, task: SkippedTask) -> None:
        """Pass on a task that asks for nothing."""
        self._put(task, ())

    def end_row(self, row: Row) -> None:
        """Pass on a row, whose tasks have all come."""
        if self.sink is not None:
            links = links_of(row, lambda task: self._of_row[task].number)
            self._wanted.update(number for choices in links.choices for number in choices if number >= 0)
            self.review.row(row)
            self.sink.put_row(row, links)
        self.identities.clear()
        self._of_row.clear()

    def drop(self) -> None:
        """Go on for faults alone: nothing of the plan is kept."""
        if self.sink is not None:
            self.sink.drop()
        self.sink = None

    def tables(self) -> tuple[TaskTable, RowTable]:
        """Return all that came, the tasks marked that no output and no running task needs.

        Every task comes after those that it needs.
        """
        assert self.sink is not None, "nothing was dropped"
        wanted = bytearray(self.count)
        for number in self._wanted:
            wanted[number] = 1
        for number in reversed(range(self.count)):
            if wanted[number]:
                for need in self._needs[number]:
                    wanted[need] = 1
        run = ACTIONS.index(Action.RUN)
        out = [number for number in range(self.count) if self._actions[number] == run and not wanted[number]]
        for number in out:
            self._actions[number] = ACTIONS.index(Action.UNNEEDED)
        self.sink.leave_out(out)
        return self.sink.tables()

    def estimates(self) -> Iterator[tuple[Action, Estimate]]:
        """Go through what is done with each task, and what it is estimated at."""
        return ((ACTIONS[action], one) for action, one in zip(self._actions, self._estimates, strict=True))

    def models(self) -> frozenset[str]:
        """Return the models of what will run."""
        run = ACTIONS.index(Action.RUN)
        return frozenset(model for action, model in zip(self._actions, self._models, strict=True) if action == run)

    def _put(self, task: Task, needs: Sequence[int], asked: bytes = b"") -> None:
        self.count += 1
        if self.sink is None:
            return
        self._depths.append(task.depth)
        self._actions.append(ACTIONS.index(task.action))
        self._estimates.append(task.estimate)
        self._models.append(task.model)
        self._needs.add(needs)
        self.review.task(task)
        self.sink.put_task(task, needs, asked)
