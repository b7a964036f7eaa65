"""Hours: how long the jobs of a plan take, as far as that can be told before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from engine.plan import Action
from engine.plan.model import Outline
from engine.run.job_times import JobKind, Spread


@dataclass(frozen=True, slots=True)
class JobSeconds:
    """How long jobs take: by kind as they have, and for kinds without one as the service says, from `least` to `most` seconds.

    `of` is how many jobs the times are of; `most` is 0 where the service says nothing.
    """

    learned: Mapping[JobKind, Spread] = field(default_factory=dict)
    of: int = 0
    least: float = 0.0
    most: float = 0.0


class Hours(NamedTuple):
    """How long a plan's jobs take, in seconds: as fast as can be, as is to be expected, and at worst.

    `jobs` of them are `at_once` at a time, and so at least `turns` one after another. `of` is how many earlier jobs that is
    told from, 0 where it is only what the service says; without that either it is not known, and all three are 0.
    """

    jobs: int
    at_once: int
    turns: int
    of: int = 0
    low: float = 0.0
    middle: float = 0.0
    high: float = 0.0


def hours_of(tasks: Iterable[Outline], at_once: int, seconds: JobSeconds) -> Hours:
    """Tell how long the jobs of new edits take: no shorter than their sum over those at once, nor than their longest chain."""
    jobs, kinds, chains = 0, dict[JobKind, int](), _Chains()
    for number, one in enumerate(tasks):
        if one.action is Action.RUN:
            chains.add(number, one)
        if one.action is Action.RUN and not one.kind.local:
            kind = JobKind(one.kind.sent_name, one.kind.tier)
            kinds[kind] = kinds.get(kind, 0) + 1
            jobs += 1
    bare = Hours(jobs, at_once, max(-(-jobs // at_once), chains.longest))
    known = {kind: seconds.learned.get(kind) for kind in kinds}
    spreads = [(count, known[kind]) for kind, count in kinds.items()]
    if all(spread is not None for _, spread in spreads):
        told = [(count, spread) for count, spread in spreads if spread is not None]
        low, middle, high = (
            max(sum(count * getattr(spread, age) for count, spread in told) / at_once,
                chains.longest * max((getattr(spread, age) for _, spread in told), default=0.0))
            for age in ("early", "middle", "late")
        )  # fmt: skip
        return bare._replace(of=seconds.of, low=low, middle=middle, high=high)
    if not seconds.most:
        return bare
    return bare._replace(low=bare.turns * seconds.least, high=bare.turns * seconds.most)


@dataclass(slots=True)
class _Chains:
    """How many jobs come one after another at most."""

    longest: int = 0
    _depths: dict[int, int] = field(default_factory=dict)

    def add(self, number: int, one: Outline) -> None:
        depth = (not one.kind.local) + max((self._depths.get(need, 0) for need in one.needs), default=0)
        self._depths[number] = depth
        self.longest = max(self.longest, depth)
