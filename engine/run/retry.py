"""Retry rules: which ends are tried again, and after how long; a table, no clock."""

from dataclasses import dataclass

from engine.run import events as e
from engine.run.exits import for_all

FIRST_PAUSE_S = 1.0
LONGEST_PAUSE_S = 60.0
UNSENT_TRIES = 6  # a service that cannot be reached: about two minutes, then the operator's turn
MEDIA_TRIES = 4
THROTTLED_TRIES = 10  # a 429 whose words nobody knows: about four minutes


@dataclass(frozen=True, slots=True)
class RetryRule:
    """How often a step may be tried in all (1..5), and for which classes of failure."""

    attempts: int = 2
    on: tuple[str, ...] = ("service",)


@dataclass(slots=True)
class Tried:
    """What became of a task's tries so far: `jobs` of it ended FAILED, `unaccepted` in a row were not even accepted."""

    jobs: int = 0
    unaccepted: int = 0

    def note(self, event: e.Event) -> None:
        match event:
            case e.Accepted() | e.TakenOver():
                self.unaccepted = 0
            case e.JobFailed():
                self.jobs += 1
            case e.Refused() | e.MediaFailed() | e.NotSent() | e.Blocked():
                self.unaccepted += 1


def again(event: e.Event, *, rule: RetryRule, tried: Tried) -> bool:
    """Say whether the task is tried again after an event that `tried` has noted."""
    match event:
        case e.JobFailed():
            return tried.jobs < rule.attempts and event.failure in rule.on
        case e.Refused():
            return event.retry and (event.cause.code != "throttled" or tried.unaccepted < THROTTLED_TRIES)
        case e.NotSent():
            return tried.unaccepted < UNSENT_TRIES
        case e.MediaFailed():
            return event.retry and tried.unaccepted < MEDIA_TRIES
        case e.FetchFailed():
            return not event.final
        case _:
            return False


def halts(event: e.Event) -> bool:
    """Say whether an end that is not tried again stops the run: what the operator must mend would meet all tasks alike."""
    return isinstance(event, e.Refused | e.NotSent | e.MediaFailed | e.PollRefused) and for_all(event.cause)


def pause_s(tries: int, after_s: float | None = None) -> float:
    """Return how long to pause after the nth try in a row (from 1): what the service said, else doubling from a second."""
    if after_s is not None:
        return max(0.0, min(after_s, 600.0))
    return float(min(LONGEST_PAUSE_S, FIRST_PAUSE_S * 2 ** max(0, tries - 1)))
