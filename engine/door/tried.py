"""Results of the tests that recipes carry, as programs get them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from engine.door.faults import Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedTest:
    """One test of a recipe; `line` is where its name stands, `faults` are everything that was not as it expects."""

    file: str
    name: str
    line: int
    state: Literal["passed", "failed"]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedTests:
    """What the tests of recipes gave; `faults` are mistakes of whole files, whose tests were not tried.

    `json` is the whole in the form of `schemas/test.schema.json`.
    """

    tests: tuple[TriedTest, ...]
    passed: int
    failed: int
    faults: tuple[Fault, ...]
    json: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)
