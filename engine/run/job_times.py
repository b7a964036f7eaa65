"""Job times: how long jobs have taken, and when a question about one that still runs is worth its price (pure)."""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from statistics import median
from typing import Final, NamedTuple

MOST: Final = 100
"""So many times of a kind are remembered, the newest."""
_EARLY: Final = 0.05
_FEW: Final = 8
"""Fewer times show no percentile: then the shortest and the longest are stretched by a `_MARGIN`."""
_MARGIN: Final = 0.1
_PARTS: Final = 3
"""In so many steps a job is asked for between the ages at which most of its kind end."""
_GROWTH: Final = 0.25
"""By so much of what a job is late already it is asked for less often."""


class JobKind(NamedTuple):
    """What jobs have in common that take alike long: their model, as its service calls it, and their tier."""

    model: str
    tier: str


@dataclass(frozen=True, slots=True)
class Spread:
    """The ages, in seconds, between which most jobs of a kind end, and that by which half of them have."""

    early: float
    middle: float
    late: float

    @classmethod
    def of(cls, seconds: Iterable[float]) -> "Spread":
        """Sum up the times that jobs took, one or more."""
        told = sorted(seconds)
        if len(told) < _FEW:
            return cls(told[0] * (1 - _MARGIN), median(told), told[-1] * (1 + _MARGIN))
        cut = int(_EARLY * (len(told) - 1))
        return cls(told[cut], median(told), told[-1 - cut])

    def left(self, seen: float, age: float) -> float:
        """Return how likely a job that ran at the age `seen` still runs, as if all ages between were as likely."""
        since = max(seen, self.early)
        return 0.0 if since >= self.late else min(1.0, max(0.0, self.late - age) / (self.late - since))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """How often a job is asked for, in seconds, where its times don't say it better.

    `first`: so long after acceptance if nothing is known of its kind. `every`: never more often. `longest`: never more rarely.
    """

    first: float
    every: float
    longest: float

    def next_age(self, age: float, spread: Spread | None, shared: float = 1.0) -> float:
        """Return at which age a job that still runs at `age` is asked for next.

        The first question comes when the first of its kind would be done, the next ones in even steps, and once it is late in
        ever longer ones. Where one question asks for `shared` jobs, the steps are so much shorter.
        """
        if spread is None:
            gap = self.first - age if age < self.first else age * _GROWTH
        elif age < spread.early:
            return min(spread.early, age + self.longest)
        else:
            gap = max((spread.late - spread.early) / _PARTS, (age - spread.late) * _GROWTH)
        return age + min(max(self.every, gap / max(1.0, shared)), self.longest)


@dataclass(slots=True)
class JobTimes:
    """The seconds that jobs of each kind took from acceptance to their end, the newest last."""

    _told: dict[JobKind, deque[float]] = field(default_factory=dict)
    _spreads: dict[JobKind, Spread] = field(default_factory=dict)

    @classmethod
    def of(cls, told: Mapping[JobKind, Iterable[float]]) -> "JobTimes":
        """Remember times that are known already."""
        return cls({kind: deque(seconds, MOST) for kind, seconds in told.items()})

    @property
    def kinds(self) -> Mapping[JobKind, int]:
        """The kinds of which something is known, each with how many times of it are remembered."""
        return {kind: len(told) for kind, told in self._told.items()}

    def learn(self, kind: JobKind, seconds: float) -> None:
        """Remember one more."""
        self._told.setdefault(kind, deque(maxlen=MOST)).append(seconds)
        self._spreads.pop(kind, None)

    def spread(self, kind: JobKind) -> Spread | None:
        """Return what is known of a kind, None if nothing is."""
        if kind not in self._spreads and self._told.get(kind):
            self._spreads[kind] = Spread.of(self._told[kind])
        return self._spreads.get(kind)
