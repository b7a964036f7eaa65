"""What a project's past and surroundings say, as programs get it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from engine.door.plan import Amount

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
