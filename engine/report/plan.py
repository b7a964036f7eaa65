"""A plan as JSON and as text."""

from collections.abc import Iterator
from typing import Any

from engine.plan import Action, Estimate, Plan, Task
from engine.report.amounts import money_text, seconds_number, seconds_text
from engine.report.width import clipped, padded, width_of
from engine.values.money import Money

PROMPT_COLUMNS = 96
SHOWN_TASKS = 12


def plan_data(plan: Plan) -> dict[str, Any]:
    """Return the stable shape of `schemas/plan.schema.json`."""
    return {
        "recipe": {"name": plan.name, "version": plan.version, "digest": plan.recipe_digest},
        "service": plan.terms.service,
        "realm": plan.terms.realm,
        "catalog": plan.catalog,
        "day": plan.day.isoformat(),
        "digest": plan.digest,
        "inputs": dict(plan.inputs),
        "tasks": [task_data(task) for task in plan.tasks],
        "totals": totals_data(plan),
    }


def totals_data(plan: Plan) -> dict[str, Any]:
    """Return the sums of a plan."""
    totals = plan.totals
    return {
        "tasks": totals.tasks,
        "run": totals.run,
        "reuse": totals.reuse,
        "share": totals.share,
        "skip": totals.skip,
        "unneeded": totals.unneeded,
        **estimate_data(totals.estimate),
        "saved": {"amount": totals.saved.amount, "currency": totals.saved.currency},
    }


def task_data(task: Task) -> dict[str, Any]:
    """Return one task of a plan."""
    return {
        "id": task.id,
        "row": task.row,
        "step": task.step,
        "model": task.model,
        "action": task.action.value,
        "reason": {"code": task.reason.code, "text": task.reason.text},
        "fingerprint": task.fingerprint,
        "needs": list(task.needs),
        "request": dict(task.request.body) if task.request else None,
        "estimate": estimate_data(task.estimate),
    }


def estimate_data(estimate: Estimate) -> dict[str, Any]:
    """Return seconds and cost, low and high."""
    seconds = estimate.billed_seconds
    currency = estimate.cost_low.currency
    return {
        "billed_seconds": {"low": seconds_number(seconds.low), "high": seconds_number(seconds.high)},
        "cost": {"low": estimate.cost_low.amount, "high": estimate.cost_high.amount, "currency": currency},
        "would_cost": {"low": estimate.would_low.amount, "high": estimate.would_high.amount, "currency": currency},
    }


def plan_text(plan: Plan, *, cap: str, state: str, rows: str = "") -> str:
    """Return the plan as a person reads it; the first line names service, realm and cap, `rows` says how many there are."""
    return "\n".join(_lines(plan, cap, state, rows)) + "\n"


def headline(plan: Plan, cap: str) -> str:
    """Return the line that every plan and run begins with."""
    billing = f"cap {cap}" if plan.terms.bills else "nothing is billed"
    return f"service {plan.terms.service} · realm {plan.terms.realm} · {billing}"


def _lines(plan: Plan, cap: str, state: str, rows: str) -> Iterator[str]:
    yield headline(plan, cap)
    kind = "campaign" if plan.is_campaign else "recipe"
    yield f"{kind} {plan.name} {plan.version} · plan {plan.digest[:12]} · state in {state}"
    if rows:
        yield f"rows: {rows}"
    for name, value in plan.inputs.items():
        yield f"  {name} = {_input_text(value)}"
    yield ""
    shown = plan.tasks[:SHOWN_TASKS]
    columns = max((width_of(task.id) for task in shown), default=0)
    for task in shown:
        yield from _task_lines(task, columns)
    if len(plan.tasks) > len(shown):
        yield f"... and {len(plan.tasks) - len(shown)} more tasks; --format jsonl lists all of them"
    yield ""
    yield _totals_line(plan)


def too_small(plan: Plan, cap: Money) -> str:
    """Say by how much a cap is too small for a plan, "" if it is enough."""
    high = plan.totals.estimate.cost_high
    if high.micros <= cap.micros:
        return ""
    return f"the cap of {cap} is {high - cap} too small for this plan: what no longer fits would be held"


def _input_text(value: Any) -> str:
    if isinstance(value, dict):
        where = value.get("path") or value.get("url") or value.get("data")
        return f"{where} ({value['sha256'][:12]})" if "sha256" in value else str(where)
    if isinstance(value, list):
        return ", ".join(_input_text(item) for item in value)
    if value is None:
        return "absent"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _task_lines(task: Task, columns: int) -> Iterator[str]:
    action = padded(task.action.value, 8)
    head = f"{padded(task.id, columns)}  {action}  {task.model}"
    if task.action is Action.RUN:
        seconds, would = task.estimate.billed_seconds, task.estimate
        head += f"  {seconds_text(seconds)}  {money_text(would.would_low, would.would_high)}"
    yield f"{head}  ({task.reason.text})"
    if task.request is not None and task.action in (Action.RUN, Action.REUSE):
        for line in task.request.prompt.splitlines():
            yield f"    {clipped(line, PROMPT_COLUMNS)}"
        yield f"    {', '.join(_settings(task))}"


def _settings(task: Task) -> Iterator[str]:
    assert task.request is not None
    for use in task.request.media:
        kind, _, rest = use.reference.partition(":")
        yield f"{use.parameter} {kind}:{rest[:12] if kind == 'file' else rest}"
    for name, value in task.request.body.get("parameters", {}).items():
        yield f"{name} {str(value).lower() if isinstance(value, bool) else value}"


def _totals_line(plan: Plan) -> str:
    totals = plan.totals
    parts = [f"{totals.tasks} task{'' if totals.tasks == 1 else 's'}", f"{totals.run} to run", f"{totals.reuse} reused"]
    parts += [f"{totals.share} shared"] if totals.share else []
    parts += [f"{count} {word}" for count, word in ((totals.skip, "skipped"), (totals.unneeded, "unneeded")) if count]
    would = money_text(totals.estimate.would_low, totals.estimate.would_high)
    cost = f"cost {would}" if plan.terms.bills else f"cost 0, would cost {would}"
    line = f"{', '.join(parts)} · {seconds_text(totals.estimate.billed_seconds)} billed · {cost}"
    return f"{line} · saved {totals.saved}" if totals.saved.micros else line
