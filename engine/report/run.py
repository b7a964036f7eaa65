"""A run as JSON and as text."""

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import ROUND_CEILING, Decimal
from itertools import islice
from typing import Any

from engine.phrases import run as words
from engine.phrases.amounts import ROWS
from engine.phrases.messages import Messages
from engine.phrases.signs import COLON
from engine.phrases.states import STATES
from engine.plan import Plan
from engine.plan.model import Outline
from engine.report.amounts import amount_data, seconds_number
from engine.report.budget import budget_text, task_reserved_text
from engine.report.by_cause import cause_lines, named
from engine.report.came import found_lines, reserved_data, seconds_billed, task_data, totals_of_run
from engine.report.causes import cause_data, cause_text, hint_of, quoted_notes, remarks_in
from engine.report.display import PLAIN, Display, painted_state
from engine.report.files import file_text
from engine.report.rows import GOOD, PlannedRow, row_reserved, row_state, rows_of
from engine.report.states import counted
from engine.report.width import padded, width_of
from engine.run import events as e
from engine.run.exits import exit_code
from engine.run.files import PublishedFile
from engine.run.history import RunRecord
from engine.run.records import TaskRecord
from engine.values.media import FileSource

SHOWN_NOTES = 10


def run_data(record: RunRecord, plan: Plan, messages: Messages) -> dict[str, Any]:
    """Return the stable shape of `schemas/run.schema.json`."""
    by_id = plan.outlines
    return {
        **_head(record, messages),
        "rows": list(rows_data(record, plan, messages)),
        "tasks": [_task(task, record.currency, by_id[task.id], messages) for task in record.tasks.values()],
        **_sums(record, plan),
    }


def end_data(record: RunRecord, plan: Plan, messages: Messages) -> dict[str, Any]:
    """Return the same without rows and tasks, whose ends have been told one by one."""
    return {**_head(record, messages), **_sums(record, plan)}


def _head(record: RunRecord, messages: Messages) -> dict[str, Any]:
    return {
        "run_id": record.run or None,
        "exit": exit_code(record.state, record.cause),
        "state": record.state,
        "cause": cause_data(record.cause, messages),
    }


def _sums(record: RunRecord, plan: Plan) -> dict[str, Any]:
    return {
        "billed_seconds": seconds_number(record.billed_seconds),
        "cost": amount_data(record.cost_micros, record.currency),
        "would_cost": amount_data(_would_all(record, plan), record.currency),
        **reserved_data(record),
    }


def _task(task: TaskRecord, currency: str, planned: Outline, messages: Messages) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for name, value in task_data(task, currency, messages).items():
        data[name] = value
        if name == "cost":
            data["would_cost"] = amount_data(_would(task, planned), currency)
    return data


def _would_all(record: RunRecord, plan: Plan) -> int:
    known = ((record.tasks.get(one.id), one) for one in plan.tasks.outlines())
    return sum(_would(task, planned) for task, planned in known if task is not None)


def _would(task: TaskRecord, planned: Outline) -> int:
    """What a task's billed seconds would have cost where they are billed: at the plan's price a second, rounded up."""
    seconds, micros = planned.kind.estimate.billed_seconds.high, planned.kind.estimate.would_high.micros
    if not task.billed_seconds or not seconds:
        return 0
    return int((micros * task.billed_seconds / seconds).to_integral_value(rounding=ROUND_CEILING))


def rows_data(record: RunRecord, plan: Plan, messages: Messages) -> Iterator[dict[str, Any]]:
    """Give every row with its one state and its files."""
    lengths = _lengths(record, plan)
    for row, planned in zip(plan.rows, rows_of(plan), strict=True):
        outputs: dict[str, Any] = {}
        files = record.files.of(row.key)
        for output in row.outputs:
            found = [_file(file, lengths) for file in files if file.output == output.name]
            outputs[output.name] = found if output.many else _single(found)
        state, cause = row_state(planned, record)
        yield {
            "key": row.key,
            "state": state,
            "outputs": outputs,
            "reserved": amount_data(row_reserved(row.tasks, record), record.currency),
            "error": cause_data(cause, messages),
        }


def _single(files: list[dict[str, Any]]) -> dict[str, Any] | None:
    return {name: value for name, value in files[0].items() if name != "key"} if files else None


def _file(file: PublishedFile, lengths: Mapping[str, Decimal]) -> dict[str, Any]:
    seconds = lengths.get(file.digest)
    return {
        "key": file.key,
        "path": file.path,
        "sha256": file.digest,
        "seconds": seconds_number(seconds) if seconds is not None else None,
        "service": file.service,
        "draft": file.draft,
    }


def _lengths(record: RunRecord, plan: Plan) -> dict[str, Decimal]:
    """How long each result is, by digest: as fetched in this run, or as stored by the one whose result it reuses."""
    found = dict[str, Decimal]()
    for planned in plan.tasks.outlines():
        task, stored = record.tasks.get(planned.id), planned.stored
        if task is None:
            continue
        seconds = task.seconds
        if seconds is None and stored is not None:
            seconds = stored.seconds
        if task.digest is not None and seconds is not None:
            found[task.digest] = seconds
    for choice in (one for row in plan.rows for output in row.outputs for m in output.members for one in m.choices):
        source, known = choice.media.source, choice.media.facts.seconds
        if isinstance(source, FileSource) and known is not None and known.exact is not None:
            found[source.digest] = known.exact
    return found


