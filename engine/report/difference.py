"""A difference of two plans as text and as JSON."""

import difflib
from collections.abc import Iterator
from typing import Any

from engine.plan import Change, ParameterChange, PlanDifference, TaskDifference
from engine.report.amounts import money_text, seconds_text
from engine.report.plan import estimate_data
from engine.report.width import clipped, padded, width_of

COLUMNS = 110
SHOWN_TASKS = 40


def difference_data(found: PlanDifference, before: str, after: str) -> dict[str, Any]:
    """Return the stable shape of `schemas/diff.schema.json`."""
    return {
        "before": _side(before, found, after=False),
        "after": _side(after, found, after=True),
        "tasks": [_task_data(task) for task in found.tasks],
        "totals": {
            **{change.value: found.count(change) for change in Change},
            "anew": len(found.anew),
            **estimate_data(found.price),
        },
    }


def _side(name: str, found: PlanDifference, *, after: bool) -> dict[str, Any]:
    plan = found.after if after else found.before
    recipe = {"name": plan.name, "version": plan.version, "digest": plan.recipe_digest}
    return {"file": name, "recipe": recipe, "digest": plan.digest}


def _task_data(one: TaskDifference) -> dict[str, Any]:
    return {
        "id": one.id,
        "row": one.task.row,
        "step": one.task.step,
        "model": one.task.model,
        "change": one.change.value,
        "anew": one.anew,
        "like": one.like or None,
        "parameters": [
            {"name": change.name, "before": _plain(change.before), "after": _plain(change.after)}
            for change in one.parameters
        ],
        "estimate": estimate_data(one.task.estimate),
    }


def _plain(value: object) -> Any:
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)


def difference_text(found: PlanDifference, before: str, after: str) -> str:
    """Return the difference as a person reads it: every task that changes, and what the change costs."""
    return "\n".join(_lines(found, before, after)) + "\n"


def _lines(found: PlanDifference, before: str, after: str) -> Iterator[str]:
    old, new = found.before, found.after
    yield f"{before} → {after}"
    versions = old.version if old.version == new.version else f"{old.version} → {new.version}"
    names = old.name if old.name == new.name else f"{old.name} → {new.name}"
    yield f"{names} {versions} · plan {old.digest[:12]} → {new.digest[:12]}"
    changed = [one for one in found.tasks if one.change is not Change.SAME]
    if changed:
        yield ""
    shown = changed[:SHOWN_TASKS]
    columns = max((width_of(one.id) for one in shown), default=0)
    for one in shown:
        yield from _task_lines(one, columns)
    if len(changed) > len(shown):
        yield f"... and {len(changed) - len(shown)} more; --format json lists all of them"
    yield ""
    yield _totals_line(found)


def _task_lines(one: TaskDifference, columns: int) -> Iterator[str]:
    head = f"{padded(one.id, columns)}  {padded(one.change.value, 8)}"
    if one.anew:
        estimate = one.task.estimate
        head += f"  {seconds_text(estimate.billed_seconds)}  {money_text(estimate.would_low, estimate.would_high)}"
    yield f"{head}  {_why(one)}".rstrip()
    for change in one.parameters:
        yield from _parameter_lines(change)


def _why(one: TaskDifference) -> str:
    if one.change is Change.REMOVED:
        return ""
    if one.like:
        return f"(asks for what {one.like} asked for before)"
    if not one.anew:
        return "(shared with an equal request)"
    return "(a step before it changes)" if one.change is Change.UPSTREAM else ""


def _parameter_lines(change: ParameterChange) -> Iterator[str]:
    old, new = _shown(change.before), _shown(change.after)
    if "\n" not in old + new and width_of(old + new) <= COLUMNS // 2:
        yield f"    {change.name} {old} → {new}"
        return
    yield f"    {change.name}"
    for line in difflib.ndiff(old.split("\n"), new.split("\n")):
        if line[:1] in "+-":
            yield f"      {line[0]} {clipped(line[2:], COLUMNS)}"


def _shown(value: object) -> str:
    if isinstance(value, tuple | list):
        return ", ".join(_shown(item) for item in value)
    if value is None:
        return "not sent"
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value)
    return text[:17] + "…" if text.startswith("file:") else text


def _totals_line(found: PlanDifference) -> str:
    words = [f"{found.count(change)} {change.value}" for change in Change if found.count(change)]
    if not found.anew:
        return f"{', '.join(words) or 'no tasks'} · nothing has to be made anew"
    price = found.price
    would = money_text(price.would_low, price.would_high)
    cost = f"cost {would}" if found.after.terms.bills else f"would cost {would}"
    return f"{', '.join(words)} · {len(found.anew)} to make anew: {seconds_text(price.billed_seconds)} billed · {cost}"
