"""Attempts: what one that is open means for whoever asks for the same."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum, StrEnum

from engine.values.canonical import canonical_json, digest_of
from engine.values.reason import Reason


class AttemptState(StrEnum):
    """Where an attempt stands; the first two are never stored, the next five are open: its end is not in the store."""

    READY = "ready"
    OPENING = "opening"
    INTENDED = "intended"
    ACCEPTED = "accepted"
    SUCCEEDED = "succeeded"
    DOUBT = "doubt"
    HELD = "held"
    UNSENT = "unsent"
    REFUSED = "refused"
    FAILED = "failed"
    FETCHED = "fetched"
    RULED_OUT = "ruled-out"
    GIVEN_UP = "given-up"
    ORPHAN = "orphan"


OPEN = frozenset(
    {AttemptState.INTENDED, AttemptState.ACCEPTED, AttemptState.SUCCEEDED, AttemptState.DOUBT, AttemptState.HELD}
)

CLAIMING = OPEN | {AttemptState.GIVEN_UP}
"""Nothing more is sent for what one of these wants: it is open, or a person has given it up."""

WATCHED = frozenset({AttemptState.RULED_OUT, AttemptState.GIVEN_UP})
"""Taken for one without a job; should one show up after all, it is booked and nobody's."""

BURIED = WATCHED | {AttemptState.ORPHAN}
"""What has no job, or one that is nobody's."""

UNDECIDED = frozenset({AttemptState.DOUBT, AttemptState.HELD})
"""Nobody knows whether it has a job: a person may decide."""


STORED = tuple(state for state in AttemptState if state not in {AttemptState.READY, AttemptState.OPENING})


class Confirmation(StrEnum):
    """How a job was found to be an attempt's; the money protocol's E1 to E3, and the plain answer."""

    REPLY = "reply"
    REQUEST_ID = "request_id"
    DEDICATED = "dedicated"
    EVIDENCE = "evidence"
    PERSON = "person"


class Unfit(StrEnum):
    """Why a job is surely not a doubt's, or of no use to it."""

    TAKEN = "taken"  # another task has it
    FOREIGN = "foreign"  # of another key or model
    OUTSIDE = "outside"  # made when the request was not on its way
    PROMPT = "prompt"  # it has another prompt
    TIER = "tier"  # of another tier or length
    GONE = "gone"  # the service does not know it any more
    SETTLED = "settled"  # it is known already which job it has


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One try of a task to get its job, with all that decides about money; small and hashable.

    `wants` is what it asks for: fingerprint and upstream bytes; `prompt_class` is what the service's list cannot tell
    apart. Times are the service's, in seconds: `since` before its first byte, `until` the last moment at which the service may
    still have taken it in (None while it is on its way). `send_by` is on the clock that does not jump. `upper` is in micro-units
    of the currency. `ruled_out` counts the earlier attempts of its task that were.
    """

    id: str
    wants: str
    prompt_class: str
    upper: int
    state: AttemptState = AttemptState.READY
    owner: str = ""
    since: float = 0.0
    until: float | None = None
    send_by: float = 0.0
    request_id: str = ""
    job: str = ""
    grade: Confirmation | None = None
    ruled_out: int = 0


@dataclass(frozen=True, slots=True)
class OpenAttempt:
    """An attempt by which nothing more is sent for its request: its end is not in the store yet, or a person gave it up.

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


@dataclass(frozen=True, slots=True)
class Buried:
    """An attempt that was ruled out or given up; one with a job has it after all, and no run has told so yet.

    `run` submitted it, `model` is what its service calls that, `spent` what is booked for it, in micro-units.
    """

    attempt: Attempt
    run: str
    task: str
    fingerprint: str
    spent: int
    currency: str
    model: str


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
    DOUBT = "nobody knows whether it was accepted: its job is looked for"
    HELD = "nobody can find that out: a person must decide"
    GIVEN_UP = "a person gave it up: nothing is sent"


def meaning_of(known: OpenAttempt, host: str | None = None) -> Meaning:
    """Say what an open attempt means at a host, or wherever its job may be asked for."""
    if known.state is AttemptState.GIVEN_UP:
        return Meaning.GIVEN_UP
    if known.job is not None:
        return Meaning.GOES_ON if host in (None, known.host) else Meaning.ELSEWHERE
    if known.state is AttemptState.HELD:
        return Meaning.HELD
    return Meaning.SENDING if known.state is AttemptState.INTENDED and known.lives else Meaning.DOUBT


def prompt_class(model: str, prompt: str) -> str:
    """Return the class of requests that a service's list cannot tell apart: same model and prompt; accounts are told apart."""
    text = unicodedata.normalize("NFC", prompt.replace("\r\n", "\n")).strip()
    return digest_of(canonical_json([model, text]))
