"""Budget: a cap, what of it is taken already, and what a plan may still take (pure)."""

from collections.abc import Collection
from dataclasses import dataclass

from engine.plan.model import Action, Plan
from engine.run.money.scope import Scope
from engine.values.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """What a cap has to do with a plan, in micro-units of `currency`.

    `planned` is the most that the plan may take beside what is spent and reserved. Where nothing is billed (`bills` False), it is
    what the plan would take where it is.
    """

    cap: int
    spent: int
    reserved: int
    currency: str
    planned: int = 0
    bills: bool = True

    @property
    def left(self) -> int:
        """What remains of the cap if the plan takes all that it may."""
        return max(0, self.cap - self._taken)

    @property
    def short(self) -> int:
        """By how much the cap is too small for the plan."""
        return max(0, self._taken - self.cap)

    @property
    def _taken(self) -> int:
        return self.spent + self.reserved + self.planned


def budget_of(scope: Scope, currency: str) -> Budget | None:
    """Return how a scope stands, None if it has no cap."""
    if scope.cap is None:
        return None
    return Budget(cap=scope.cap, spent=scope.spent, reserved=scope.reserved, currency=currency)


def planned_budget(plan: Plan, scope: Scope, cap: Money | None, opened: Collection[str]) -> Budget | None:
    """Return how a scope stands to a plan under a cap, None without one.

    `opened` are the tasks whose request is already sent: what they may cost is reserved, if not spent.
    """
    if cap is None:
        return None
    return Budget(
        cap=cap.micros,
        spent=scope.spent,
        reserved=scope.reserved,
        currency=cap.currency,
        planned=_most(plan, opened),
        bills=plan.terms.bills,
    )


def _most(plan: Plan, opened: Collection[str]) -> int:
    """What all that is still to be sent may cost; the last of it must find room for its reservation, which is rounded up."""
    cost = surplus = 0
    for task in plan.tasks.outlines():
        if task.action is Action.RUN and task.id not in opened:
            would = task.kind.estimate.would_high.micros
            cost += task.kind.estimate.cost_high.micros if plan.terms.bills else would
            surplus = max(surplus, task.kind.bound - would)
    return cost + surplus
