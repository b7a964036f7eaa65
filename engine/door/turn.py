"""Submits in doubt, and what a person decides about them, as programs get them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from engine.door.cause import Cause
from engine.door.plan import Amount

Decision = Literal["adopt", "resubmit", "give-up"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Two times of the service, ISO 8601 in UTC; `until` is None while the second is not known yet."""

    since: str
    until: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateJob:
    """A job that may be a doubt's: `state` is the service's word, `created` its time.

    `prompt` is None as long as the job doesn't tell it; `against` is why it is surely not the doubt's, None if nothing is known.
    """

    job: str
    state: str
    created: str
    prompt: Literal["same", "other"] | None
    against: Cause | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WayOut:
    """One decision that can be taken about a doubt, with the command that takes it; `job` is the one that would be adopted."""

    decision: Decision
    job: str | None
    command: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtStatus:
    """A submit of which nobody knows whether it made a job; `name` is what `resolve` takes.

    `run` made it, `last_run` met it last, as its task `task`. State "doubt":
    the next run looks for its job; "held": nobody can find out more. `reserved` is what it may have cost. Its job was made
    within `window`, if there is one. `candidates` were seen at the service's time `looked`, None if nobody has looked yet.
    `waiting` are the tasks whose equal request is not sent before this is decided. `job` is None, or the job that it is known to
    have had, and that the service has forgotten.
    """

    name: str
    job: str | None
    attempt: str
    task: str
    run: str
    last_run: str
    service: str
    realm: str
    state: Literal["doubt", "held"]
    why: Cause
    reserved: Amount
    window: Stretch
    looked: str | None
    candidates: tuple[CandidateJob, ...]
    waiting: tuple[str, ...]
    ways: tuple[WayOut, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What was decided about a doubt, or, as long as it is not `decided`, what would be.

    `may_cost` is what the submit in doubt may have cost; sent anew, it may be paid twice. What the service showed then:
    `candidates` at its time `looked`, or None and `unseen` why not. `at_work` are living runs that end without the task. `json`
    is what the command prints.
    """

    decided: bool
    name: str
    attempt: str
    task: str
    run: str
    decision: Decision
    job: str | None
    who: str | None
    why: str
    command: str | None
    at: str | None
    may_cost: Amount
    window: Stretch
    looked: str | None
    unseen: Cause | None
    candidates: tuple[CandidateJob, ...]
    at_work: tuple[str, ...]
    json: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CanceledJob:
    """What came of asking that a job be canceled.

    "canceled": it waited, and nothing is billed for it; "runs": it is made already and will be billed, at most `may_cost`;
    "over": it has ended before; "unsure": nobody answered, as `error` says. `state` is the service's last word, None for none.
    """

    job: str
    task: str
    run: str
    service: str
    outcome: Literal["canceled", "runs", "over", "unsure"]
    state: str | None
    may_cost: Amount
    error: Cause | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CapChange:
    """A cap that was set for what a run, a campaign or a recipe of that name is of; `run` is the newest one of it.

    `before` is None if there was none. `spent` and `reserved` are sums over all its runs. It holds from the next submit on of
    those that are `at_work`.
    """

    name: str
    run: str
    service: str
    realm: str
    cap: Amount
    before: Amount | None
    spent: Amount
    reserved: Amount
    left: Amount
    who: str
    at_work: tuple[str, ...]
