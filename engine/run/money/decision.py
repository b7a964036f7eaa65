"""Decision: what a step has made of an attempt."""

from dataclasses import dataclass

from engine.run.money.attempt import Attempt
from engine.run.money.table import Outcome, Transition


@dataclass(frozen=True, slots=True)
class Decision:
    """What an attempt is after an event, why, and how that is to be recorded before anything else happens."""

    attempt: Attempt
    outcome: Outcome
    row: Transition
