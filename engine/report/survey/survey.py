"""Survey: what the plan of a campaign comes to, counted by the axes of its matrix and by its steps."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nlargest
from itertools import islice
from typing import Final

from engine.plan import Action, Plan
from engine.plan.model import Outline
from engine.report.rewording import Rewording
from engine.report.survey.hours import Hours, JobSeconds, hours_of

DEAREST: Final = 3
"""So many of the dearest rows are named."""
FILES: Final = 3
"""So many of the files that will be published are named."""


@dataclass(slots=True)
class Tally:
    """What some rows and edits come to; money is what new edits would cost where they are billed, in micro-units.

    `made` are media that tools make here, unbilled; `waiting` are those of the new edits that wait until a doubt is decided.
    """

    rows: int = 0
    new: int = 0
    shared: int = 0
    reused: int = 0
    skipped: int = 0
    made: int = 0
    waiting: int = 0
    low: int = 0
    high: int = 0

    @property
    def edits(self) -> int:
        """The edits that rows ask a service for, whether they are paid for or not."""
        return self.new + self.shared + self.reused


@dataclass(frozen=True, slots=True)
class Division:
    """The whole divided by the values of one axis, or by steps (`axis` is "")."""

    axis: str
    parts: Mapping[str, Tally]


@dataclass(frozen=True, slots=True)
class StepPrompts:
    """The prompts of the new edits of one step: of how many edits they are, how many differ, and the first of them."""

    step: str
    edits: int
    different: int
    first: str


@dataclass(frozen=True, slots=True)
class RowCost:
    """What the new edits of a row would cost where they are billed, in micro-units."""

    row: str
    low: int
    high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """A campaign's plan at one glance; `dearest` is empty where all rows cost the same."""

    whole: Tally
    divisions: tuple[Division, ...]
    dearest: tuple[RowCost, ...]
    prompts: tuple[StepPrompts, ...]
    files: tuple[str, ...]
    published: int
    hours: Hours
    changes: tuple[Rewording, ...] = ()
    since: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What is known besides the plan: the tasks that wait for a doubt, how many jobs run at once, and how long jobs take.

    `changes` are how prompts differ from those of the run `since`.
    """

    doubted: Collection[str] = frozenset()
    at_once: int = 1
    seconds: JobSeconds = field(default_factory=JobSeconds)
    changes: tuple[Rewording, ...] = ()
    since: str = ""


def survey_of(plan: Plan, known: Circumstances) -> Survey:
    """Count through a plan, of which no more is kept than its rows have axes."""
    counting = _Counting(known.doubted)
    for row in plan.rows:
        counting.row(row.key, row.axes)
        counting.files(file for output in row.outputs for member in output.members for file in member.files)
    for one in plan.tasks.outlines():
        counting.task(one)
    prompts = _prompts(counting.asked, plan.tasks.prompts())
    return Survey(
        whole=counting.whole,
        divisions=tuple(counting.divisions()),
        dearest=tuple(_dearest(counting.costs)),
        prompts=tuple(prompts),
        files=tuple(counting.first_files),
        published=counting.published,
        hours=hours_of(plan.tasks.outlines(), known.at_once, known.seconds),
        changes=known.changes,
        since=known.since,
    )


@dataclass(slots=True)
class _Counting:
    doubted: Collection[str]
    whole: Tally = field(default_factory=Tally)
    asked: dict[str, str] = field(default_factory=dict)  # the step of each new edit
    costs: dict[str, RowCost] = field(default_factory=dict)
    first_files: list[str] = field(default_factory=list)
    published: int = 0
    _axes: dict[str, dict[str, Tally]] = field(default_factory=dict)
    _steps: dict[str, Tally] = field(default_factory=dict)
    _points: dict[str, tuple[Tally, ...]] = field(default_factory=dict)

    def row(self, key: str, axes: Mapping[str, str]) -> None:
        parts = (self._axes.setdefault(axis, {}).setdefault(value, Tally()) for axis, value in axes.items())
        self._points[key] = (self.whole, *parts)
        self.costs[key] = RowCost(key, 0, 0)
        for tally in self._points[key]:
            tally.rows += 1

    def files(self, names: Iterable[str]) -> None:
        for name in names:
            self.published += 1
            if len(self.first_files) < FILES:
                self.first_files.append(name)

    def task(self, one: Outline) -> None:
        if one.action is Action.UNNEEDED:
            return
        step = one.kind.step
        new = one.action is Action.RUN and not one.kind.local
        if new:
            self.asked[one.id] = step
            before = self.costs.get(one.row, RowCost(one.row, 0, 0))
            low, high = one.kind.estimate.would_low.micros, one.kind.estimate.would_high.micros
            self.costs[one.row] = RowCost(one.row, before.low + low, before.high + high)
        for tally in (*self._points.get(one.row, (self.whole,)), self._steps.setdefault(step, Tally())):
            _count(tally, one, new=new, doubted=new and one.id in self.doubted)

    def divisions(self) -> Iterable[Division]:
        yield from (Division(axis, parts) for axis, parts in self._axes.items())
        if len(self._steps) > 1 or not self._axes:
            yield Division("", self._steps)


def _count(tally: Tally, one: Outline, *, new: bool, doubted: bool) -> None:
    tally.new += new
    tally.waiting += doubted
    tally.skipped += one.action is Action.SKIP
    if one.kind.local and one.action is Action.RUN:
        tally.made += 1
    elif not one.kind.local:
        tally.shared += one.action is Action.SHARE
        tally.reused += one.action is Action.REUSE
    if new:
        tally.low += one.kind.estimate.would_low.micros
        tally.high += one.kind.estimate.would_high.micros


def _dearest(costs: Mapping[str, RowCost]) -> Sequence[RowCost]:
    """Name the rows that cost most; the first of equal ones."""
    amounts = {(one.low, one.high) for one in costs.values()}
    return nlargest(DEAREST, costs.values(), key=lambda one: one.high) if len(amounts) > 1 else ()


def _prompts(asked: Mapping[str, str], told: Iterable[tuple[str, str, str]]) -> Iterable[StepPrompts]:
    """Group the prompts of new edits by step."""
    steps: dict[str, dict[str, int]] = {}
    for task, _, prompt in told:
        step = asked.get(task)
        if step is not None:
            counts = steps.setdefault(step, {})
            counts[prompt] = counts.get(prompt, 0) + 1
    for step, counts in steps.items():
        yield StepPrompts(step, sum(counts.values()), len(counts), next(islice(counts, 1), ""))
