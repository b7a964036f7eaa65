"""A plan as programs get it: `schemas/plan.schema.json` with types, and what its files are warned of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from engine.api.context import Context
from engine.api.ready import Ready
from engine.door.faults import Fault, told
from engine.door.shape import typed
from engine.report.plan import plan_data
from engine.run.money.budget import Budget


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """An amount of money; `currency` is an ISO 4217 code."""

    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountRange:
    """The least and the most that something costs."""

    low: Decimal
    high: Decimal
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondsRange:
    """The least and the most seconds of video."""

    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """Billed seconds, their cost, and what they would cost on the service that bills for them."""

    billed_seconds: SecondsRange
    cost: AmountRange
    would_cost: AmountRange


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a task has its action: a stable code and a sentence."""

    code: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A step expanded for one row; `row` is "" for a recipe. `request` is the body that is sent, None if the task is skipped."""

    id: str
    row: str
    step: str
    model: str
    action: Literal["run", "reuse", "share", "skip", "unneeded"]
    reason: Reason
    fingerprint: str | None
    needs: tuple[str, ...]
    request: Mapping[str, Any] | None
    estimate: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedFile:
    """A name under which a result will be published; `media` is what it will be, such as "task:relocate/video".

    `row` is "" for a recipe, `key` for an output that is no list. Of several with the same row, output and key the first
    whose task ends well is published.
    """

    row: str
    output: str
    key: str
    file: str
    media: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetAmounts:
    """A cap and what is taken of it, over all runs of the same. `reserved` is what requests on their way may come to cost.

    `planned` is the most that the plan may take beside that; `left` remains then, or the cap is `short` by so much. Where nothing
    is billed, `planned` is what the plan would take where it is.
    """

    cap: Decimal
    spent: Decimal
    reserved: Decimal
    planned: Decimal
    left: Decimal
    short: Decimal
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """How many tasks there are of each action, and sums; `saved` is what sharing and reuse save, `budget` None without a cap."""

    tasks: int
    run: int
    reuse: int
    share: int
    skip: int
    unneeded: int
    billed_seconds: SecondsRange
    cost: AmountRange
    would_cost: AmountRange
    saved: Amount
    budget: BudgetAmounts | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipeName:
    """What a recipe says that it is; `digest` is the SHA-256 of its meaning."""

    name: str
    version: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everything that is known before spending.

    `digest` covers tasks, requests, prices, outputs, published names, the budget's label and the cap with which it is planned,
    not what is reused.

    `day` is the day of the prices; `json` is the whole in the form of the schema.
    """

    recipe: RecipeName
    service: str
    realm: str
    catalog: str
    day: str
    digest: str
    inputs: Mapping[str, Any]
    tasks: tuple[Task, ...]
    files: tuple[PlannedFile, ...]
    totals: Totals
    warnings: tuple[Fault, ...] = ()
    json: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)


def public_plan(ready: Ready, budget: Budget | None, context: Context) -> Plan:
    """Return a plan that was made, with its budget and the warnings of its files in words."""
    data = plan_data(ready.plan, budget, context.messages)
    return typed(Plan, {**data, "warnings": told(ready.warnings, context), "json": data})
