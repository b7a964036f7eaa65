"""Totals of a plan: counts, seconds, cost, and what need not be paid."""

from collections.abc import Sequence

from engine.plan.model import Action, Task, Totals
from engine.plan.price import total_of
from engine.values.money import Money


def totals_of(tasks: Sequence[Task], currency: str) -> Totals:
    """Sum up; the estimate covers only what will run."""
    count = {action: sum(task.action is action for task in tasks) for action in Action}
    run = total_of((task.estimate for task in tasks if task.action is Action.RUN), currency)
    spared = [task.estimate for task in tasks if task.action in (Action.REUSE, Action.SHARE)]
    saved = total_of(spared, currency)
    return Totals(
        tasks=len(tasks),
        run=count[Action.RUN],
        reuse=count[Action.REUSE],
        share=count[Action.SHARE],
        skip=count[Action.SKIP],
        unneeded=count[Action.UNNEEDED],
        estimate=run,
        saved=Money(saved.would_low.micros, currency),
    )
