"""Breaker: stops a run that fails everywhere, before it has tried every row (pure).

It counts rows of one run, of which the money of an attempt knows nothing: so it is no row of the table in `run/money`. It decides
only that nothing more is begun; what was accepted is finished, and what is in doubt stays so, by that table.
"""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from engine.plan.graph.graph import TaskGraph
from engine.plan.model import RowTable
from engine.run import events as e
from engine.values.failure_limit import FailureLimit
from engine.values.reason import because
from engine.values.spans import Spans

EQUAL: Final = 3
"""So many equal failures of the service or the storage, and no success between them, are no accident."""


@dataclass(slots=True)
class Breaker:
    """Counts what tasks have come to; `cause` is why nothing more is submitted, None as long as there is no reason.

    `own` is the row whose own a task is, by its number; `rows_of` are all that it is of, of `rows` in all. A row has failed if a
    task of its own has; one that it shares counts for the row whose it is, a failure that its step allows for none.
    """

    limit: FailureLimit | None = None
    own: Sequence[int] = ()
    rows_of: Spans = field(default_factory=Spans)
    rows: int = 0
    cause: e.Cause | None = None
    _open: "array[int]" = field(init=False)
    _ended: int = 0
    _failed: set[int] = field(default_factory=set)
    _code: str = ""
    _equal: int = 0

    def __post_init__(self) -> None:
        self._open = array("I", bytes(4 * self.rows))
        for row in self.rows_of.members:
            self._open[row] += 1

    @classmethod
    def of(cls, rows: RowTable, graph: TaskGraph, limit: FailureLimit | None) -> "Breaker":
        found = rows.graph().tasks
        tasks = Spans.of([task for task in found[row] if not graph.is_out(task)] for row in range(len(found)))
        return cls(limit, graph.row, tasks.turned(len(graph)), len(tasks))

    def came(self, task: int) -> None:
        """Take in a result that was made now."""
        self._code, self._equal = "", 0
        self.over(task)

    def failed(self, task: int, event: e.Event, *, allowed: bool) -> None:
        """Take in a failure for good."""
        self.over(task)
        if not allowed:
            self._failed.add(self.own[task])
        code = _common(event)
        if code:
            self._equal = self._equal + 1 if code == self._code else 1
            self._code = code
        self._judge()

    def keep_going(self) -> None:
        """Count anew: a person has said that the run goes on."""
        self.cause, self._code, self._equal = None, "", 0
        self._failed.clear()

    def over(self, task: int) -> None:
        """Take in that a task has ended, however."""
        for row in self.rows_of[task]:
            self._open[row] -= 1
            self._ended += self._open[row] == 0

    def _judge(self) -> None:
        why = None
        if self._equal >= EQUAL:
            why = because("equal-failures", count=self._equal, reason=self._code)
        elif self.limit is not None and self.limit.is_reached(len(self._failed), ended=self._ended, rows=self.rows):
            why = because("rows-failed", count=len(self._failed), rows=self.rows)
        if why is not None and self.cause is None:
            self.cause = e.Cause.of(because("too-many-failures", why=why))


def _common(event: e.Event) -> str:
    """Return the code of a failure that concerns the service or its storage, "" for what is a row's own matter."""
    match event:
        case e.JobFailed(failure="service") | e.FetchFailed():
            return event.cause.code
        case _:
            return ""
