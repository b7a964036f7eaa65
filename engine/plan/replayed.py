"""Replayed: a plan that was made again, held against what was recorded of it when it ran (pure)."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from engine.plan.model import Plan, RequestTask


class Equality(Enum):
    """How something is to what was recorded of it."""

    EQUAL = "equal"
    DIFFERS = "differs"
    GONE = "gone"
    NEW = "new"
    UNTOLD = "untold"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class HeldAgainst:
    """One thing as it was recorded, and as it is now; "" for what is not there.

    `kind` is recipe, input, plan, task, file or result. `names` are the parts that differ: parameters of a task's request.
    """

    kind: str
    name: str
    equality: Equality
    was: str = ""
    now: str = ""
    names: tuple[str, ...] = ()


def same(kind: str, name: str, was: str | None, now: str | None) -> HeldAgainst:
    """Hold two digests against each other, None for what is not there."""
    if was == now:
        equality = Equality.EQUAL
    elif was is None or now is None:
        equality = Equality.NEW if was is None else Equality.GONE
    else:
        equality = Equality.DIFFERS
    return HeldAgainst(kind, name, equality, was or "", now or "")


def recipe_and_tasks(recorded: Mapping[str, Any], plan: Plan) -> Iterator[HeldAgainst]:
    """Hold a plan against the manifest of its run: the recipe, the whole, and each task in the order of the manifest."""
    yield same("recipe", recorded["recipe"]["name"], recorded["recipe"]["digest"], plan.recipe_digest)
    yield same("plan", recorded["recipe"]["name"], recorded["plan"], plan.digest)
    by_id, before = plan.by_id, {task["id"]: task for task in recorded["tasks"]}
    for name, was in before.items():
        now = by_id.get(name)
        yield HeldAgainst("task", name, Equality.GONE, was["fingerprint"] or "") if now is None else _task(was, now)
    for name, task in by_id.items():
        if name not in before:
            fingerprint = task.fingerprint if isinstance(task, RequestTask) else ""
            yield HeldAgainst("task", name, Equality.NEW, "", fingerprint)


def _task(was: Mapping[str, Any], now: object) -> HeldAgainst:
    """Hold a task's fingerprint, asked form and body against what was recorded."""
    asks = now if isinstance(now, RequestTask) else None
    fingerprint = asks.fingerprint if asks is not None else None
    found = same("task", was["id"], was["fingerprint"], fingerprint)
    names = _differing(was["asked"], asks.request.asked if asks is not None else None)
    if was["request"] != _plain(asks.request.body if asks is not None else None) and not names:
        names = ("request",)
    if found.equality is Equality.EQUAL and not names:
        return found
    return HeldAgainst("task", was["id"], Equality.DIFFERS, found.was, found.now, names)


def _differing(was: Mapping[str, Any] | None, now: Mapping[str, Any] | None) -> tuple[str, ...]:
    before, after = was or {}, _plain(now) or {}
    return tuple(name for name in dict.fromkeys([*before, *after]) if before.get(name) != after.get(name))


def _plain(value: Mapping[str, Any] | None) -> Any:
    """Return what JSON makes of a value, as the manifest holds it."""
    return None if value is None else json.loads(json.dumps(dict(value)))
