"""Attempts: what one that is open means for whoever asks for the same."""

from dataclasses import dataclass
from enum import Enum, StrEnum

from engine.run import events as e


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
            message = f"job {known.job} of an earlier run is at {known.host}; run there to finish it"
            why = e.Cause(code="other-host", message=message)
            return e.Held(task=task, cause="waiting", why=why, attempt=known.attempt)
        case Meaning.DOUBT:
            reason = known.why or "its sender died before it knew the answer"
            why = e.Cause(code="in-doubt", message=f"a submit of run {known.run} has an unknown outcome: {reason}")
            return e.Held(task=task, cause="doubt", why=why, attempt=known.attempt)
