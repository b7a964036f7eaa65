"""A plan as JSON and as text."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from engine.phrases import plan as words
from engine.phrases.amounts import TASKS
from engine.phrases.budget import CAP
from engine.phrases.messages import Messages
from engine.phrases.reasons import PLANNED
from engine.phrases.signs import COMMA
from engine.plan import Action, OutputMember, Plan, RequestTask, Row, Task
from engine.plan.kept.reviewed import digest_under
from engine.plan.media import reference_of
from engine.plan.model import WrittenTask
from engine.report.amounts import amount_data, estimate_data, money_text, note_of, seconds_text
from engine.report.budget import budget_data, budget_text
from engine.report.display import PLAIN, Display
from engine.report.row_counts import RowCounts, rows_text
from engine.report.width import clipped, one_line, padded, width_of
from engine.run.money.budget import Budget
from engine.run.schedule.order import shuffled_place
from engine.values.money import Money

PROMPT_COLUMNS = 96
_MEDIA: Final = ({"path", "sha256"}, {"url", "version"}, {"data", "sha256"}, {"task", "output"})
"""The keys by which a plan writes a medium."""
SHOWN_TASKS = 12
FIRST_ROWS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A plan, and what is shown with it: its budget, where the project keeps its state, of a campaign its rows.

    `shuffle` is the seed of their order, None for that of the plan.
    `seen` writes the path of a medium as who reads it would.
    """

    plan: Plan
    budget: Budget | None
    state: str
    rows: RowCounts | None = None
    shuffle: int | None = None
    seen: Callable[[str], str] = str


def plan_data(plan: Plan, budget: Budget | None, messages: Messages) -> dict[str, Any]:
    """Return the stable shape of `schemas/plan.schema.json`."""
    return {
        "recipe": recipe_data(plan),
        "service": plan.terms.service,
        "realm": plan.terms.realm,
        "catalog": plan.catalog,
        "day": plan.day.isoformat(),
        "digest": reviewed(plan, budget),
        "inputs": dict(plan.inputs),
        "tasks": [task_data(task, messages) for task in plan.tasks.written()],
        "files": list(files_data(plan)),
        "totals": totals_data(plan, budget),
    }


def reviewed(plan: Plan, budget: Budget | None) -> str:
    """Return the digest of what a person reviews: the plan, and the cap with which it is shown."""
    return digest_under(plan.digest, budget.cap if budget is not None else None)


def recipe_data(plan: Plan) -> dict[str, str]:
    """Return what was planned, by its own name."""
    return {"name": plan.name, "version": plan.version, "digest": plan.recipe_digest}


def totals_data(plan: Plan, budget: Budget | None) -> dict[str, Any]:
    """Return the sums of a plan, and how they stand to its cap."""
    totals = plan.totals
    return {
        "tasks": totals.tasks,
        "run": totals.run,
        "reuse": totals.reuse,
        "share": totals.share,
        "skip": totals.skip,
        "unneeded": totals.unneeded,
        **estimate_data(totals.estimate),
        "saved": amount_data(totals.saved.micros, totals.saved.currency),
        "budget": budget_data(budget),
    }


def task_data(one: WrittenTask, messages: Messages) -> dict[str, Any]:
    """Return one task of a plan."""
    task = one.outline
    return {
        "id": task.id,
        "row": task.row,
        "step": task.kind.step,
        "model": task.kind.model,
        "action": task.action.value,
        "reason": {"code": task.reason.code, "text": messages.reason(task.reason, PLANNED)},
        "fingerprint": task.fingerprint or None,
        "needs": list(one.needs),
        "request": json.loads(one.request) if one.request else None,
        "estimate": estimate_data(task.kind.estimate),
    }


def files_data(plan: Plan) -> Iterator[dict[str, str]]:
    """Go through the files that will be published, and what is in each; of several with one key the first that comes."""
    for row, output, member in _members(plan.rows):
        for choice in member.choices:
            media = reference_of(choice.media)
            yield {"row": row, "output": output, "key": member.key, "file": choice.file, "media": media}


def _members(rows: Iterable[Row]) -> Iterator[tuple[str, str, OutputMember]]:
    return ((row.key, output.name, member) for row in rows for output in row.outputs for member in output.members)


def plan_text(ready: Shown, messages: Messages, display: Display = PLAIN) -> str:
    """Return the plan as a person reads it; the first line names service, realm and cap."""
    return "\n".join(_lines(ready, messages, display)) + "\n"


