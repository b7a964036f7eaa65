"""What a project's past and surroundings say, as programs get it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from engine.door.cause import Cause
from engine.door.faults import Fault
from engine.door.plan import Amount, Reason
from engine.door.result import PublishedFile
from engine.report.events import Event

Confirmed = Literal["reply", "request_id", "dedicated", "evidence", "person"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BilledRow:
    """One job that a service accepted: the upper bound that was reserved for it beside what it was billed.

    `billed` and `difference` are None while it is open; `job` is None if it may have been billed, but nobody knows its id. `at`
    is ISO 8601 in UTC. An `orphan` was paid twice or late, and no task has its result; an `overrun` was billed more than was
    reserved for it.
    """

    job: str | None
    task: str
    run: str
    service: str
    realm: str
    model: str
    at: str
    state: str
    estimated: Amount
    billed: Amount | None
    difference: Amount | None
    billed_seconds: Decimal
    confirmed: Confirmed | None
    orphan: bool
    overrun: bool
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BilledTotal:
    """The sums over the jobs of one currency; `open` is what was estimated for jobs whose bill is open."""

    currency: str
    jobs: int
    estimated: Amount
    billed: Amount
    difference: Amount
    open: Amount
    billed_seconds: Decimal
    orphans: int
    overruns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Bills:
    """Every job that a service accepted for a project, the oldest first; `json` is what `status --ledger` prints."""

    jobs: tuple[BilledRow, ...]
    totals: tuple[BilledTotal, ...]
    json: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class NeededTask:
    """A task that another one needs; `state` is None where the run does not carry it out."""

    task: str
    state: str | None
    sha256: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeFrom:
    """A result that another one was made from: "task/output" and its digest."""

    output: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptOfTask:
    """One attempt at a request: how it stands, the most that it may cost, its bill if it has a job, and what happened to it.

    Between `since` and `until`, by its own time in ISO 8601, the service can have taken it in. `candidates` are the jobs that may
    be its own, as the service's list showed them when it was last `looked` at.
    """

    attempt: str
    number: int
    run: str
    task: str
    host: str
    state: str | None
    most: Amount
    since: str | None
    until: str | None
    request_id: str | None
    looked: str | None
    candidates: tuple[Mapping[str, Any], ...]
    bill: BilledRow | None
    made_from: Mapping[str, Any]
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskExplanation:
    """Why a task ran or did not run, all attempts at its request, what they cost, where its result is and what it waits for.

    `state` is None of a task that its run does not carry out; `events` are those of no attempt; `json` is what `explain` prints.
    """

    task: str
    run: str
    name: str
    service: str
    realm: str
    draft: bool
    action: str | None
    reason: Reason | None
    fingerprint: str | None
    state: str | None
    cause: Cause | None
    attempts: tuple[AttemptOfTask, ...]
    events: tuple[Event, ...]
    cost: Amount
    reserved: Amount
    result: str | None
    artifact: str | None
    files: tuple[PublishedFile, ...]
    made_from: tuple[MadeFrom, ...]
    needs: tuple[NeededTask, ...]
    waits_for: tuple[str, ...]
    json: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedPart:
    """One part of the surroundings: how it is, what was found, and what to do, None for nothing."""

    name: str
    verdict: Literal["ok", "warning", "failed"]
    found: str
    to_do: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthReport:
    """All parts of the surroundings of a service; `exit` is 3 if one of them is in the way of every run, else 0."""

    service: str
    exit: int
    ok: int
    warnings: int
    failed: int
    checks: tuple[CheckedPart, ...]
    json: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedPart:
    """One thing held against a manifest: a recipe, an input, the plan, a task, a published file or a stored result.

    `was` and `now` are digests, None for what is not there; `differing` names what is different in a task's request.
    """

    kind: str
    name: str
    equality: Literal["equal", "differs", "gone", "new", "untold", "damaged"]
    was: str | None
    now: str | None
    differing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionThenAndNow:
    """A version when a run was, None if that was not recorded, and now."""

    was: str | None
    now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayReport:
    """A recorded run planned again and held against its manifest; `faults` are why it can't be planned any more."""

    run: str
    name: str
    service: str
    day: str
    equal: bool
    different: int
    checks: tuple[ComparedPart, ...]
    faults: tuple[Fault, ...]
    engine: VersionThenAndNow
    catalog: VersionThenAndNow
    json: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedReport:
    """A report that was written: `path` is what to hand over, `index` the page to open; `json` is what `report` prints.

    `without_preview` counts the media whose files are gone, have changed or can't be decoded, `without_clip` the results that
    don't move as one file has no room for their clips. `linked_bytes` are published files under a second name.
    """

    path: Path
    index: Path
    name: str
    runs: tuple[str, ...]
    rows: int
    media: int
    without_preview: int
    without_clip: int
    bytes: int
    linked_bytes: int
    json: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnneededFile:
    """A file that nothing needs: an artifact, a part, a leftover, a preview or a draft-object."""

    kind: str
    path: str
    bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftAlone:
    """What was not looked at: `running` processes of the project, a journal that lacks jobs, services and parts in use."""

    running: int
    older_journal: bool
    served: tuple[str, ...]
    held: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GarbageReport:
    """What nothing needs in the state folder, and whether it was removed; `json` is what `gc` prints."""

    removed: bool
    files: int
    bytes: int
    items: tuple[UnneededFile, ...]
    left_alone: LeftAlone
    json: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)
