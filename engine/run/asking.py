"""Asking: which job is asked for when, and whether a look at the list is cheaper than a question for each (pure).

The list tells of many jobs at once, but neither of results nor of errors; so it only says for which jobs a question is worth it.
What it lacks, or what is no list at all, costs a question and never a job.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count
from math import ceil, inf
from typing import Final

from engine.run.job_times import JobKind, JobTimes, Rhythm

PAGE: Final = 100
"""So many jobs a page of the list is asked for; how many it has at most is nowhere said, and is seen by its answer."""
_TOGETHER: Final = 0.5
"""What is due within this part of a step is asked for together."""

_LIKELY: Final = 0.5


@dataclass(frozen=True, slots=True)
class OneJob:
    """Ask how this job is."""

    job: str


@dataclass(frozen=True, slots=True)
class PagesOfList:
    """Read so many pages of the list of those that run."""

    pages: int


Question = OneJob | PagesOfList


@dataclass(slots=True)
class _Asked:
    kind: JobKind
    begun: float  # when the service took it up, as far as that is known
    due: float
    seen: float = 0.0  # so long after that it surely ran still
    underway: bool = False
    alone: bool = False  # the list can't say more of it


@dataclass(slots=True)
class Asking:
    """Deadlines of all jobs that are watched; times are seconds of a clock that only counts.

    The service runs `slots` jobs at once: those beyond wait for the end of one, and so do the questions about them.
    """

    rhythm: Rhythm
    times: JobTimes
    slots: float = inf
    lists: bool = True  # whether the list is of use
    _page: int = PAGE
    _listing: bool = False
    _spared: list[str] = field(default_factory=list)  # left to the list that is being read
    _list_due: float = -inf  # when the list is read next, if it tells of several jobs
    _jobs: dict[str, _Asked] = field(default_factory=dict)
    _waiting: dict[str, None] = field(default_factory=dict)  # for a slot, in the order in which they came
    _heap: list[tuple[float, int, str]] = field(default_factory=list)
    _order: "count[int]" = field(default_factory=count)

    def add(self, job: str, kind: JobKind, since: float, now: float) -> None:
        """Ask for a job from now on, which was accepted `since` then."""
        asked = _Asked(kind, since, now)
        if len(self._jobs) - len(self._waiting) >= self.slots:
            self._waiting[job] = None
        self._jobs[job] = asked
        self._set(job, asked, max(now, since + self._first_age(job, kind)))

    def end(self, job: str, now: float, told: float | None = None) -> float:
        """Ask for a job no longer, and return how long it took: as it is `told`, else between the two ages that are known.

        The next one has its place then.
        """
        asked = self._jobs.pop(job)
        self._waiting.pop(job, None)  # it was taken up sooner than thought
        age = now - asked.begun
        took = (asked.seen + age) / 2 if told is None else min(told, age)
        if self._waiting and len(self._jobs) - len(self._waiting) < self.slots:
            self._begin(next(iter(self._waiting)), asked.begun + took)
        return took

    def _begin(self, job: str, at: float) -> None:
        """Take a job out of those that wait."""
        del self._waiting[job]
        asked = self._jobs[job]
        asked.begun = max(asked.begun, at)
        if not asked.underway:
            self._set(job, asked, asked.begun + self._first_age(job, asked.kind))

    def _first_age(self, job: str, kind: JobKind) -> float:
        """Return how long after acceptance a job is asked for first; one that waits, when it had ended if it did not."""
        spread = self.times.spread(kind)
        if spread is None:
            return self.rhythm.first
        return min(spread.late if job in self._waiting else spread.early, self.rhythm.longest)

    def due(self) -> float | None:
        """Return when the next question is due, None if there is none."""
        while self._heap and not self._is_valid(self._heap[0]):
            heappop(self._heap)
        return self._heap[0][0] if self._heap else None

    def take(self, now: float) -> Question | None:
        """Return the question that is due, None if none is; it is under way from then on."""
        while (due := self.due()) is not None and due <= now:
            if self._list_is_cheaper(now):
                self._listing = True
                return PagesOfList(self._pages)
            job = heappop(self._heap)[2]
            asked = self._jobs[job]
            if self._still_running(asked, now) > _LIKELY and (self._listing or now < self._list_due):
                self._left_to_list(job, asked)
                continue
            asked.underway = True
            return OneJob(job)
        return None

    def _left_to_list(self, job: str, asked: _Asked) -> None:
        """Leave a job to the look at the list that is under way, or to the next one."""
        if self._listing:
            self._spared.append(job)
            asked.due = inf
        else:
            self._set(job, asked, self._list_due)

    def runs(self, job: str, now: float) -> None:
        """Take in that a job still runs."""
        if job in self._waiting:
            self._begin(job, now)
        self._again(job, self._jobs[job], now, 1.0)

    def waits(self, job: str, now: float) -> None:
        """Take in that a job is not begun yet, whatever was thought: it can't end sooner than one that begins now."""
        asked = self._jobs[job]
        asked.begun, asked.seen = now, 0.0
        pause = self.rhythm.longest if job in self._waiting else self._first_age(job, asked.kind)
        self.later(job, now + max(self.rhythm.every, pause))

    def later(self, job: str, due: float) -> None:
        """Ask for a job again then: its question came to nothing."""
        asked = self._jobs[job]
        asked.underway = False
        self._set(job, asked, due)

    def listed(self, running: Mapping[str, bool], now: float, page: int) -> None:
        """Take in the list: whether each job of it still runs; `page` is how many a full page had, 0 if none was full.

        Of those that were due and are not in it nothing is known: each is asked for.
        """
        self._listed(now)
        cut = 0 < page < self._page  # the pages were smaller than thought: there are more of them
        self._page = page or self._page
        for job in [job for job in self._waiting if running.get(job)]:
            self._begin(job, now)
        ripe = [(job, asked) for job, asked in self._jobs.items() if running.get(job) and self._is_ripe(asked, now)]
        for job, asked in ripe:
            if not asked.underway:
                self._again(job, asked, now, len(ripe) / self._pages)
        if len(ripe) > self._pages and not cut:
            self._list_due = min(asked.due for _, asked in ripe)
        for job, asked in self._jobs.items():
            ended = running.get(job) is False
            if not asked.underway and (ended or (asked.due <= now and not cut)):
                asked.alone = True
                if asked.due > now:
                    self._set(job, asked, now)

    def unlisted(self, now: float, *, useless: bool) -> None:
        """Take in that no list came; a `useless` one is not asked for again."""
        self._listed(now)
        self.lists = self.lists and not useless

    def _listed(self, now: float) -> None:
        """The list is no longer waited for."""
        self._listing, self._list_due = False, now
        for job in self._spared:
            if job in self._jobs and self._jobs[job].due == inf:
                self._set(job, self._jobs[job], now)
        self._spared.clear()

    @property
    def _pages(self) -> int:
        return max(1, ceil(len(self._jobs) / self._page))

    def _list_is_cheaper(self, now: float) -> bool:
        """Whether the list has fewer pages than jobs are due by now, or nearly, but for those that are most likely done."""
        if not self.lists or self._listing or now < self._list_due:
            return False
        first = self._jobs[self._heap[0][2]]
        age = now - first.begun
        step = self.rhythm.next_age(age, self.times.spread(first.kind)) - age
        until, taken, spared = now + step * _TOGETHER, [], 0.0
        while self._heap and self._heap[0][0] <= until and spared <= self._pages:
            entry = heappop(self._heap)
            if self._is_valid(entry):
                taken.append(entry)
                spared += self._still_running(self._jobs[entry[2]], now)
        for entry in taken:
            heappush(self._heap, entry)
        return spared > self._pages and not first.alone

    def _still_running(self, asked: _Asked, now: float) -> float:
        """Return how likely a job that is due still runs, and is not to be asked for alone."""
        spread = self.times.spread(asked.kind)
        if asked.alone:
            return 0.0
        return 1.0 if spread is None else spread.left(max(asked.seen, 0.0), now - asked.begun)

    def _is_ripe(self, asked: _Asked, now: float) -> bool:
        spread = self.times.spread(asked.kind)
        return asked.due <= now or (spread is not None and now - asked.begun >= spread.early)

    def _again(self, job: str, asked: _Asked, now: float, shared: float) -> None:
        age = now - asked.begun
        asked.underway, asked.alone, asked.seen = False, False, age
        self._set(job, asked, asked.begun + self.rhythm.next_age(age, self.times.spread(asked.kind), shared))

    def _set(self, job: str, asked: _Asked, due: float) -> None:
        asked.due = due
        heappush(self._heap, (due, next(self._order), job))

    def _is_valid(self, entry: tuple[float, int, str]) -> bool:
        asked = self._jobs.get(entry[2])
        return asked is not None and not asked.underway and asked.due == entry[0]