def headline(plan: Plan, budget: Budget | None, messages: Messages) -> str:
    """Return the line that every plan and run begins with."""
    if not plan.terms.bills:
        billing = messages.say(words.UNBILLED)
    elif budget is None:
        billing = messages.say(words.NO_CAP)
    else:
        billing = messages.say(CAP, cap=str(Money(budget.cap, budget.currency)))
    return messages.say(words.HEADLINE, service=plan.terms.service, realm=plan.terms.realm, billing=billing)


def _lines(shown: Shown, messages: Messages, display: Display) -> Iterator[str]:
    plan = shown.plan
    yield from opening_lines(shown, messages)
    for name, value in plan.inputs.items():
        yield from _input_lines(name, value, partial(_input_text, messages=messages, seen=shown.seen))
    yield ""
    tasks = plan.tasks[:SHOWN_TASKS]
    yield from task_lines(tasks, messages, display)
    if len(plan.tasks) > len(tasks):
        yield messages.say(words.MORE_TASKS, count=len(plan.tasks) - len(tasks))
    yield ""
    yield from _file_lines(_members(plan.rows), messages)
    yield from ending_lines(shown, messages, display)


def opening_lines(shown: Shown, messages: Messages) -> Iterator[str]:
    """Say which plan it is and under which service; the first line names service, realm and cap."""
    plan = shown.plan
    yield headline(plan, shown.budget, messages)
    kind = words.CAMPAIGN if plan.is_campaign else words.RECIPE
    yield messages.say(
        kind, name=plan.name, version=plan.version, plan=reviewed(plan, shown.budget)[:12], state=shown.state
    )
    if shown.rows is not None:
        yield messages.say(words.SAID, said=rows_text(shown.rows, messages))
        if shown.shuffle is not None:
            yield _order_line(plan.row_keys, shown.shuffle, messages)


def ending_lines(shown: Shown, messages: Messages, display: Display = PLAIN) -> Iterator[str]:
    """Say what it comes to, and what its cap says to that."""
    plan = shown.plan
    if not plan.tasks:
        empty = [name for name, value in plan.inputs.items() if value == []]
        yield messages.say(
            words.EMPTY if empty else words.NOTHING, names=messages.say(COMMA).join(empty), count=len(empty)
        )
    for model, one in plan.discounts.items():
        yield messages.say(words.DISCOUNT, model=model, factor=str(one.factor), note=note_of(one, messages))
    yield totals_text(plan, messages)
    if shown.budget is not None:
        text = budget_text(shown.budget, messages)
        yield display.paint("warning", text) if shown.budget.short else text


def row_text(row: Row, plan: Plan, messages: Messages, display: Display = PLAIN) -> str:
    """Return what one row of a plan asks for, also what it shares with others, and the files that come of it."""
    named = (plan.tasks.named(name) for name in row.tasks)
    lines = task_lines([task for task in named if task is not None], messages, display)
    return "\n".join([*lines, *_file_lines(_members([row]), messages)]).rstrip() + "\n"


def task_lines(tasks: Sequence[Task], messages: Messages, display: Display) -> Iterator[str]:
    """Give what is done with each task, and what it asks for."""
    columns = max((width_of(task.id) for task in tasks), default=0)
    for task in tasks:
        yield from _task_lines(task, columns, messages, display)


def _order_line(rows: Sequence[str], seed: int, messages: Messages) -> str:
    """Say which rows go first in an order that a seed makes."""
    first = sorted(rows, key=lambda row: shuffled_place(row, seed))[:FIRST_ROWS]
    return messages.say(words.SHUFFLED, seed=seed, rows=messages.say(COMMA).join(first))


def _input_lines(name: str, value: Any, written: Callable[[Any], str]) -> Iterator[str]:
    """Show an input in a line, a list of maps in a line each."""
    if not isinstance(value, list) or not any(isinstance(one, dict) and set(one) not in _MEDIA for one in value):
        yield f"  {name} = {written(value)}"
        return
    yield f"  {name} ="
    yield from (f"    {written(one)}" for one in value)


