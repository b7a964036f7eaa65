"""Beginning: what a screen is shown before anything is sent."""

from collections.abc import Callable
from dataclasses import dataclass

from engine.plan import Plan
from engine.run.money.budget import Budget

Stands = Callable[[], Budget | None]
"""Tells how the cap stands now, over all runs that it covers; None if there is none, or nothing is billed."""


def no_budget() -> None:
    """Tell that there is no cap, or that nothing is billed."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """What is to run, how its cap stands to it before anything is sent, and what tells how the cap stands by then."""

    plan: Plan
    budget: Budget | None = None
    stands: Stands = no_budget
