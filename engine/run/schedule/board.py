"""The board: where every task of a run stands, by its number, and who waits for whom (pure)."""

from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from engine.plan.graph.graph import TaskGraph
from engine.plan.graph.outline import TaskKind
from engine.run.state import FINAL, GOOD, TaskState
from engine.values.spans import Spans

_STATES: Final = tuple(TaskState)
_NUMBERS: Final = {state: number for number, state in enumerate(_STATES)}


@dataclass(slots=True)
class Board:
    """Some 30 bytes a task beside its graph; what one change costs does not grow with the number of tasks.

    `counts` are the tasks of the run by state, `failures` those that failed though their step does not allow it.
    """

    graph: TaskGraph
    counts: Counter[TaskState] = field(default_factory=Counter)
    failures: int = 0
    _states: bytearray = field(init=False)
    _open: "array[int]" = field(init=False)
    _dependants: Spans = field(init=False)
    _allowed: set[int] = field(default_factory=set)
    _held: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        count = len(self.graph)
        self._states = bytearray(count)
        self._open = array("I", (len(self.graph.needs[task]) for task in range(count)))
        self._dependants = Spans.of(
            () if self.graph.is_out(task) else self.graph.needs[task] for task in range(count)
        ).turned(count)
        self.counts[TaskState.WAITING] = sum(1 for _ in self.tasks())

    def tasks(self) -> Iterator[int]:
        """Go through the tasks of the run; unneeded ones, and those that share another's, are not part of it."""
        return (task for task in range(len(self.graph)) if not self.graph.is_out(task))

    def state(self, task: int) -> TaskState:
        return _STATES[self._states[task]]

    def kind(self, task: int) -> TaskKind:
        """Return what a task has in common with others."""
        return self.graph.kinds[self.graph.kind[task]]

    def put(self, task: int, state: TaskState) -> None:
        """Put a task into another state."""
        self.counts[self.state(task)] -= 1
        self.counts[state] += 1
        self._states[task] = _NUMBERS[state]
        self.failures += state is TaskState.FAILED and not self.may_fail(task)
        if state in FINAL:
            for dependant in self._dependants[task]:
                self._open[dependant] -= 1

    def dependants(self, task: int) -> Sequence[int]:
        """Return the tasks that need one."""
        return self._dependants[task]

    def is_read(self, task: int) -> bool:
        """Whether all have ended that need a task."""
        return all(self.state(one) in FINAL for one in self._dependants[task])

    def is_ready(self, task: int) -> bool:
        """Whether all have ended that a task needs."""
        return not self._open[task]

    def is_over(self, task: int) -> bool:
        """Whether a task has ended, and not well."""
        state = self.state(task)
        return state in FINAL and state not in GOOD

    def may_fail(self, task: int) -> bool:
        """Whether its step allows a task to fail."""
        return self.kind(task).on_error == "skip"

    def missed(self, task: int) -> bool:
        """Whether a task has not come, and is allowed not to: nothing but what reads it is stopped by that."""
        failed = self.state(task) is TaskState.FAILED and self.may_fail(task)
        return failed or (self.state(task) is TaskState.SKIPPED and task in self._allowed)

    def came(self, task: int) -> bool | None:
        """Tell whether a result is there; False if it will never be and is allowed not to."""
        return True if self.state(task) in GOOD else False if self.missed(task) else None

    def obstacle(self, task: int) -> int | None:
        """Return the first of the tasks that one needs after which it can no longer run."""
        reads = self.graph.reads[task]
        for place, need in enumerate(self.graph.needs[task]):
            if self.is_over(need) and not (place >= reads and self.missed(need)):
                return need
        return None

    def skip_after(self, task: int, missed: int) -> None:
        """Take note that a task is skipped because of another, as is allowed if that one was allowed not to come."""
        if self.missed(missed):
            self._allowed.add(task)

    def hold(self, task: int, cause: str) -> None:
        """Take note of what a person must decide about a task."""
        self._held[task] = cause

    def held(self, task: int) -> str:
        """Return why a task is held."""
        return self._held.get(task) or "doubt"
