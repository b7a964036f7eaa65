"""A run as JSON and as text."""

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import ROUND_CEILING, Decimal
from typing import Any

from engine.plan import Plan, Task
from engine.report.amounts import seconds_number
from engine.report.rows import planned_row, row_state, rows_of
from engine.report.width import padded
from engine.run import events as e
from engine.run.exits import exit_code
from engine.run.history import PublishedFile, RunRecord, TaskRecord
from engine.values.media import FileSource
from engine.values.money import Money

GOOD = frozenset({"done", "reused"})
SHOWN_ROWS = 20


def run_data(record: RunRecord, plan: Plan, hints: Mapping[str, str]) -> dict[str, Any]:
    """Return the stable shape of `schemas/run.schema.json`; `hints` says what to do by cause code."""
    by_id = plan.by_id
    return {
        "run_id": record.run,
        "exit": exit_code(record.state, record.cause),
        "state": record.state,
        "cause": cause_data(record.cause, hints),
        "rows": list(rows_data(record, plan, hints)),
        "tasks": [_task(task, record.currency, by_id[task.id], hints) for task in record.tasks.values()],
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
    by_id = plan.by_id
    return sum(_would(task, by_id[task.id]) for task in record.tasks.values())


def _would(task: TaskRecord, planned: Task) -> int:
    """What a task's billed seconds would have cost where they are billed: at the plan's price a second, rounded up."""
    seconds, micros = planned.estimate.billed_seconds.high, planned.estimate.would_high.micros
    if not task.billed_seconds or not seconds:
        return 0
    return int((micros * task.billed_seconds / seconds).to_integral_value(rounding=ROUND_CEILING))


def rows_data(record: RunRecord, plan: Plan, hints: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Give every row with its one state and its files."""
    by_id, lengths = plan.by_id, _lengths(record, plan)
    files: dict[tuple[str, str], list[PublishedFile]] = {}
    for file in record.files:
        files.setdefault((file.row, file.output), []).append(file)
    for row in plan.rows:
        outputs: dict[str, Any] = {}
        for output in row.outputs:
            found = [_file(file, lengths) for file in files.get((row.key, output.name), ())]
            outputs[output.name] = found if output.many else _single(found)
        state, cause = row_state(planned_row(row, by_id), record)
        yield {"key": row.key, "state": state, "outputs": outputs, "error": cause_data(cause, hints)}


def _single(files: list[dict[str, Any]]) -> dict[str, Any] | None:
    return {name: value for name, value in files[0].items() if name != "key"} if files else None


def _file(file: PublishedFile, lengths: Mapping[str, Decimal]) -> dict[str, Any]:
    seconds = lengths.get(file.digest)
    return {
        "key": file.key,
        "path": file.path,
        "sha256": file.digest,
        "seconds": seconds_number(seconds) if seconds is not None else None,
    }


def _lengths(record: RunRecord, plan: Plan) -> dict[str, Decimal]:
    """How long each result is, by digest: as fetched in this run, or as stored by the one whose result it reuses."""
    by_id, found = plan.by_id, dict[str, Decimal]()
    for task in record.tasks.values():
        stored = by_id[task.id].stored
        seconds = task.seconds
        if seconds is None and stored is not None and stored.facts.seconds is not None:
            seconds = stored.facts.seconds.exact
        if task.digest is not None and seconds is not None:
            found[task.digest] = seconds
    for choice in (one for row in plan.rows for output in row.outputs for m in output.members for one in m.choices):
        source, known = choice.media.source, choice.media.facts.seconds
        if isinstance(source, FileSource) and known is not None and known.exact is not None:
            found[source.digest] = known.exact
    return found


def run_text(record: RunRecord, plan: Plan, hints: Mapping[str, str]) -> str:
    """Return the end of a run as a person reads it; `hints` says what to do by cause code."""
    return "\n".join(_lines(record, plan, hints)) + "\n"


def _lines(record: RunRecord, plan: Plan, hints: Mapping[str, str]) -> Iterator[str]:
    if plan.is_campaign:
        yield from _row_lines(record, plan)
    else:
        yield from _task_lines(record, plan, hints)
    yield _summary(record)
    if not plan.is_campaign:
        yield from _file_lines(record, plan)
    for failure in record.publish_failures:
        yield f"{failure.file}: not published: {failure.cause.message}"


def _task_lines(record: RunRecord, plan: Plan, hints: Mapping[str, str]) -> Iterator[str]:
    by_id = plan.by_id
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


def _row_lines(record: RunRecord, plan: Plan) -> Iterator[str]:
    """What became of the rows: how many are in each state, and those that are not done, a line each."""
    states = [(row, *row_state(row, record)) for row in rows_of(plan)]
    bad = [(row, state, cause) for row, state, cause in states if state != "done"]
    for row, state, cause in bad[:SHOWN_ROWS]:
        yield f"{row.key}  {state}" + (f"  {cause.message} [{cause.code}]" if cause is not None else "")
    if len(bad) > SHOWN_ROWS:
        yield f"... and {len(bad) - SHOWN_ROWS} more rows that are not done; results.csv lists all of them"
    counts = Counter(state for _, state, _ in states)
    yield f"{len(states)} rows: " + ", ".join(f"{count} {state}" for state, count in counts.items())


def _file_lines(record: RunRecord, plan: Plan) -> Iterator[str]:
    order = [output.name for row in plan.rows for output in row.outputs]
    for file in sorted(record.files, key=lambda file: order.index(file.output)):
        where = f"{file.output}[{file.key}]" if file.key else file.output
        yield f"{where}: {file.path}" + (" (replaced another file of that name)" if file.replaced else "")


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
