"""Purse: the sums of a report: what was paid beside what was estimated, drafts apart, what was not paid twice."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from engine.report.planned import PlannedRun
from engine.run.money.ledger import Ledger
from engine.values.money import Money
from engine.values.realm import is_of_emulator


@dataclass(frozen=True, slots=True, kw_only=True)
class Purse:
    """Money in micro-units of one currency.

    `estimated` is the upper bound of the jobs that are billed, `open` of those whose bill is open. `drafts` are jobs of a service
    that bills nothing, `would` is what these would have cost. `shared` is what the newest plan saves by sharing, `reused` what by
    results that there were before, both at list prices.
    """

    currency: str
    jobs: int
    estimated: int
    billed: int
    open: int
    seconds: Decimal
    drafts: int
    draft_seconds: Decimal
    would: int
    shared: int
    reused: int

    @property
    def difference(self) -> int:
        """How much less was billed than was estimated for it; negative for more."""
        return self.estimated - self.billed


def purse_of(plans: Iterable[PlannedRun], ledger: Ledger, currency: str) -> Purse:
    """Add up the jobs of a ledger and what their plans, newest first, say that they cost.

    The first plan says what is saved; of the others no more are read than it takes to know of every draft what it would cost.
    """
    paid = [job for job in ledger.rows if not is_of_emulator(job.realm) and job.currency == currency]
    drafts = [job for job in ledger.rows if is_of_emulator(job.realm)]
    would, saved = dict[tuple[str, str], int](), Counter[str]()
    for number, plan in enumerate(plans):
        if number and would.keys() >= {(job.realm, job.task) for job in drafts}:
            break
        realm = str(plan.head["realm"])
        for task in plan.tasks():
            cost = high_of(task)
            would.setdefault((realm, task["id"]), cost)
            saved[task["action"]] += cost if number == 0 else 0
    return Purse(
        currency=currency,
        jobs=len(paid),
        estimated=sum(job.estimated for job in paid if job.billed is not None),
        billed=sum(job.billed or 0 for job in paid),
        open=sum(job.estimated for job in paid if job.billed is None),
        seconds=sum((job.seconds for job in paid), Decimal(0)),
        drafts=len(drafts),
        draft_seconds=sum((job.seconds for job in drafts), Decimal(0)),
        would=sum(would.get((job.realm, job.task), 0) for job in drafts),
        shared=saved["share"],
        reused=saved["reuse"],
    )


def high_of(task: Mapping[str, Any]) -> int:
    """Return the most that a task may cost where it is billed, in micro-units; 0 where a plan did not keep it."""
    amount = task.get("estimate", {}).get("would_cost")
    return Money.parse(f"{amount['high']} {amount['currency']}").micros if amount is not None else 0
