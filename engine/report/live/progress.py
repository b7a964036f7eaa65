"""Progress: how far a run is, the fold of its events as they come (pure); what one event costs does not grow with the plan."""

from collections import Counter, deque
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from engine.plan import Plan
from engine.report.live.units import Units
from engine.run import events as e
from engine.run.retry import RetryRule, Tried, again, halts

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
class Progress:
    """How far the run of one plan is.

    `counts` are rows of a campaign or tasks of a recipe, by state: done, failed, held, skipped, running or waiting. `active` are
    the tasks that are worked on, the longest first; `away` is who gives no answer, by party. Seconds and money are what this
    run's jobs billed so far. Of a task that is not worked on only numbers are held.
    """

    plan: Plan
    active: dict[str, Active] = field(default_factory=dict)
    failures: deque[e.Event] = field(default_factory=lambda: deque(maxlen=FAILURES))
    billed_seconds: Decimal = Decimal(0)
    cost_micros: int = 0
    started: float | None = None
    stopping: e.Interrupted | e.Halted | None = None
    away: dict[str, e.Away] = field(default_factory=dict)
    _units: Units | None = None
    _tried: dict[int, Tried] = field(default_factory=dict)  # of tasks that have met with something
    _waits: dict[str, tuple[float, e.Event]] = field(default_factory=dict)
    _others: set[str] = field(default_factory=set)  # tasks whose job another run submitted, which tells its cost
    _asked: int = 0  # tasks that a service is asked for, and that have not ended
    _came: int = 0
    _first: float | None = None

    @property
    def counts(self) -> Counter[str]:
        """How many rows or tasks are in each state."""
        return self._units.counts if self._units is not None else Counter()

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
        return None if pace is None or self._waits or self.away or self.stopping is not None else self._asked * pace

    def pace(self, now: float) -> float | None:
        """Return in how many seconds one result comes after the other; None while too few have come."""
        if self._first is None or self._came < SURE or now <= self._first:
            return None
        return (now - self._first) / self._came

    def tell(self, at: float, event: e.Event) -> None:
        """Take in what has happened at a wall time."""
        match event:
            case e.RunStarted():
                self._begin(at)
            case e.Interrupted() | e.Halted():
                self.stopping = event
            case e.Away():
                self.away[event.party] = event
            case e.Back():
                self.away.pop(event.party, None)
            case e.PublishFailed():
                self.failures.append(event)
                if self._units is not None:
                    self._units.unpublished(event.row)
            case _ if self._units is not None and event.task:
                number = self.plan.tasks.number_of(event.task)
                if number is not None and not self._units.graph.is_out(number):
                    self._note(number, event)
                    self._tell(at, self._units, number, event)

    def _begin(self, at: float) -> None:
        self.started, graph = at, self.plan.tasks.graph()
        self._units = Units.of(self.plan, graph)
        asked = [not kind.local for kind in graph.kinds]
        self._asked = sum(asked[graph.kind[task]] for task in range(len(graph)) if not graph.is_out(task))

    def _note(self, number: int, event: e.Event) -> None:
        tried = self._tried.get(number) or Tried()
        tried.note(event)
        if any(tried.counts.values()):
            self._tried[number] = tried
        else:
            self._tried.pop(number, None)

    def _tell(self, at: float, units: Units, number: int, event: e.Event) -> None:
        match event:
            case e.Reused() | e.Fetched() | e.Made():
                self._came += isinstance(event, e.Fetched)
                self._end(units, number, event, "done")
            case e.Skipped():
                self._end(units, number, event, "skipped")
            case e.Held():
                self._end(units, number, event, "held")
            case e.GivenUp():
                self._reopen(units, number)
                self._end(units, number, event, "failed")
            case e.JobFailed() | e.PollRefused() | e.Refused() | e.NotSent() | e.MediaFailed() | e.FetchFailed():
                self._fall(at, units, number, event)
            case e.Blocked() | e.Left() | e.RuledOut() | e.Released():
                self._reopen(units, number)
                self._rest(at, units, number, event)
            case e.Crowded():
                self._wait(at, event)
            case e.JobSeen():
                self._work(at, units, number, event, event.progress)
                self._see(at, event)
            case e.Accepted() | e.TakenOver() | e.JobSucceeded():
                self._reopen(units, number)
                self._book(at, event)
                self._waits.pop(event.task, None)
                self._work(at, units, number, event)
            case e.Begun() | e.Making() | e.Prepared() | e.Intended() | e.DoubtFound() | e.Doubted():
                self._work(at, units, number, event)

    def _reopen(self, units: Units, number: int) -> None:
        """A task that was held for a person goes on, or comes to another end, as that person has decided."""
        if units.reopen(number) and self._is_asked(units, number):
            self._asked += 1

    def _book(self, at: float, event: e.Accepted | e.TakenOver | e.JobSucceeded) -> None:
        self._first = at if self._first is None else self._first
        if isinstance(event, e.TakenOver):
            self._others.add(event.task)
        if isinstance(event, e.JobSucceeded) and event.task not in self._others:
            self.billed_seconds += event.billed_seconds
            self.cost_micros += event.cost_micros

    def _work(self, at: float, units: Units, number: int, event: e.Event, share: float | None = None) -> None:
        before = self.active.get(event.task)
        self.active[event.task] = Active(before.since if before else at, event, share)
        if before is None:
            units.work(number, 1)

    def _see(self, at: float, event: e.JobSeen) -> None:
        if event.trouble:
            self._wait(at, event)
        else:
            self._waits.pop(event.task, None)

    def _wait(self, at: float, event: e.Event) -> None:
        """Keep since when a task waits, over all tries that came to nothing."""
        since, _ = self._waits.get(event.task, (at, event))
        self._waits[event.task] = (since, event)

    def _fall(self, at: float, units: Units, number: int, event: e.Event) -> None:
        """A try has failed: another follows, or the operator must mend something first, or that was the last."""
        kind = units.graph.kinds[units.graph.kind[number]]
        if again(event, rule=RetryRule(kind.attempts, kind.retry_on), tried=self._tried.get(number) or Tried()):
            self._rest(at, units, number, event)
        elif halts(event):
            self._rest(at, units, number, event)
            self.failures.append(event)
        else:
            self._end(units, number, event, "failed")

    def _rest(self, at: float, units: Units, number: int, event: e.Event) -> None:
        """It is tried again after a while; until then nobody works on it."""
        self._wait(at, event)
        if self.active.pop(event.task, None) is not None:
            units.work(number, -1)

    def _end(self, units: Units, number: int, event: e.Event, result: str) -> None:
        self._waits.pop(event.task, None)
        self._tried.pop(number, None)
        if result in ("held", "failed"):
            self.failures.append(event)
        if self.active.pop(event.task, None) is not None:
            units.work(number, -1)
        self._asked -= units.end(number, result) and self._is_asked(units, number)

    @staticmethod
    def _is_asked(units: Units, number: int) -> bool:
        """Whether a service is asked for a task."""
        return not units.graph.kinds[units.graph.kind[number]].local
