"""Retry rules: which ends are tried again, and after how long; a table, no clock."""

from collections import Counter
from dataclasses import dataclass, field

from engine.run import events as e
from engine.run.exits import for_all

FIRST_PAUSE_S = 1.0
LONGEST_PAUSE_S = 60.0
UNSENT_TRIES = 6  # a connection that stood, and on which nothing could be sent: about two minutes
MEDIA_TRIES = 4
JOB, UNKNOWN = "job", "throttled"
UNKNOWN_TRIES = 10  # a 429 whose words nobody knows: about four minutes


@dataclass(frozen=True, slots=True)
class RetryRule:
    """How often a step may be tried in all (1..5), and for which classes of failure."""

    attempts: int = 2
    on: tuple[str, ...] = ("service",)


@dataclass(slots=True)
class Tried:
    """What became of a task's tries so far, each kind counted for itself.

    Of jobs all that ended FAILED are counted; of all else what happened in a row until one was accepted.
    """

    counts: Counter[str] = field(default_factory=Counter)

    def note(self, event: e.Event) -> None:
        if isinstance(event, e.Accepted | e.TakenOver):
            self.counts = Counter({JOB: self.counts[JOB]})
        elif (kind := _kind_of(event)) is not None:
            self.counts[kind] += 1

    def of(self, event: e.Event) -> int:
        """How many tries ended as this event says."""
        kind = _kind_of(event)
        return self.counts[kind] if kind is not None else 0


def _kind_of(event: e.Event) -> str | None:
    match event:
        case e.JobFailed():
            return JOB
        case e.Refused():
            return UNKNOWN if event.cause.code == UNKNOWN else type(event).__name__
        case e.NotSent() | e.MediaFailed() | e.Blocked(by="budget"):
            return type(event).__name__
        case _:
            return None


def again(event: e.Event, *, rule: RetryRule, tried: Tried) -> bool:
    """Say whether the task is tried again after an event that `tried` has noted."""
    tries = tried.of(event)
    match event:
        case e.JobFailed():
            return tries < rule.attempts and event.failure in rule.on
        case e.Refused():
            return event.retry and (event.cause.code != UNKNOWN or tries < UNKNOWN_TRIES)
        case e.NotSent():
            return event.retry and tries < UNSENT_TRIES
        case e.MediaFailed():
            return event.retry and tries < MEDIA_TRIES
        case _:
            return False


def halts(event: e.Event) -> bool:
    """Say whether an end that is not tried again stops the run: what the operator must mend would meet all tasks alike."""
    return isinstance(event, e.Refused | e.NotSent | e.MediaFailed | e.PollRefused | e.FetchFailed) and for_all(
        event.cause
    )


def pause_s(tries: int, after_s: float | None = None) -> float:
    """Return how long to pause after the nth try in a row (from 1): what the service said, else doubling from a second."""
    if after_s is not None:
        return max(0.0, min(after_s, 600.0))
    return float(min(LONGEST_PAUSE_S, FIRST_PAUSE_S * 2 ** max(0, tries - 1)))
