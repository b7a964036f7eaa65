"""The runs of a project as programs get them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from engine.door.cause import Cause
from engine.door.plan import Amount, BudgetAmounts
from engine.door.result import Disproved, Orphan, PublishedFile, TaskStatus
from engine.door.turn import DoubtStatus

RunState = Literal["running", "done", "failed", "held", "interrupted", "cut off"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSummary:
    """One run of a project; "cut off" if it has not ended, but its process has died. `started` is ISO 8601 in UTC."""

    run: str
    name: str
    service: str
    realm: str
    state: RunState
    started: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunStatus:
    """One run with its tasks, files and money, as far as they are known, and its doubts; `json` is what the command prints.

    `plan_gone`: the file of its plan is no longer there, and its tasks are those of which anything was told.
    """

    run_id: str
    name: str
    service: str
    realm: str
    state: RunState
    cause: Cause | None
    tasks: tuple[TaskStatus, ...]
    files: tuple[PublishedFile, ...]
    billed_seconds: Decimal
    cost: Amount
    reserved: Amount
    in_doubt: int
    orphans: tuple[Orphan, ...]
    disproved: tuple[Disproved, ...]
    budget: BudgetAmounts | None
    doubts: tuple[DoubtStatus, ...]
    plan_gone: bool
    json: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)
