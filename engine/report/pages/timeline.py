"""Timeline: what the tasks of a run did and waited for, and why, folded from its committed events."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from engine.run import events as e


class Phase(StrEnum):
    """What a task is doing: nothing as long as others run that it needs, or until its turn comes; or what keeps it."""

    QUEUE = "queue"
    RUNNING = "running"
    DOWNLOAD = "download"
    PAUSE = "pause"  # a try came to nothing, another follows
    DOUBT = "doubt"
    BUDGET = "budget"
    OTHERS = "others"  # another run, or an equal request, comes first


KEPT: Final = (Phase.PAUSE, Phase.DOUBT, Phase.BUDGET, Phase.OTHERS)
"""What a task waits for that is no part of its work."""


@dataclass(frozen=True, slots=True)
class PhaseStretch:
    """A time of one task, in Unix seconds; `event` is what began it."""

    task: str
    phase: Phase
    start: float
    end: float
    event: e.Event | None = None

    @property
    def seconds(self) -> float:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Standstill:
    """A time in which a whole run waits or begins nothing more: somebody is away, too much has failed, somebody has said so."""

    start: float
    end: float
    event: e.Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """A run from its start to its end, or to the last that was heard of it."""

    run: str
    service: str
    state: str
    start: float
    end: float
    stretches: tuple[PhaseStretch, ...]
    standstills: tuple[Standstill, ...]


@dataclass(slots=True)
class _Fold:
    needs: Mapping[str, Sequence[str]]
    start: float = 0.0
    last: float = 0.0
    run: str = ""
    service: str = ""
    state: str = "running"
    open: dict[str, tuple[Phase, float, e.Event | None]] = field(default_factory=dict)
    blockers: dict[str, int] = field(default_factory=dict)
    behind: dict[str, list[str]] = field(default_factory=dict)
    done: list[PhaseStretch] = field(default_factory=list)
    away: dict[str, tuple[float, e.Event]] = field(default_factory=dict)
    standstills: list[Standstill] = field(default_factory=list)

    def tell(self, at: float, event: e.Event) -> None:
        self.last = at
        match event:
            case e.RunStarted():
                self._begin(at, event)
            case e.RunEnded():
                self.state = event.state
            case e.Back():
                since, began = self.away.pop(event.party, (event.since, event))
                self.standstills.append(Standstill(since, event.until, began))
            case e.Away():
                self.away.setdefault(event.party, (event.since, event))
            case e.Halted() | e.Interrupted() if not event.task:
                self.away.setdefault("stop", (at, event))
            case _ if event.task in self.blockers:
                self._tell(at, event)

    def _begin(self, at: float, event: e.RunStarted) -> None:
        self.start, self.run, self.service = at, event.run, event.service
        known = frozenset(event.tasks)
        for task in event.tasks:
            own = [other for other in dict.fromkeys(self.needs.get(task, ())) if other in known]
            self.blockers[task] = len(own)
            for other in own:
                self.behind.setdefault(other, []).append(task)
            if not own:
                self.open[task] = (Phase.QUEUE, at, None)

    def _tell(self, at: float, event: e.Event) -> None:
        match event:
            case e.Reused() | e.Fetched() | e.Made() | e.Skipped() | e.Held() | e.GivenUp():
                self._end(at, event.task)
            case e.Intended() | e.Accepted() | e.TakenOver() | e.Adopted() | e.Making():
                self._to(at, event, Phase.RUNNING)
            case e.JobSucceeded():
                self._to(at, event, Phase.DOWNLOAD)
            case e.Doubted() | e.DoubtFound():
                self._to(at, event, Phase.DOUBT)
            case e.RuledOut() | e.Resolved():
                self._to(at, event, Phase.QUEUE)
            case e.Blocked(by="budget"):
                self._to(at, event, Phase.BUDGET)
            case e.Blocked(by="claim" | "shadow"):
                self._to(at, event, Phase.OTHERS)
            case e.JobFailed() | e.PollRefused() | e.Refused() | e.NotSent() | e.MediaFailed() | e.FetchFailed():
                self._to(at, event, Phase.PAUSE)
            case _:
                pass

    def _to(self, at: float, event: e.Event, phase: Phase) -> None:
        known = self.open.get(event.task)
        if known is not None and known[0] is phase:
            return
        self._close(at, event.task)
        self.open[event.task] = (phase, at, event)

    def _close(self, at: float, task: str) -> None:
        known = self.open.pop(task, None)
        if known is not None and at > known[1]:
            self.done.append(PhaseStretch(task, known[0], known[1], at, known[2]))

    def _end(self, at: float, task: str) -> None:
        self._close(at, task)
        for other in self.behind.pop(task, ()):
            self.blockers[other] -= 1
            if not self.blockers[other] and other not in self.open:
                self.open[other] = (Phase.QUEUE, at, None)

    def timeline(self) -> Timeline:
        for task in list(self.open):
            phase = self.open[task][0]
            if phase is Phase.PAUSE:  # a last try: what came after it was its end
                self.open.pop(task)
            else:
                self._close(self.last, task)
        for since, event in self.away.values():
            self.standstills.append(Standstill(since, max(self.last, since), event))
        return Timeline(
            run=self.run,
            service=self.service,
            state=self.state,
            start=self.start,
            end=max(self.last, self.start),
            stretches=tuple(self.done),
            standstills=tuple(sorted(self.standstills, key=lambda one: one.start)),
        )


def timeline_of(events: Iterable[tuple[float, e.Event]], needs: Mapping[str, Sequence[str]]) -> Timeline:
    """Fold the events of one run, each with its wall time, in order; `needs` says what each task waits for by the plan."""
    fold = _Fold(needs)
    for at, event in events:
        fold.tell(at, event)
    return fold.timeline()


@dataclass(frozen=True, slots=True)
class Waited:
    """What several tasks waited for alike: how many of them, for how long together, and from when until when."""

    phase: Phase
    why: str
    tasks: int
    seconds: float
    start: float
    end: float


def waited(stretches: Iterable[tuple[PhaseStretch, str]]) -> list[Waited]:
    """Put together what was waited for, each with its reason in words; the longest first."""
    found: dict[tuple[Phase, str], list[PhaseStretch]] = {}
    for stretch, why in stretches:
        found.setdefault((stretch.phase, why), []).append(stretch)
    groups = [
        Waited(
            phase,
            why,
            len({one.task for one in members}),
            sum(one.seconds for one in members),
            min(one.start for one in members),
            max(one.end for one in members),
        )
        for (phase, why), members in found.items()
    ]
    return sorted(groups, key=lambda one: (-one.seconds, one.why))


def shares(timeline: Timeline, bins: int) -> Iterator[dict[Phase, float]]:
    """Give, for so many equal parts of a run, how many tasks were in each phase on the average."""
    wide = (timeline.end - timeline.start) / bins
    found: list[dict[Phase, float]] = [{} for _ in range(bins)]
    for one in timeline.stretches if wide > 0 else ():
        first = max(int((one.start - timeline.start) / wide), 0)
        for at in range(first, bins):
            left = timeline.start + at * wide
            part = min(one.end, left + wide) - max(one.start, left)
            if part <= 0:
                break
            found[at][one.phase] = found[at].get(one.phase, 0.0) + part / wide
    yield from found
