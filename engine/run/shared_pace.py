"""Shared pace: what all processes of an account know of how fast its service may be asked, and how long jobs take there (pure).

None of it decides about money: if it is lost, it is learned again.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from engine.run.job_times import JobKind, JobTimes

Kept = tuple[float, ...]
"""A bucket as it is kept, () for one of which nothing is known."""


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

    def hold(self, holder: str, places: int, *, now: float, until: float, most: float) -> bool:  # noqa: ARG002 - of one holder
        """Hold so many places for jobs until a moment, in place of those held before; False if with others' it were too many.

        Times are of a clock that all processes of the machine share; what was held until before `now` counts no longer.
        """
        return places <= most

    def learn(self, kind: JobKind, seconds: float) -> None:
        """Remember how long a job took."""
        self.times.learn(kind, seconds)
