"""Chart: a timeline as a picture: how many tasks did what over the time, and of few tasks what each did."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from typing import Final

from engine.report.pages.timeline import Phase, Timeline, shares

WIDTH: Final = 1000
"""All that stands in a picture is measured in thousandths of its width."""
TALL: Final = 160
LANE: Final = 16
BINS: Final = 120
FEW: Final = 40
"""So many tasks have a lane of their own each."""
_TICKS: Final = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 28_800, 86_400)

_EDGE: Final = 60


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle that stands for a phase, or with "" for a standstill."""

    x: float
    y: float
    width: float
    height: float
    phase: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A moment that is written at the axis, in Unix seconds."""

    x: float
    at: float

    @property
    def edge(self) -> str:
        """At which end of the axis it stands so near that its words begin or end there, "" elsewhere: "begin" or "end"."""
        return "begin" if self.x < _EDGE else "end" if self.x > WIDTH - _EDGE else ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of so many pixels of height; `most` is how many tasks its full height is, 0 where each has a lane: `lanes`."""

    height: int
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    most: int
    lanes: tuple[str, ...]


def chart_of(timeline: Timeline) -> Chart:
    """Draw a run; its standstills cover all of its height."""
    tasks = tuple(dict.fromkeys(one.task for one in sorted(timeline.stretches, key=lambda one: one.start)))
    few = len(tasks) <= FEW
    height = max(len(tasks), 1) * LANE if few else TALL
    stacked = list(shares(timeline, BINS)) if not few else []
    most = max((sum(one.values()) for one in stacked), default=0.0)
    bars = _lanes(timeline, tasks) if few else _stacked(stacked, most)
    drawn = (*_standstills(timeline, height), *bars)
    return Chart(height, drawn, tuple(_ticks(timeline)), ceil(round(most, 6)), tasks if few else ())


def _x(timeline: Timeline, at: float) -> float:
    long = timeline.end - timeline.start
    return round(WIDTH * min(max((at - timeline.start) / long, 0.0), 1.0), 1) if long > 0 else 0.0


def _standstills(timeline: Timeline, height: int) -> Iterator[Bar]:
    for one in timeline.standstills:
        left = _x(timeline, one.start)
        yield Bar(left, 0, max(round(_x(timeline, one.end) - left, 1), 1.0), height, "")


def _lanes(timeline: Timeline, tasks: tuple[str, ...]) -> Iterator[Bar]:
    lane = {task: n for n, task in enumerate(tasks)}
    for one in timeline.stretches:
        left = _x(timeline, one.start)
        wide = max(round(_x(timeline, one.end) - left, 1), 0.5)
        yield Bar(left, lane[one.task] * LANE + 2, wide, LANE - 4, one.phase.value)


def _stacked(stacked: list[dict[Phase, float]], most: float) -> Iterator[Bar]:
    wide = WIDTH / BINS
    for n, counts in enumerate(stacked):
        below = 0.0
        for phase in (*_BOTTOM, *(one for one in Phase if one not in _BOTTOM)):
            tall = round(TALL * counts.get(phase, 0.0) / most, 1) if most else 0.0
            if tall > 0:
                below += tall
                yield Bar(round(n * wide, 1), round(TALL - below, 1), round(wide, 1), tall, phase.value)


_BOTTOM: Final = (Phase.RUNNING, Phase.DOWNLOAD)


def _ticks(timeline: Timeline) -> Iterator[Tick]:
    """Give some five round moments."""
    long = timeline.end - timeline.start
    step = next((one for one in _TICKS if long / one <= 6), 86_400)
    at = timeline.start - timeline.start % step + step
    while at < timeline.end and long / step <= 60:
        yield Tick(_x(timeline, at), at)
        at += step
