"""Progress: how far a run is, the fold of its events as they come (pure); what one event costs does not grow with the plan."""

from collections import Counter, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from engine.plan import Plan
from engine.plan.model import Outline
from engine.report.rows import rows_of
from engine.run import events as e
from engine.run.retry import RetryRule, Tried, again, halts

RESULTS: Final = ("held", "failed", "skipped", "done")
"""How a row or a task ends: as the first of these that it came to."""
FAILURES: Final = 3
"""How many of the last failures are remembered."""
SURE: Final = 5
"""Results of jobs that must have come before the time left is more than a guess."""


@dataclass(frozen=True, slots=True)
class Active:
    """A task that is worked on: since when (Unix seconds), and what was last heard of it."""

    since: float
    event: e.Event
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Wait:
    """Something that a task waits for in vain, since when it does, and how many tasks do."""

    since: float
    event: e.Event
    tasks: int


@dataclass(slots=True)
class _Unit:
    """What is counted: a row, or of a recipe a task."""

    open: int
    result: str
    active: int = 0

    @property
    def state(self) -> str:
        if not self.open:
            return self.result
        return "running" if self.active else "waiting"


@dataclass(slots=True)
class Progress:
    """How far the run of one plan is.

    `counts` are rows of a campaign or tasks of a recipe, by state: done, failed, held, skipped, running or waiting. `active` are
    the tasks that are worked on, the longest first; `away` is who gives no answer, by party. Seconds and money are what this
    run's jobs billed so far.
    """

    plan: Plan
    counts: Counter[str] = field(default_factory=Counter)
    active: dict[str, Active] = field(default_factory=dict)
    failures: deque[e.Event] = field(default_factory=lambda: deque(maxlen=FAILURES))
    billed_seconds: Decimal = Decimal(0)
    cost_micros: int = 0
    started: float | None = None
    stopping: e.Interrupted | e.Halted | None = None
    away: dict[str, e.Away] = field(default_factory=dict)
    _tasks: Mapping[str, Outline] = field(default_factory=dict)
    _tried: dict[str, Tried] = field(default_factory=dict)
    _units: dict[str, _Unit] = field(default_factory=dict)
    _units_of: dict[str, list[_Unit]] = field(default_factory=dict)
    _waits: dict[str, tuple[float, e.Event]] = field(default_factory=dict)
    _others: set[str] = field(default_factory=set)  # tasks whose job another run submitted, which tells its cost
    _asked: set[str] = field(default_factory=set)
    _came: int = 0
    _first: float | None = None

    @property
    def wait(self) -> Wait | None:
        """What is waited for, the longest; None while all goes on."""
        if not self._waits:
            return None
        since, event = next(iter(self._waits.values()))
        return Wait(since, event, len(self._waits))

    def left_s(self, now: float) -> float | None:
        """Return how many seconds the rest takes at the pace so far; None while that can't be told honestly."""
        pace = self.pace(now)
        return (
            None if pace is None or self._waits or self.away or self.stopping is not None else len(self._asked) * pace
        )

    def pace(self, now: float) -> float | None:
        """Return in how many seconds one result comes after the other; None while too few have come."""
        if self._first is None or self._came < SURE or now <= self._first:
            return None
        return (now - self._first) / self._came

    def tell(self, at: float, event: e.Event) -> None:
        """Take in what has happened at a wall time."""
        match event:
            case e.RunStarted():
                self._begin(at, event)
            case e.Interrupted() | e.Halted():
                self.stopping = event
            case e.Away():
                self.away[event.party] = event
            case e.Back():
                self.away.pop(event.party, None)
            case e.PublishFailed():
                self.failures.append(event)
                if event.row in self._units:
                    self._set(self._units[event.row], result="failed")
            case _ if event.task in self._tried:
                self._tried[event.task].note(event)
                self._tell(at, event)

    def _begin(self, at: float, event: e.RunStarted) -> None:
        self.started = at
        self._tasks = self.plan.outlines
        self._tried = {name: Tried() for name in event.tasks}
        self._asked = {name for name in event.tasks if not self._tasks[name].kind.local}
        for key, (tasks, result) in self._counted(event.tasks).items():
            unit = self._units[key] = _Unit(len(tasks), result)
            self.counts[unit.state] += 1
            for name in tasks:
                self._units_of.setdefault(name, []).append(unit)

    def _counted(self, tasks: Sequence[str]) -> dict[str, tuple[list[str], str]]:
        """What is counted: the tasks of each row (or each task), and how it ends if all goes well."""
        if not self.plan.is_campaign:
            return {name: ([name], "done") for name in tasks}
        return {
            row.key: ([name for name in row.tasks if name in self._tried], "skipped" if row.empty else "done")
            for row in rows_of(self.plan)
        }

    def _tell(self, at: float, event: e.Event) -> None:
        match event:
            case e.Reused() | e.Fetched() | e.Made():
                self._came += isinstance(event, e.Fetched)
                self._end(event, "done")
            case e.Skipped():
                self._end(event, "skipped")
            case e.Held():
                self._end(event, "held")
            case e.GivenUp():
                self._end(event, "failed")
            case e.JobFailed() | e.PollRefused() | e.Refused() | e.NotSent() | e.MediaFailed() | e.FetchFailed():
                self._fall(at, event)
            case e.Blocked() | e.Left() | e.RuledOut() | e.Released():
                self._rest(at, event)
            case e.Crowded():
                self._wait(at, event)
            case e.JobSeen():
                self._work(at, event, event.progress)
                self._see(at, event)
            case e.Accepted() | e.TakenOver() | e.JobSucceeded():
                self._book(at, event)
                self._waits.pop(event.task, None)
                self._work(at, event)
            case e.Begun() | e.Making() | e.Prepared() | e.Intended() | e.DoubtFound() | e.Doubted():
                self._work(at, event)

    def _book(self, at: float, event: e.Accepted | e.TakenOver | e.JobSucceeded) -> None:
        self._first = at if self._first is None else self._first
        if isinstance(event, e.TakenOver):
            self._others.add(event.task)
        if isinstance(event, e.JobSucceeded) and event.task not in self._others:
            self.billed_seconds += event.billed_seconds
            self.cost_micros += event.cost_micros

    def _work(self, at: float, event: e.Event, share: float | None = None) -> None:
        before = self.active.get(event.task)
        self.active[event.task] = Active(before.since if before else at, event, share)
        if before is None:
            self._change(event.task, active=1)

    def _see(self, at: float, event: e.JobSeen) -> None:
        if event.trouble:
            self._wait(at, event)
        else:
            self._waits.pop(event.task, None)

    def _wait(self, at: float, event: e.Event) -> None:
        """Keep since when a task waits, over all tries that came to nothing."""
        since, _ = self._waits.get(event.task, (at, event))
        self._waits[event.task] = (since, event)

    def _fall(self, at: float, event: e.Event) -> None:
        """A try has failed: another follows, or the operator must mend something first, or that was the last."""
        kind = self._tasks[event.task].kind
        if again(event, rule=RetryRule(kind.attempts, kind.retry_on), tried=self._tried[event.task]):
            self._rest(at, event)
        elif halts(event):
            self._rest(at, event)
            self.failures.append(event)
        else:
            self._end(event, "failed")

    def _rest(self, at: float, event: e.Event) -> None:
        """It is tried again after a while; until then nobody works on it."""
        self._wait(at, event)
        if self.active.pop(event.task, None) is not None:
            self._change(event.task, active=-1)

    def _end(self, event: e.Event, result: str) -> None:
        name = event.task
        self._waits.pop(name, None)
        self._asked.discard(name)
        if result in ("held", "failed"):
            self.failures.append(event)
        if self.plan.is_campaign and (
            result == "skipped" or (self._tasks[name].kind.on_error == "skip" and result == "failed")
        ):
            result = "done"  # its step allows that: the row goes on without it
        worked = self.active.pop(name, None) is not None
        self._change(name, active=-worked, ended=1, result=result)

    def _change(self, task: str, *, active: int = 0, ended: int = 0, result: str = "done") -> None:
        for unit in self._units_of.get(task, ()):
            self._set(unit, active=active, ended=ended, result=result)

    def _set(self, unit: _Unit, *, active: int = 0, ended: int = 0, result: str = "done") -> None:
        """Change a unit, and what it is counted as."""
        self.counts[unit.state] -= 1
        unit.active += active
        unit.open -= ended
        unit.result = min(unit.result, result, key=RESULTS.index)
        self.counts[unit.state] += 1
