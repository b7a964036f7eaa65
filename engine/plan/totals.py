"""Totals of a plan: counts, seconds, cost, and what need not be paid."""

from collections.abc import Iterable

from engine.plan.model import Action, Estimate, Task, Totals
from engine.plan.price import total_of
from engine.values.money import Money


def totals_of(tasks: Iterable[Task], currency: str) -> Totals:
    """Sum up; the estimate covers only what will run."""
    by_action: dict[Action, list[Estimate]] = {action: [] for action in Action}
    for task in tasks:
        by_action[task.action].append(task.estimate)
    count = {action: len(found) for action, found in by_action.items()}
    run = total_of(by_action[Action.RUN], currency)
    saved = total_of((*by_action[Action.REUSE], *by_action[Action.SHARE]), currency)
    return Totals(
        tasks=sum(count.values()),
        run=count[Action.RUN],
        reuse=count[Action.REUSE],
        share=count[Action.SHARE],
        skip=count[Action.SKIP],
        unneeded=count[Action.UNNEEDED],
        estimate=run,
        saved=Money(saved.would_low.micros, currency),
    )
