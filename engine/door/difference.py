"""A difference as programs get it: `schemas/diff.schema.json` with types."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from engine.door.plan import AmountRange, Estimate, RecipeName, SecondsRange


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two; `file` has the revision before a colon if it was taken from one, `digest` is its plan's."""

    file: str
    recipe: RecipeName
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterChange:
    """A parameter that differs; None if it is not sent."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskChange:
    """What becomes of one task; `upstream` if its own words are the same, but a step before it changes.

    `anew` says whether it has to be made, `like` is the task before that asked for the same under another name.
    """

    id: str
    row: str
    step: str
    model: str
    change: Literal["same", "changed", "upstream", "added", "removed"]
    anew: bool
    like: str | None
    parameters: tuple[ParameterChange, ...]
    estimate: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeTotals:
    """How many tasks there are of each change, and what those that are made anew take."""

    same: int
    changed: int
    upstream: int
    added: int
    removed: int
    anew: int
    billed_seconds: SecondsRange
    cost: AmountRange
    would_cost: AmountRange


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What a change of a recipe changes; `json` is the whole in the form of the schema."""

    before: Side
    after: Side
    tasks: tuple[TaskChange, ...]
    totals: ChangeTotals
    json: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)
