"""A step on several models side by side, as programs get it: `schemas/compare.schema.json` with types."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.door.faults import Fault
from engine.door.plan import Estimate, SecondsRange


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """Why a model can't be asked at all: its service doesn't offer it, or it has no price there."""

    code: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelDiscount:
    """What the service takes off for a while: the price is multiplied by `factor`, which no estimate counts on."""

    factor: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedModel:
    """The step on one model: how often it is asked, for how much, and how long its results are.

    `possible` says whether it can be asked; without that there is no `estimate`, and `faults` (limits that are surely broken) or
    `error` say why. `left_out` are parameters of the step for which the model has none; `as_written` is the model of the file.
    """

    model: str
    as_written: bool
    possible: bool
    tasks: int
    estimate: Estimate | None
    seconds: SecondsRange | None
    regions: tuple[str, ...]
    discount: ModelDiscount | None
    left_out: tuple[str, ...]
    faults: tuple[Fault, ...]
    error: Obstacle | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedModels:
    """One step on several models, the one that is written first; `day` is that of the prices, `json` the form of the schema."""

    recipe: str
    step: str
    service: str
    region: str
    day: str
    models: tuple[ComparedModel, ...]
    json: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)
