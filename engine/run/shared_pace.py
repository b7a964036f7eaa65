"""Shared pace: what all processes of an account know of how fast its service may be asked, and how long jobs take there (pure).

None of it decides about money: if it is lost, it is learned again.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from engine.run.job_times import JobKind, JobTimes

Kept = tuple[float, ...]
"""A bucket as it is kept, () for one of which nothing is known."""


class HeldPlaces(NamedTuple):
    """What a run holds of an account's places for the models of one group, told at a moment, and until when that counts.

    Times are of a clock that all processes of the machine share.
    """

    group: str
    run: str
    places: int
    now: float
    until: float


@dataclass(slots=True)
class SharedPace:
    """That of one process, which others take no part in."""

    times: JobTimes = field(default_factory=JobTimes)
    _buckets: dict[str, Kept] = field(default_factory=dict)

    def kept(self, bucket: str) -> Kept:
        """Return what is kept of a bucket now."""
        return self._buckets.get(bucket, ())

    def change(self, bucket: str, step: Callable[[Kept], Kept]) -> Kept:
        """Take a step with a bucket; return what is kept of it now."""
        kept = self._buckets[bucket] = step(self._buckets.get(bucket, ()))
        return kept

    def hold(self, held: HeldPlaces, *, waits: bool) -> None:
        """Tell the others what a run holds; one that `waits` no longer gives up its turn."""

    def take(self, held: HeldPlaces, most: int) -> bool:
        """Hold one place more, unless with others' it were too many, or those that are free go to who has waited for longer.

        Who gets none waits from then on, as long as it tells so: its turn comes after those of who waited before.
        """
        return held.places < most

    def learn(self, kind: JobKind, seconds: float) -> None:
        """Remember how long a job took."""
        self.times.learn(kind, seconds)
