"""Outcome: what a run did."""

from dataclasses import dataclass
from pathlib import Path

from engine.plan import Plan
from engine.run.history import RunRecord
from engine.values.reason import Reason


@dataclass(frozen=True, slots=True)
class ResultsTable:
    """Where the results of a campaign are listed; `draft`: drafts are among them."""

    path: Path
    draft: bool


@dataclass(frozen=True, slots=True)
class Untold:
    """How many alerts could not be delivered, and why the last of them was not."""

    count: int
    why: Reason


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run did: its plan and its record, and of a campaign where the table of its results is.

    Where no row was chosen there was no run: its record has no id.
    `untold` is what its `--notify` command did not take.
    """

    plan: Plan
    record: RunRecord
    table: ResultsTable | None = None
    untold: Untold | None = None
