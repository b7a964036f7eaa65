"""A run as JSON and as text."""

from collections.abc import Iterator, Mapping
from typing import Any

from engine.plan import Plan, Task
from engine.report.amounts import seconds_number
from engine.report.width import padded
from engine.run import events as e
from engine.run.exits import exit_code
from engine.run.history import RunRecord, TaskRecord
from engine.values.money import Money

GOOD = frozenset({"done", "reused"})


def run_data(record: RunRecord, plan: Plan) -> dict[str, Any]:
    """Return the stable shape of `schemas/run.schema.json`."""
    return {
        "run_id": record.run,
        "exit": exit_code(record.state, record.cause),
        "state": record.state,
        "cause": cause_data(record.cause),
        "rows": [_row(row.key, record, plan) for row in plan.rows],
        "tasks": [task_data(task, record.currency) for task in record.tasks.values()],
        "billed_seconds": seconds_number(record.billed_seconds),
        "cost": _money(record.cost_micros, record.currency),
        "would_cost": _money(_would(record, plan), record.currency),
    }


def cause_data(cause: e.Cause | None) -> dict[str, str] | None:
    """Return `{code, message, hint}` or None."""
    return None if cause is None else {"code": cause.code, "message": cause.message, "hint": cause.hint}


def task_data(task: TaskRecord, currency: str) -> dict[str, Any]:
    """Return one task of a run."""
    return {
        "id": task.id,
        "state": task.state,
        "job_id": task.job,
        "attempts": task.attempts,
        "billed_seconds": seconds_number(task.billed_seconds),
        "cost": _money(task.cost_micros, currency),
        "error": cause_data(task.cause),
        "notes": list(task.notes),
    }


def _money(micros: int, currency: str) -> dict[str, str]:
    return {"amount": Money(micros, currency).amount, "currency": currency}


def _would(record: RunRecord, plan: Plan) -> int:
    """What the tasks that this run had done would have cost where they are billed."""
    by_id = {task.id: task for task in plan.tasks}
    done = [by_id[task.id] for task in record.tasks.values() if task.billed_seconds and task.id in by_id]
    return sum(task.estimate.would_high.micros for task in done)


def _row(key: str, record: RunRecord, plan: Plan) -> dict[str, Any]:
    row = next(row for row in plan.rows if row.key == key)
    outputs: dict[str, Any] = {}
    for output in row.outputs:
        files = [_file(file.path, file.digest, file.key, record) for file in record.files
                 if (file.row, file.output) == (key, output.name)]  # fmt: skip
        outputs[output.name] = files if output.many else _single(files)
    state, cause = row_state(key, record, plan)
    return {"key": key, "state": state, "outputs": outputs, "error": cause_data(cause)}


def _single(files: list[dict[str, Any]]) -> dict[str, Any] | None:
    return {name: value for name, value in files[0].items() if name != "key"} if files else None


def _file(path: str, digest: str, key: str, record: RunRecord) -> dict[str, Any]:
    made = next((task for task in record.tasks.values() if task.digest == digest), None)
    seconds = seconds_number(made.seconds) if made is not None and made.seconds is not None else None
    return {"key": key, "path": path, "sha256": digest, "seconds": seconds}


def row_state(key: str, record: RunRecord, plan: Plan) -> tuple[str, e.Cause | None]:
    """Return the one state of a row: held before failed before skipped before done."""
    tasks = [record.tasks[task.id] for task in plan.tasks if task.row == key and task.id in record.tasks]
    for state in ("held", "failed"):
        for task in tasks:
            if task.state == state:
                return state, task.cause
    if any(task.state in ("waiting", "running") for task in tasks):
        return "held", e.Cause(code="waiting", message="the run ended before its jobs did; running again goes on")
    for failure in record.publish_failures:
        if failure.row == key:
            return "failed", failure.cause
    outputs = [output for row in plan.rows if row.key == key for output in row.outputs]
    if outputs and not any(output.members for output in outputs):
        return "skipped", next((task.cause for task in tasks if task.cause), None)
    return "done", None


def run_text(record: RunRecord, plan: Plan, errors: Mapping[str, str]) -> str:
    """Return the end of a run as a person reads it; `errors` holds hints by cause code."""
    return "\n".join(_lines(record, plan, errors)) + "\n"


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
    for file in record.files:
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
