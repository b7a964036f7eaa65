"""A run as JSON and as text."""

from collections.abc import Iterator, Mapping
from decimal import ROUND_CEILING, Decimal
from typing import Any

from engine.plan import Plan, Task
from engine.report.amounts import seconds_number
from engine.report.width import padded
from engine.run import events as e
from engine.run.exits import exit_code
from engine.run.history import PublishedFile, RunRecord, TaskRecord
from engine.values.money import Money

GOOD = frozenset({"done", "reused"})


def run_data(record: RunRecord, plan: Plan, hints: Mapping[str, str]) -> dict[str, Any]:
    """Return the stable shape of `schemas/run.schema.json`; `hints` says what to do by cause code."""
    return {
        "run_id": record.run,
        "exit": exit_code(record.state, record.cause),
        "state": record.state,
        "cause": cause_data(record.cause, hints),
        "rows": [_row(row.key, record, plan, hints) for row in plan.rows],
        "tasks": [_task(task, record.currency, plan.task(task.id), hints) for task in record.tasks.values()],
        "billed_seconds": seconds_number(record.billed_seconds),
        "cost": _money(record.cost_micros, record.currency),
        "would_cost": _money(_would_all(record, plan), record.currency),
    }


def _task(task: TaskRecord, currency: str, planned: Task, hints: Mapping[str, str]) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for name, value in task_data(task, currency, hints).items():
        data[name] = value
        if name == "cost":
            data["would_cost"] = _money(_would(task, planned), currency)
    return data


def cause_data(cause: e.Cause | None, hints: Mapping[str, str]) -> dict[str, str] | None:
    """Return `{code, message, hint}` or None."""
    if cause is None:
        return None
    return {"code": cause.code, "message": cause.message, "hint": cause.hint or hints.get(cause.code, "")}


def task_data(task: TaskRecord, currency: str, hints: Mapping[str, str]) -> dict[str, Any]:
    """Return one task of a run."""
    return {
        "id": task.id,
        "state": task.state,
        "job_id": task.job,
        "attempts": task.attempts,
        "billed_seconds": seconds_number(task.billed_seconds),
        "cost": _money(task.cost_micros, currency),
        "error": cause_data(task.cause, hints),
        "notes": list(task.notes),
    }


def _money(micros: int, currency: str) -> dict[str, str]:
    return {"amount": Money(micros, currency).amount, "currency": currency}


def _would_all(record: RunRecord, plan: Plan) -> int:
    return sum(_would(task, plan.task(task.id)) for task in record.tasks.values())


def _would(task: TaskRecord, planned: Task) -> int:
    """What a task's billed seconds would have cost where they are billed: at the plan's price a second, rounded up."""
    seconds, micros = planned.estimate.billed_seconds.high, planned.estimate.would_high.micros
    if not task.billed_seconds or not seconds:
        return 0
    return int((micros * task.billed_seconds / seconds).to_integral_value(rounding=ROUND_CEILING))


def _row(key: str, record: RunRecord, plan: Plan, hints: Mapping[str, str]) -> dict[str, Any]:
    row = next(row for row in plan.rows if row.key == key)
    outputs: dict[str, Any] = {}
    for output in row.outputs:
        files = [_file(file, record, plan) for file in record.files if (file.row, file.output) == (key, output.name)]
        outputs[output.name] = files if output.many else _single(files)
    state, cause = row_state(key, record, plan)
    return {"key": key, "state": state, "outputs": outputs, "error": cause_data(cause, hints)}


def _single(files: list[dict[str, Any]]) -> dict[str, Any] | None:
    return {name: value for name, value in files[0].items() if name != "key"} if files else None


def _file(file: PublishedFile, record: RunRecord, plan: Plan) -> dict[str, Any]:
    seconds = next((_seconds(task, plan) for task in record.tasks.values() if task.digest == file.digest), None)
    return {
        "key": file.key,
        "path": file.path,
        "sha256": file.digest,
        "seconds": seconds_number(seconds) if seconds is not None else None,
    }


