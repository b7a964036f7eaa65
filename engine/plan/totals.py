"""Totals of a plan: counts, seconds, cost, and what need not be paid."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from engine.plan.model import Action, Estimate, Totals
from engine.plan.price import total_of
from engine.values.media import Span
from engine.values.money import Money


def totals_of(planned: Iterable[tuple[Action, Estimate]], currency: str) -> Totals:
    """Sum up what is done with each task and what it is estimated at; the estimate covers only what will run."""
    by_action: dict[Action, list[Estimate]] = {action: [] for action in Action}
    for action, estimate in planned:
        by_action[action].append(estimate)
    count = {action: len(found) for action, found in by_action.items()}
    saved = total_of((*by_action[Action.REUSE], *by_action[Action.SHARE]), currency)
    return Totals(
        tasks=sum(count.values()),
        run=count[Action.RUN],
        reuse=count[Action.REUSE],
        share=count[Action.SHARE],
        skip=count[Action.SKIP],
        unneeded=count[Action.UNNEEDED],
        estimate=total_of(by_action[Action.RUN], currency),
        saved=Money(saved.would_low.micros, currency),
    )


def reusing(totals: Totals, estimates: Sequence[Estimate]) -> Totals:
    """Return the totals if tasks of these estimates, which would run, are answered by what is stored."""
    now = totals.estimate
    spared = total_of(estimates, now.cost_low.currency)
    left = Estimate(
        billed_seconds=Span(
            now.billed_seconds.low - spared.billed_seconds.low, now.billed_seconds.high - spared.billed_seconds.high
        ),
        cost_low=now.cost_low - spared.cost_low,
        cost_high=now.cost_high - spared.cost_high,
        would_low=now.would_low - spared.would_low,
        would_high=now.would_high - spared.would_high,
    )
    count = len(estimates)
    return replace(
        totals,
        run=totals.run - count,
        reuse=totals.reuse + count,
        estimate=left,
        saved=totals.saved + spared.would_low,
    )
