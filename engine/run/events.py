"""Events: everything that happens to a run, in the order in which it is known; history is their fold.

An event is a fact or a decision. Those marked volatile are never journaled: they carry a secret or are of use only to a screen.
Seconds of media are Decimal texts in JSON; times are Unix seconds of the recording host.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar, Final

from engine.run.event import (  # named here, too
    Away as Away,  # noqa: PLC0414
    Back as Back,  # noqa: PLC0414
    Candidate as Candidate,  # noqa: PLC0414
    CapSet as CapSet,  # noqa: PLC0414
    Cause as Cause,  # noqa: PLC0414
    Crowded as Crowded,  # noqa: PLC0414
    DoubtDecided as DoubtDecided,  # noqa: PLC0414
    DoubtFound as DoubtFound,  # noqa: PLC0414
    Event as Event,  # noqa: PLC0414
    EvidenceDisproved as EvidenceDisproved,  # noqa: PLC0414
    ForeignIgnored as ForeignIgnored,  # noqa: PLC0414
    GivenUp as GivenUp,  # noqa: PLC0414
    JournalTakenOver as JournalTakenOver,  # noqa: PLC0414
    KeptGoing as KeptGoing,  # noqa: PLC0414
    OfJob,
    Orphaned as Orphaned,  # noqa: PLC0414
    Released as Released,  # noqa: PLC0414
    Resolved as Resolved,  # noqa: PLC0414
    RuledOut as RuledOut,  # noqa: PLC0414
    Sought as Sought,  # noqa: PLC0414
    StillAway as StillAway,  # noqa: PLC0414
)
from engine.values.reason import Reason, because


@dataclass(frozen=True, slots=True, kw_only=True)
class RunStarted(Event):
    """A run begins with a plan; `some_rows`: others of its campaign are out.

    `said_micros` is the cap that campaign or project say, whichever the run has; `cap_ordered`: its own command named one.
    What it is to do is kept by the journal under the digest `planned`. With `kept` its tasks and rows stand in a file of the
    plan's own, and are not journaled once more.
    """

    run: str
    name: str
    plan_digest: str
    service: str
    realm: str
    account: str
    scope: str
    cap_micros: int | None
    currency: str
    process: str
    tasks: Sequence[str] = ()
    rows: Sequence[str] = ()
    planned: str = ""
    some_rows: bool = False
    kept: bool = False
    said_micros: int | None = None
    cap_ordered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reused(Event):
    """A stored result answers; nothing is sent."""

    fingerprint: str
    digest: str
    job: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped(Event):
    """The task is not run; its outputs are absent."""

    cause: Cause


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOver(OfJob):
    """A job that an earlier run or another process has already paid for is watched by this one; `run` is which submitted it."""

    host: str
    at: float
    run: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived(TakenOver):
    """A job that an earlier run saw done, and whose bytes are all on this disk: nobody is asked for it any more.

    `output_seconds` are those that the service told of its result, if it did.
    """

    output_seconds: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopted(TakenOver):
    """The job of a doubt was found; `grade` says by what evidence (`run.money.attempt.Confirmation`)."""

    grade: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun(Event):
    """The media of a task are being prepared; only a screen hears it."""

    volatile: ClassVar[bool] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Making(Event):
    """A media tool begins to make its file here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared(Event):
    """All media of the request can be read by the service: planned reference -> URL (signed, so never journaled)."""

    volatile: ClassVar[bool] = True
    urls: Mapping[str, str]
    expires: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Intended(Event):
    """A request is about to be sent: durable before its first byte, with the reservation of its upper bound.

    `body` is the request as planned; `body_digest` the SHA-256 of the bytes with their real URLs. `send_by` is on the clock
    that does not jump, of boot `boot`. `as_of` is the journal's position that its plan knows; `since` a time of the service's
    before its first byte.
    """

    attempt: str
    number: int
    fingerprint: str
    asked: str
    upstream: Mapping[str, str]
    body: str
    body_digest: str
    prompt_class: str
    account: str
    scope: str
    host: str
    model: str
    upper_seconds: Decimal
    upper_micros: int
    currency: str
    process: str
    boot: str
    at: float
    send_by: float
    as_of: int = 0
    since: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class NotSent(Event):
    """Surely unsent: the reservation is free again. Without `retry` no connection stands until the operator has acted."""

    attempt: str
    reason: Reason
    retry: bool = True

    @property
    def cause(self) -> Cause:
        return Cause.of(because("service-unreachable", why=self.reason))


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted(OfJob):
    """The service made a job of it: a fact, recorded whoever brings it, before the lane is free and before the first poll."""

    host: str
    request_id: str
    server_time: float | None
    at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused(Event):
    """The service surely made no job of it."""

    attempt: str
    cause: Cause
    retry: bool
    after_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Halted(Event):
    """Nothing more is submitted: the task waits for what the operator must mend, or too much has failed (`task` is "" then)."""

    cause: Cause


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubted(Event):
    """The outcome of a submit is unknown; the reservation stays and nothing equal is sent.

    `ended` is the service's time at the end of the request, which it may take in for `late_s` seconds more.
    """

    attempt: str
    stage: str
    reason: Reason
    status: int | None = None
    request_id: str | None = None
    ended: float = 0.0
    late_s: float = 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocked(Event):
    """The journal refused the intent.

    `by` is "lane" (somebody else submits), "claim" (another attempt is open), "shadow" (an equal one is in doubt), "held" (it
    waits for a person), "account" (the account is looked at first) or "budget".
    """

    by: str
    attempt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held(Event):
    """A person must decide: cause "doubt", "budget", "result", "review" or "waiting"."""

    cause: str
    why: Cause
    attempt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobSeen(Event):
    """The job was asked for; `phase` is the service's word, `progress` the share done or None."""

    volatile: ClassVar[bool] = True
    job: str
    phase: str
    progress: float | None
    trouble: Reason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JobSucceeded(OfJob):
    """The job is done and billed; its result can be read until `expires`, None if nothing ends that.

    Seconds of input and output are those that the service told, if it did. `marks` are what a person should know of it, by
    code: `USAGE_UNKNOWN` if it told nothing that can be read, so that what was reserved is booked.
    """

    input_seconds: Decimal | None
    output_seconds: Decimal | None
    billed_seconds: Decimal
    tier: str
    cost_micros: int
    currency: str
    expires: float | None
    prompt_as_sent: bool | None
    notes: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PollRefused(OfJob):
    """The service tells nothing of the job until the operator has acted; the job goes on, and stays known."""

    cause: Cause