def run_text(record: RunRecord, plan: Plan, messages: Messages, display: Display = PLAIN) -> str:
    """Return the end of a run as a person reads it."""
    return "\n".join(_lines(record, plan, messages, display)) + "\n"


def _lines(record: RunRecord, plan: Plan, messages: Messages, display: Display) -> Iterator[str]:
    if plan.is_campaign:
        yield from _row_lines(record, plan, messages, display)
    else:
        yield from _task_lines(record, plan, messages, display)
    yield totals_of_run(record, messages, display)
    yield from _cause_lines(record, messages)
    yield from found_lines(record, messages)
    if record.budget is not None and plan.terms.bills:
        yield budget_text(record.budget, messages)
    if not plan.is_campaign:
        yield from _file_lines(record, plan, messages)
    for failure in record.publish_failures:
        yield messages.say(words.NOT_PUBLISHED, file=failure.file, why=cause_text(failure.cause, messages))
    hints = dict.fromkeys(hint_of(failure.cause, messages) for failure in record.publish_failures)
    yield from (f"    {hint}" for hint in hints if hint)


def _cause_lines(record: RunRecord, messages: Messages) -> Iterator[str]:
    """Say why a run has ended where that is the cause of no task."""
    if (
        record.cause is not None
        and record.cause.operator
        and all(task.cause != record.cause for task in record.tasks.unsettled())
    ):
        yield cause_text(record.cause, messages)
        yield from (f"    {hint}" for hint in [hint_of(record.cause, messages)] if hint)


def _task_lines(record: RunRecord, plan: Plan, messages: Messages, display: Display) -> Iterator[str]:
    by_id = plan.outlines
    columns = max((width_of(name) for name in record.tasks), default=0)
    for task in record.tasks.values():
        state = painted_state(task.state, padded(messages.say(STATES[task.state]), 7), display)
        yield f"{padded(task.id, columns)}  {state}{_about(task, by_id.get(task.id), record, messages)}"
        for note in (*quoted_notes(task, messages), *(messages.say(words.MARKS[mark]) for mark in task.marks)):
            yield f"    {messages.say(words.NOTE, note=note)}"
        if task.cause is not None and task.state not in GOOD:
            yield f"    {cause_text(task.cause, messages)}"
            hint = hint_of(task.cause, messages)
            if hint:
                yield f"    {hint}"


def _row_lines(record: RunRecord, plan: Plan, messages: Messages, display: Display) -> Iterator[str]:
    """What became of the rows: by cause those that are not done, those with a note, and how many are in each state."""
    counts, ended = Counter[str](), list[tuple[PlannedRow, str, e.Cause | None]]()
    noted: dict[str, dict[str, None]] = {}
    for row in rows_of(plan):
        state, cause = row_state(row, record)
        counts[state] += 1
        if state != "done":
            ended.append((row, state, cause))
            continue
        for note in remarks_in(row.tasks, record, messages):
            noted.setdefault(note, {})[row.key] = None
    yield from cause_lines(ended, record, messages, display)
    yield from _noted_lines(noted, messages)
    yield messages.say(ROWS, count=len(plan.rows)) + messages.say(COLON) + counted(counts, messages)


def _noted_lines(noted: Mapping[str, Mapping[str, None]], messages: Messages) -> Iterator[str]:
    """Say what there is to say of rows that are done, each thing once with the keys of its rows."""
    for note, keys in islice(noted.items(), SHOWN_NOTES):
        if len(keys) == 1:
            yield f"{next(iter(keys))}  {note}"
            continue
        yield f"{messages.say(ROWS, count=len(keys))}  {note}"
        yield f"    {named(list(keys), messages)}"
    if len(noted) > SHOWN_NOTES:
        yield messages.say(words.MORE_NOTES, count=len(noted) - SHOWN_NOTES)


def _file_lines(record: RunRecord, plan: Plan, messages: Messages) -> Iterator[str]:
    order = [output.name for row in plan.rows for output in row.outputs]
    for file in sorted(record.files, key=lambda file: order.index(file.output)):
        yield file_text(file, messages) + (f" {messages.say(words.REPLACED)}" if file.replaced else "")


def _about(task: TaskRecord, planned: Outline | None, record: RunRecord, messages: Messages) -> str:
    parts = []
    if task.state == "reused":
        parts.append(messages.say(words.NOT_SENT))
    if task.job is not None:
        parts.append(messages.say(words.JOB, job=task.job))
    if task.attempts > 1:
        parts.append(messages.say(words.ATTEMPT, count=task.attempts))
    if task.payer:
        parts.append(messages.say(words.PAYER, run=task.payer))
    if task.billed_seconds:
        parts.append(seconds_billed(task, record, messages))
    if task.reserved_micros:
        parts.append(task_reserved_text(task, record.currency, messages))
    return f"  {' · '.join(parts)}" if parts and planned is not None else ""
