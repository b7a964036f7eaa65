"""Trouble: the kinds of trouble that a scenario may name, as data under `schemas`: effects with the values of a case."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final, cast

from engine.emulator.rules.scenario import Effect, Operation
from engine.resources import load_json

_SAID: Final = frozenset({"on", "effect", "en", "zh"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """One kind: what it does to which operations, the first of them where none is named; `values` are those of its rule."""

    on: tuple[Operation, ...]
    effect: Effect
    values: Mapping[str, Any]


@functools.cache
def troubles() -> Mapping[str, Trouble]:
    """Return every kind of trouble by its name."""
    return MappingProxyType({name: _trouble(row) for name, row in load_json("troubles.json").items()})


def _trouble(row: Mapping[str, Any]) -> Trouble:
    values = {name: value for name, value in row.items() if name not in _SAID}
    return Trouble(on=tuple(row["on"]), effect=cast("Effect", row["effect"]), values=MappingProxyType(values))