def _seconds(task: TaskRecord, plan: Plan) -> Decimal | None:
    """Return how long a task's result is: as fetched in this run, or as stored by the one whose result it reuses."""
    stored = plan.task(task.id).stored
    if task.seconds is not None or stored is None or stored.facts.seconds is None:
        return task.seconds
    return stored.facts.seconds.exact


def row_state(key: str, record: RunRecord, plan: Plan) -> tuple[str, e.Cause | None]:
    """Return the one state of a row: held before failed before skipped before done."""
    row = next(row for row in plan.rows if row.key == key)
    mine = set(row.tasks)
    tasks = [
        record.tasks[task.id]
        for task in plan.tasks
        if task.id in mine and task.id in record.tasks
        and not (task.on_error == "skip" and record.tasks[task.id].state == "failed")
    ]  # fmt: skip
    for state in ("held", "failed"):
        for task in tasks:
            if task.state == state:
                return state, task.cause
    if any(task.state in ("waiting", "running") for task in tasks):
        return "held", e.Cause(code="waiting", message="the run ended before its jobs did; running again goes on")
    for failure in record.publish_failures:
        if failure.row == key:
            return "failed", failure.cause
    if row.outputs and not any(output.members for output in row.outputs):
        return "skipped", next((task.cause for task in tasks if task.cause), None)
    return "done", None


def run_text(record: RunRecord, plan: Plan, hints: Mapping[str, str]) -> str:
    """Return the end of a run as a person reads it; `hints` says what to do by cause code."""
    return "\n".join(_lines(record, plan, hints)) + "\n"


def _lines(record: RunRecord, plan: Plan, hints: Mapping[str, str]) -> Iterator[str]:
    by_id: dict[str, Task] = {task.id: task for task in plan.tasks}
    columns = max((len(name) for name in record.tasks), default=0)
    for task in record.tasks.values():
        yield f"{padded(task.id, columns)}  {padded(task.state, 7)}{_about(task, by_id.get(task.id))}"
        for note in task.notes:
            yield f"    note: {note}"
        if task.cause is not None and task.state not in GOOD:
            yield f"    {task.cause.message} [{task.cause.code}]"
            hint = task.cause.hint or hints.get(task.cause.code, "")
            if hint:
                yield f"    {hint}"
    yield _summary(record)
    order = [output.name for row in plan.rows for output in row.outputs]
    for file in sorted(record.files, key=lambda file: order.index(file.output)):
        where = f"{file.output}[{file.key}]" if file.key else file.output
        yield f"{where}: {file.path}" + (" (replaced another file of that name)" if file.replaced else "")
    for failure in record.publish_failures:
        yield f"{failure.output}: not published: {failure.cause.message}"


def _about(task: TaskRecord, planned: Task | None) -> str:
    parts = []
    if task.state == "reused":
        parts.append("nothing was sent")
    if task.job is not None:
        parts.append(f"job {task.job}")
    if task.attempts > 1:
        parts.append(f"attempt {task.attempts}")
    if task.billed_seconds:
        parts.append(f"{seconds_number(task.billed_seconds)} s billed")
    return f"  {' · '.join(parts)}" if parts and planned is not None else ""


def _summary(record: RunRecord) -> str:
    counts = {state: sum(task.state == state for task in record.tasks.values()) for state in
              ("done", "reused", "failed", "skipped", "held", "running", "waiting")}  # fmt: skip
    tasks = ", ".join(f"{count} {state}" for state, count in counts.items() if count) or "nothing to do"
    cost = Money(record.cost_micros, record.currency)
    line = f"run {record.run} {record.state}: {tasks} · {seconds_number(record.billed_seconds)} s billed · {cost}"
    if record.tasks and counts["reused"] == len(record.tasks):
        line += " · everything was reused, nothing was sent"
    return line