@dataclass(frozen=True, slots=True, kw_only=True)
class JobFailed(OfJob):
    """The job ended FAILED or CANCELED, unbilled; `failure` is the class by which a step's rule tries it again, "" for none."""

    cause: Cause
    failure: str = ""


CANCELED: Final = Cause(code="CANCELED")
"""How a job ends that was canceled while it waited: the service's own word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Canceled(JobFailed):
    """A person has canceled the job while it waited, by a command; `who` is user@host."""

    cause: Cause = CANCELED
    who: str
    command: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched(OfJob):
    """The result's bytes are in the store, durable, decoded to their end; `facts` are those of the file.

    `remarks` say where it is not what was asked for or told of; beyond a second of difference it has the mark `SUSPECT`.
    """

    fingerprint: str
    output: str
    digest: str
    size: int
    facts: Mapping[str, Any]
    remarks: tuple[Cause, ...] = ()
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Made(Event):
    """A media tool has made a file here; its bytes are in the store, durable. `asked` and `upstream` as in `Intended`."""

    fingerprint: str
    asked: str
    upstream: Mapping[str, str]
    output: str
    digest: str
    size: int
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchFailed(OfJob):
    """No download gave the result; the job stays known, and the next run asks for it again."""

    cause: Cause


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaFailed(Event):
    """The media of a request could not be brought to the service; nothing was submitted."""

    cause: Cause
    retry: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Left(Event):
    """A task is given back before anything was sent of it: the run leaves or has halted, and whoever goes on takes it up."""

    volatile: ClassVar[bool] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticked(Event):
    """A pause that the scheduler asked for is over."""

    volatile: ClassVar[bool] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Published(Event):
    """A result stands under its name `file`, seen from here at `path`; `replaced`: another file stood there before.

    `service` is the one that its run spoke to. An event from before these were written down has "" there.
    """

    row: str
    output: str
    key: str
    file: str
    path: str
    digest: str
    replaced: bool = False
    service: str = ""
    draft: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishFailed(Event):
    """A result is in the store, but could not be put under its name (disk full, no right to write)."""

    row: str
    output: str
    key: str
    file: str
    cause: Cause


@dataclass(frozen=True, slots=True, kw_only=True)
class Interrupted(Event):
    """A person asked to stop, or `--wait` is over: submit nothing more and leave in order.

    `who` asked by a command beside the run, as user@host; "" if it was whoever runs it.
    """

    cause: str
    who: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunEnded(Event):
    """The run is over; `state` is done, failed, held or interrupted."""

    state: str
    cause: Cause | None = None
