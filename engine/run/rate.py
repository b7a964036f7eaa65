"""Rate: how fast a run asks its service and submits to it: a bucket for each; a refusal slows, answers speed up (pure)."""

import math
from dataclasses import dataclass, replace
from typing import Final

from engine.catalog.rates import Allowance
from engine.run.shared_pace import Kept

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

    @classmethod
    def of_kept(cls, most: float, kept: Kept) -> "Rate":
        """Return the rate of which somebody has kept that, perhaps one who may ask more often or less."""
        return cls(most, min(most, kept[0]), kept[1]) if kept else cls.at_most(most)

    @property
    def kept(self) -> Kept:
        """What another process needs to know of it."""
        return (self.now, self.free)

    def taken(self, at: float, questions: int = 1) -> "Rate":
        """Return the rate after some questions that are asked at a time, also if that is sooner than the bucket gives them."""
        return replace(self, free=max(self.free, at) + questions / self.now)

    def refused(self) -> "Rate":
        """Return the rate after a question that came too often: half of it."""
        return replace(self, now=max(min(LEAST, self.most), self.now / 2))

    def answered(self) -> "Rate":
        """Return the rate after an answer: a step up."""
        return replace(self, now=min(self.most, self.now + self.most / STEPS))


@dataclass(frozen=True, slots=True)
class SubmitRate:
    """When the next submit may be sent: evenly spaced, and never so that the service could count too many.

    The service counts them as they come in, some time between being sent and being answered: within the `allowed` seconds after
    the answer to one there are not so many more.
    """

    allowed: Allowance
    rate: Rate
    answers: tuple[float, ...] = ()  # when they came, of those that still count

    @classmethod
    def of_kept(cls, allowed: Allowance, kept: Kept) -> "SubmitRate":
        """Return the rate of which somebody has kept that."""
        return cls(allowed, Rate.of_kept(allowed.count / allowed.per_s, kept[:2]), kept[2:])

    @property
    def kept(self) -> Kept:
        """What another process needs to know of it."""
        return (*self.rate.kept, *self.answers)

    @property
    def free(self) -> float:
        """When the next may be sent, on a clock of seconds."""
        if len(self.answers) < self.allowed.count:
            return self.rate.free
        return max(self.rate.free, self.answers[-self.allowed.count] + self.allowed.per_s)

    def sent(self, at: float) -> "SubmitRate":
        """Return the rate after a submit that is sent at a time."""
        return replace(self, rate=self.rate.taken(at))

    def answered(self, at: float, *, refused: bool) -> "SubmitRate":
        """Return the rate after its answer, which may be that it came too often."""
        rate = self.rate.refused() if refused else self.rate.answered()
        counting = tuple(answer for answer in self.answers if answer + self.allowed.per_s > at)
        return replace(self, rate=rate, answers=(*counting, at))
