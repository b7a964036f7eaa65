"""Rate: how fast a run asks its service: one bucket for all its questions; a refusal slows, answers speed up (pure)."""

import math
from dataclasses import dataclass, replace
from typing import Final

LEAST: Final = 0.2
"""Questions a second below which nothing slows: one in five seconds."""
STEPS: Final = 20
"""So many answers bring the rate from nothing to the most."""


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `most` questions a second, at present `now`; `free` is when the next may be asked, on a clock of seconds."""

    most: float
    now: float
    free: float = -math.inf

    @classmethod
    def at_most(cls, most: float) -> "Rate":
        return cls(most=most, now=most)

    def taken(self, at: float, questions: int = 1) -> "Rate":
        """Return the rate after some questions that are asked at a time, also if that is sooner than the bucket gives them."""
        return replace(self, free=max(self.free, at) + questions / self.now)

    def refused(self) -> "Rate":
        """Return the rate after a question that came too often: half of it."""
        return replace(self, now=max(min(LEAST, self.most), self.now / 2))

    def answered(self) -> "Rate":
        """Return the rate after an answer: a step up."""
        return replace(self, now=min(self.most, self.now + self.most / STEPS))
