"""A difference of two plans as text and as JSON."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from engine.phrases import difference as words
from engine.phrases.amounts import ROWS, TASKS
from engine.phrases.messages import Messages
from engine.phrases.signs import COLON, COMMA
from engine.plan import Change, ParameterChange, PlanDifference, TaskDifference
from engine.plan.price import total_of
from engine.report.amounts import estimate_data, money_text, seconds_text
from engine.report.display import PLAIN, Display
from engine.report.plan import recipe_data
from engine.report.rewording import hunk_lines, swaps_of
from engine.report.width import padded, width_of

COLUMNS: Final = 110
SHOWN_GROUPS: Final = 40
"""So many changes are shown."""
NAMED: Final = 3
"""So many of the rows that are changed alike are named."""
_INDENT: Final = "    "


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


def difference_text(
    found: PlanDifference, before: str, after: str, messages: Messages, display: Display = PLAIN
) -> str:  # fmt: skip
    """Return the difference as a person reads it: every change once with its tasks, and what all of them cost."""
    return "\n".join(_lines(found, before, after, messages, display)) + "\n"


def _lines(
    found: PlanDifference, before: str, after: str, messages: Messages, display: Display
) -> Iterator[str]:  # fmt: skip
    old, new = found.before, found.after
    yield f"{before} → {after}"
    version = old.version if old.version == new.version else f"{old.version} → {new.version}"
    name = old.name if old.name == new.name else f"{old.name} → {new.name}"
    yield messages.say(words.PLANS, name=name, version=version, before=old.digest[:12], after=new.digest[:12])
    groups = _groups((one for one in found.tasks if one.change is not Change.SAME), messages)
    if groups:
        yield ""
    shown = groups[:SHOWN_GROUPS]
    columns = max((width_of(_name(group)) for group in shown), default=0)
    for group in shown:
        yield from _group_lines(group, columns, messages, display)
    if len(groups) > len(shown):
        yield messages.say(words.MORE, count=sum(map(len, groups[SHOWN_GROUPS:])))
    yield ""
    yield _totals_line(found, messages)


def _groups(changed: Iterable[TaskDifference], messages: Messages) -> list[list[TaskDifference]]:
    """Put the tasks of a step together that are changed alike, word by word, in the order of the first of each."""
    found: dict[object, list[TaskDifference]] = {}
    for one in changed:
        told = tuple((change.name, swaps_of(*_sides(change, messages))) for change in one.parameters)
        found.setdefault((one.task.step, one.change, one.anew, bool(one.like), told), []).append(one)
    return list(found.values())


def _name(group: Sequence[TaskDifference]) -> str:
    return group[0].id if len(group) == 1 else group[0].task.step


def _group_lines(
    group: Sequence[TaskDifference], columns: int, messages: Messages, display: Display
) -> Iterator[str]:  # fmt: skip
    one, many = group[0], len(group) > 1
    head = f"{padded(_name(group), columns)}  {padded(messages.say(words.CHANGES[one.change.value]), 8)}"
    if one.anew:
        estimate = total_of((each.task.estimate for each in group), one.task.estimate.cost_low.currency)
        seconds = seconds_text(estimate.billed_seconds, messages)
        head += f"  {seconds}  {money_text(estimate.would_low, estimate.would_high)}"
    yield f"{head}  {_of_many(group, messages) if many else _why(one, messages)}".rstrip()
    room = min(COLUMNS, display.columns or COLUMNS) - len(_INDENT)
    for change in one.parameters:
        yield from _parameter_lines(change, messages, display, room)


def _of_many(group: Sequence[TaskDifference], messages: Messages) -> str:
    """Say how many rows, or tasks, are changed alike, and which come first."""
    rows = dict.fromkeys(one.task.row for one in group)
    phrase, names = (ROWS, list(rows)) if len(rows) == len(group) else (TASKS, [one.id for one in group])
    first = ", ".join(names[:NAMED]) + (", …" if len(names) > NAMED else "")
    why = "" if group[0].like else _why(group[0], messages)
    return f"{messages.say(phrase, count=len(group))}{messages.say(COLON)}{first}{'  ' if why else ''}{why}"


def _why(one: TaskDifference, messages: Messages) -> str:
    if one.change is Change.REMOVED:
        return ""
    if one.like:
        return messages.say(words.LIKE, task=one.like)
    if not one.anew:
        return messages.say(words.SHARED)
    return messages.say(words.BEFORE_IT) if one.change is Change.UPSTREAM else ""


def _parameter_lines(change: ParameterChange, messages: Messages, display: Display, room: int) -> Iterator[str]:
    old, new = _sides(change, messages)
    if "\n" not in old + new and width_of(f"{change.name}{old}{new}") <= room // 2:
        yield f"{_INDENT}{change.name} {old} → {new}"
        return
    yield f"{_INDENT}{change.name}"
    for line in hunk_lines(old, new, room - 2):
        yield f"{_INDENT}  {display.paint('error' if line[0] == '-' else 'good', line)}"


def _sides(change: ParameterChange, messages: Messages) -> tuple[str, str]:
    return _shown(change.before, messages), _shown(change.after, messages)


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
