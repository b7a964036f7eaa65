"""Units: what is counted while a run goes on, its rows or of a recipe its tasks, as numbers: some 40 bytes a task."""

from array import array
from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from engine.plan import Plan
from engine.plan.graph.graph import TaskGraph
from engine.values.spans import Spans

RESULTS: Final = ("held", "failed", "skipped", "done")
"""How a unit ends: as the first of these that it came to."""
_NUMBERS: Final = {result: number for number, result in enumerate(RESULTS)}
_OPEN: Final = len(RESULTS)
"""What a task has come to that has not ended."""


@dataclass(slots=True)
class Units:
    """Those of one run; `counts` are they by state: how they ended, running or waiting.

    `by_row`: they are rows. `of_task` are the units that a task belongs to, by its number, `tasks` the tasks of each unit, and
    `wholly` what each comes to if all goes well.
    """

    plan: Plan
    graph: TaskGraph
    by_row: bool
    tasks: Spans
    of_task: Spans
    wholly: bytearray
    counts: Counter[str] = field(default_factory=Counter)
    _came: bytearray = field(init=False)  # what each task has come to
    _result: bytearray = field(init=False)
    _open: "array[int]" = field(init=False)
    _active: "array[int]" = field(init=False)
    _rows: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        units = range(len(self.tasks))
        self._came = bytearray([_OPEN]) * len(self.graph)
        self._result = bytearray(self.wholly)
        self._open = array("I", (len(self.tasks[unit]) for unit in units))
        self._active = array("I", bytes(4 * len(units)))
        self.counts.update(map(self.state, units))

    @classmethod
    def of(cls, plan: Plan, graph: TaskGraph) -> "Units":
        """Return those of a plan of which nothing has been carried out."""
        by_row = plan.is_campaign
        if by_row:
            promises = bool(plan.rows) and bool(plan.rows[0].outputs)
            tasks, wholly, rows = Spans(), bytearray(), plan.rows.graph()
            for row in range(len(rows)):
                tasks.add(task for task in rows.tasks[row] if not graph.is_out(task))
                wholly.append(_NUMBERS["skipped" if promises and not rows.members(row) else "done"])
        else:
            tasks = Spans.of([task] for task in range(len(graph)) if not graph.is_out(task))
            wholly = bytearray([_NUMBERS["done"]]) * len(tasks)
        return cls(plan, graph, by_row, tasks, tasks.turned(len(graph)), wholly)

    def state(self, unit: int) -> str:
        """Return how one stands."""
        if not self._open[unit]:
            return RESULTS[self._result[unit]]
        return "running" if self._active[unit] else "waiting"

    def work(self, task: int, change: int) -> None:
        """Take in that a task is worked on (1), or no longer (-1)."""
        for unit in self.of_task[task]:
            self.counts[self.state(unit)] -= 1
            self._active[unit] += change
            self.counts[self.state(unit)] += 1

    def end(self, task: int, result: str) -> bool:
        """Take in what a task has come to; returns whether it had come to nothing before."""
        if self.by_row and (result == "skipped" or (result == "failed" and self._may_fail(task))):
            result = "done"  # its step allows that: the row goes on without it
        is_first, self._came[task] = self._came[task] == _OPEN, _NUMBERS[result]
        for unit in self.of_task[task]:
            self.counts[self.state(unit)] -= 1
            self._open[unit] -= is_first
            self._result[unit] = min(self._result[unit], _NUMBERS[result])
            self.counts[self.state(unit)] += 1
        return is_first

    def reopen(self, task: int) -> bool:
        """Take in that a task goes on that had ended, as a person has decided; returns whether it had."""
        had_ended, self._came[task] = self._came[task] != _OPEN, _OPEN
        for unit in self.of_task[task] if had_ended else ():
            self.counts[self.state(unit)] -= 1
            self._open[unit] += 1
            self._result[unit] = min(self.wholly[unit], *(self._came[one] for one in self.tasks[unit]))
            self.counts[self.state(unit)] += 1
        return had_ended

    def unpublished(self, row: str) -> None:
        """Take in that a result of a row could not be published; a recipe's tasks have come to what they did."""
        if self.by_row and not self._rows:
            self._rows = {key: number for number, key in enumerate(self.plan.row_keys)}
        unit = self._rows.get(row)
        if unit is not None:
            self.counts[self.state(unit)] -= 1
            self._result[unit] = min(self._result[unit], _NUMBERS["failed"])
            self.counts[self.state(unit)] += 1

    def _may_fail(self, task: int) -> bool:
        return self.graph.kinds[self.graph.kind[task]].on_error == "skip"
