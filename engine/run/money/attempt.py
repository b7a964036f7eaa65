"""Attempts: what one that is open means for whoever asks for the same."""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, StrEnum

from engine.run import events as e
from engine.values.reason import because, quoted


class AttemptState(StrEnum):
    """Where an attempt stands; the first four are open: its end is not in the store."""

    INTENDED = "intended"
    ACCEPTED = "accepted"
    SUCCEEDED = "succeeded"
    DOUBT = "doubt"
    UNSENT = "unsent"
    REFUSED = "refused"
    FAILED = "failed"
    FETCHED = "fetched"


@dataclass(frozen=True, slots=True)
class OpenAttempt:
    """An attempt whose end the store does not hold yet.

    `job` is None until it is accepted, `accepted` the wall time of that. `lives`: its process may still be sending it.
    `told` are the seconds of its result, of one that is done and of which the service told them.
    """

    attempt: str
    run: str
    task: str
    fingerprint: str
    state: AttemptState
    host: str
    job: str | None
    accepted: float | None
    why: str
    lives: bool
    told: Decimal | None = None


class Meaning(Enum):
    """What follows for the same request from an attempt that is open."""

    GOES_ON = "its job is watched on; nothing is sent"
    ELSEWHERE = "its job can only be watched at another host"
    SENDING = "it is being sent right now: wait"
    DOUBT = "nobody knows whether it was accepted: a person must decide"


def meaning_of(known: OpenAttempt, host: str | None = None) -> Meaning:
    """Say what an open attempt means at a host, or wherever its job may be asked for."""
    if known.job is not None:
        return Meaning.GOES_ON if host in (None, known.host) else Meaning.ELSEWHERE
    return Meaning.SENDING if known.state is AttemptState.INTENDED and known.lives else Meaning.DOUBT


def answer(task: str, known: OpenAttempt, host: str) -> e.TakenOver | e.Blocked | e.Held:
    """Return what a task does when the attempt of its request is open: watch its job, wait, or leave it to a person."""
    match meaning_of(known, host):
        case Meaning.GOES_ON:
            assert known.job is not None
            at = known.accepted or 0.0
            return e.TakenOver(task=task, attempt=known.attempt, job=known.job, host=known.host, at=at)
        case Meaning.SENDING:
            return e.Blocked(task=task, by="claim", attempt=known.attempt)
        case Meaning.ELSEWHERE:
            assert known.job is not None
            elsewhere = e.Cause.of(because("other-host", job=known.job, host=known.host))
            return e.Held(task=task, cause="waiting", why=elsewhere, attempt=known.attempt)
        case Meaning.DOUBT:
            reason = quoted(known.why) if known.why else because("sender-died")
            why = because("in-doubt", why=because("submit-of", run=known.run, why=reason))
            return e.Held(task=task, cause="doubt", why=e.Cause.of(why), attempt=known.attempt)
