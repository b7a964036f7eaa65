"""A difference of two plans as text and as JSON."""

import difflib
from collections.abc import Iterator
from typing import Any

from engine.phrases import difference as words
from engine.phrases.messages import Messages
from engine.phrases.signs import COMMA
from engine.plan import Change, ParameterChange, PlanDifference, TaskDifference
from engine.report.amounts import estimate_data, money_text, seconds_text
from engine.report.plan import recipe_data
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
    return {"file": name, "recipe": recipe_data(plan), "digest": plan.digest}


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


def difference_text(found: PlanDifference, before: str, after: str, messages: Messages) -> str:
    """Return the difference as a person reads it: every task that changes, and what the change costs."""
    return "\n".join(_lines(found, before, after, messages)) + "\n"


def _lines(found: PlanDifference, before: str, after: str, messages: Messages) -> Iterator[str]:
    old, new = found.before, found.after
    yield f"{before} → {after}"
    version = old.version if old.version == new.version else f"{old.version} → {new.version}"
    name = old.name if old.name == new.name else f"{old.name} → {new.name}"
    yield messages.say(words.PLANS, name=name, version=version, before=old.digest[:12], after=new.digest[:12])
    changed = [one for one in found.tasks if one.change is not Change.SAME]
    if changed:
        yield ""
    shown = changed[:SHOWN_TASKS]
    columns = max((width_of(one.id) for one in shown), default=0)
    for one in shown:
        yield from _task_lines(one, columns, messages)
    if len(changed) > len(shown):
        yield messages.say(words.MORE, count=len(changed) - len(shown))
    yield ""
    yield _totals_line(found, messages)


def _task_lines(one: TaskDifference, columns: int, messages: Messages) -> Iterator[str]:
    head = f"{padded(one.id, columns)}  {padded(messages.say(words.CHANGES[one.change.value]), 8)}"
    if one.anew:
        estimate = one.task.estimate
        seconds = seconds_text(estimate.billed_seconds, messages)
        head += f"  {seconds}  {money_text(estimate.would_low, estimate.would_high)}"
    yield f"{head}  {_why(one, messages)}".rstrip()
    for change in one.parameters:
        yield from _parameter_lines(change, messages)


def _why(one: TaskDifference, messages: Messages) -> str:
    if one.change is Change.REMOVED:
        return ""
    if one.like:
        return messages.say(words.LIKE, task=one.like)
    if not one.anew:
        return messages.say(words.SHARED)
    return messages.say(words.BEFORE_IT) if one.change is Change.UPSTREAM else ""


def _parameter_lines(change: ParameterChange, messages: Messages) -> Iterator[str]:
    old, new = _shown(change.before, messages), _shown(change.after, messages)
    if "\n" not in old + new and width_of(old + new) <= COLUMNS // 2:
        yield f"    {change.name} {old} → {new}"
        return
    yield f"    {change.name}"
    for line in difflib.ndiff(old.split("\n"), new.split("\n")):
        if line[:1] in "+-":
            yield f"      {line[0]} {clipped(line[2:], COLUMNS)}"


def _shown(value: object, messages: Messages) -> str:
    if isinstance(value, tuple | list):
        return ", ".join(_shown(item, messages) for item in value)
    if value is None:
        return messages.say(words.NOT_SENT)
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value)
    return text[:17] + "…" if text.startswith("file:") else text


def _totals_line(found: PlanDifference, messages: Messages) -> str:
    counts = [(found.count(change), messages.say(words.CHANGES[change.value])) for change in Change]
    said = messages.say(COMMA).join(f"{count} {word}" for count, word in counts if count)
    if not found.anew:
        return f"{said or messages.say(words.NO_TASKS)} · {messages.say(words.NOTHING)}"
    price = found.price
    seconds = seconds_text(price.billed_seconds, messages)
    cost = words.COST if found.after.terms.bills else words.WOULD_COST
    would = messages.say(cost, cost=money_text(price.would_low, price.would_high))
    return f"{said} · {messages.say(words.ANEW, count=len(found.anew), seconds=seconds)} · {would}"