def _input_text(value: Any, messages: Messages, seen: Callable[[str], str]) -> str:
    written = partial(_input_text, messages=messages, seen=seen)
    if isinstance(value, dict) and set(value) not in _MEDIA:
        return f"{{{', '.join(f'{name}: {written(member)}' for name, member in value.items())}}}"
    if isinstance(value, dict):
        where = seen(value["path"]) if "path" in value else value.get("url") or value.get("data")
        return f"{where} ({value['sha256'][:12]})" if "sha256" in value else str(where)
    if isinstance(value, list) and not value:
        return "[]"
    if isinstance(value, list):
        return ", ".join(map(written, value))
    if value is None:
        return messages.say(words.ABSENT)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _task_lines(task: Task, columns: int, messages: Messages, display: Display) -> Iterator[str]:
    action = _painted(task.action, padded(messages.say(words.ACTIONS[task.action.value]), 8), display)
    head = f"{padded(task.id, columns)}  {action}  {task.model}"
    if task.action is Action.RUN:
        would = task.estimate
        seconds = seconds_text(would.billed_seconds, messages)
        head += f"  {seconds}  {money_text(would.would_low, would.would_high)}"
    yield f"{head}  ({messages.reason(task.reason, PLANNED)})"
    if isinstance(task, RequestTask) and task.action in (Action.RUN, Action.REUSE):
        room = min(PROMPT_COLUMNS, (display.columns or PROMPT_COLUMNS + 4) - 4)
        for line in task.request.prompt.splitlines():
            yield f"    {clipped(one_line(line), room)}"
        yield f"    {messages.say(COMMA).join(_settings(task, messages))}"


def _painted(action: Action, text: str, display: Display) -> str:
    """Paint what costs nothing any more as good; what is to be made is the rule, and stays as it is."""
    return display.paint("good", text) if action in (Action.REUSE, Action.SHARE) else text


def _settings(task: RequestTask, messages: Messages) -> Iterator[str]:
    """Write what a request holds beside its prompt; of a tool also how long it makes a clip, which nothing bills."""
    request = task.request
    for use in request.media:
        yield f"{use.parameter} {_reference_text(use.reference)}"
    told = request.body.get("parameters", {})
    if task.local:
        told = {name: value for name, value in request.body["input"].items() if name != "media"}
    for name, value in told.items():
        yield f"{name} {str(value).lower() if isinstance(value, bool) else value}"
    for facts in task.outputs.values() if task.local else ():
        if facts.seconds is not None:
            yield messages.say(words.MAKES, seconds=seconds_text(facts.seconds, messages))


def _reference_text(reference: str) -> str:
    kind, _, rest = reference.partition(":")
    return f"{kind}:{rest[:12] if kind == 'file' else rest}"


def _file_lines(members: Iterable[tuple[str, str, OutputMember]], messages: Messages) -> Iterator[str]:
    """Write under which names results will be published, and what each is: every choice, where one may not come."""
    found = [(file, output, member) for _, output, member in members for file in member.files]
    if not found:
        return
    yield messages.say(words.PUBLISHED)
    shown = found[:SHOWN_TASKS]
    columns = max(width_of(file) for file, _, _ in shown)
    for file, output, member in shown:
        media = [_reference_text(reference_of(one.media)) for one in member.choices if one.file == file]
        yield f"  {padded(file, columns)}  {output}  {messages.say(COMMA).join(media)}"
    if len(found) > len(shown):
        yield messages.say(words.MORE_FILES, count=len(found) - len(shown))
    yield ""


def totals_text(plan: Plan, messages: Messages) -> str:
    """Return the sums of a plan in one line."""
    totals, estimate = plan.totals, plan.totals.estimate
    always = [(TASKS, totals.tasks), (words.TO_RUN, totals.run), (words.REUSED, totals.reuse)]
    perhaps = [(words.SHARED, totals.share), (words.SKIPPED, totals.skip), (words.UNNEEDED, totals.unneeded)]
    counts = [messages.say(phrase, count=count) for phrase, count in always]
    counts += [messages.say(phrase, count=count) for phrase, count in perhaps if count]
    cost = words.COST if plan.terms.bills else words.WOULD_COST
    parts = [
        messages.say(COMMA).join(counts),
        messages.say(words.BILLED, seconds=seconds_text(estimate.billed_seconds, messages)),
        messages.say(cost, cost=money_text(estimate.would_low, estimate.would_high)),
    ]
    return " · ".join(parts + ([messages.say(words.SAVED, saved=str(totals.saved))] if totals.saved.micros else []))
