"""Attempts: what one that is open means for whoever asks for the same."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum, StrEnum

from engine.values.reason import Reason


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
    `told` are the seconds of its result, of one that is done and of which the service told them; `upstream` are the digests that
    it was made from, by "fingerprint/output".
    """

    attempt: str
    run: str
    task: str
    fingerprint: str
    state: AttemptState
    host: str
    job: str | None
    accepted: float | None
    why: Reason | None
    lives: bool
    told: Decimal | None = None
    upstream: Mapping[str, str] = field(default_factory=dict)


def made_from(opened: Iterable[OpenAttempt], upstream: Mapping[str, str]) -> OpenAttempt | None:
    """Return that open attempt of a request that was made from these very bytes: no other may be taken over."""
    return next((known for known in opened if known.upstream == upstream), None)


def outlived(opened: Iterable[OpenAttempt], upstream: Mapping[str, str], host: str) -> list[OpenAttempt]:
    """Return those open attempts of a request whose jobs this host can finish, but that were made from other bytes."""
    return [known for known in opened if known.upstream != upstream and meaning_of(known, host) is Meaning.GOES_ON]


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
