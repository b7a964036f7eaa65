"""A run as JSON and as text."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_CEILING, Decimal
from typing import Any

from engine.phrases import run as words
from engine.phrases.amounts import ROWS
from engine.phrases.messages import Messages
from engine.phrases.signs import COLON
from engine.phrases.states import STATES
from engine.plan import Plan
from engine.plan.model import Outline
from engine.report.amounts import amount_data, billed_text, seconds_number
from engine.report.budget import budget_data, budget_text, reserved_text, task_reserved_text
from engine.report.causes import cause_data, cause_text, hint_of, notes_of, quoted_notes, remarks_in
from engine.report.display import PLAIN, Display, painted_state
from engine.report.files import file_text
from engine.report.rows import PlannedRow, row_reserved, row_state, rows_of
from engine.report.states import counted
from engine.report.width import padded, width_of
from engine.run import events as e
from engine.run.exits import exit_code
from engine.run.history import PublishedFile, RunRecord, TaskRecord
from engine.values.media import FileSource
from engine.values.money import Money

GOOD = frozenset({"done", "reused"})
SHOWN_ROWS = 20
ORDER = ("done", "reused", "failed", "skipped", "held", "running", "waiting")


def run_data(record: RunRecord, plan: Plan, messages: Messages) -> dict[str, Any]:
    """Return the stable shape of `schemas/run.schema.json`."""
    by_id = plan.outlines
    return {
        "run_id": record.run,
        "exit": exit_code(record.state, record.cause),
        "state": record.state,
        "cause": cause_data(record.cause, messages),
        "rows": list(rows_data(record, plan, messages)),
        "tasks": [_task(task, record.currency, by_id[task.id], messages) for task in record.tasks.values()],
        "billed_seconds": seconds_number(record.billed_seconds),
        "cost": amount_data(record.cost_micros, record.currency),
        "would_cost": amount_data(_would_all(record, plan), record.currency),
        **reserved_data(record),
    }


def reserved_data(record: RunRecord) -> dict[str, Any]:
    """Return what attempts at a run's tasks may still come to cost, how many are in doubt, the orphans, and the cap by now."""
    return {
        "reserved": amount_data(record.reserved_micros, record.currency),
        "in_doubt": sum(task.in_doubt for task in record.tasks.values()),
        "orphans": [orphan_data(orphan) for orphan in record.orphans],
        "disproved": [{"evidence": one.evidence, "job_id": one.job} for one in record.disproved],
        "budget": budget_data(record.budget),
    }


def orphan_data(orphan: e.Orphaned) -> dict[str, Any]:
    """Return a job that a run found to be nobody's."""
    return {
        "job_id": orphan.job,
        "task": orphan.task,
        "run_id": orphan.run,
        "billed_seconds": seconds_number(orphan.billed_seconds),
        "cost": amount_data(orphan.cost_micros, orphan.currency),
        "marks": list(orphan.marks),
    }


def found_lines(record: RunRecord, messages: Messages) -> Iterator[str]:
    """Say of each job that a run found to be nobody's what it has cost and who asked for it; and what is no longer believed."""
    for one in record.disproved:
        yield messages.say(words.DISPROVED[one.evidence], job=one.job)
    for orphan in record.orphans:
        amount = str(Money(orphan.cost_micros, orphan.currency))
        yield messages.say(words.ORPHAN, job=orphan.job, task=orphan.task, run=orphan.run, amount=amount)


def _task(task: TaskRecord, currency: str, planned: Outline, messages: Messages) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for name, value in task_data(task, currency, messages).items():
        data[name] = value
        if name == "cost":
            data["would_cost"] = amount_data(_would(task, planned), currency)
    return data


def task_data(task: TaskRecord, currency: str, messages: Messages) -> dict[str, Any]:
    """Return one task of a run."""
    return {
        "id": task.id,
        "state": task.state,
        "job_id": task.job,
        "confirmed": task.confirmed or None,
        "attempts": task.attempts,
        "billed_seconds": seconds_number(task.billed_seconds),
        "cost": amount_data(task.cost_micros, currency),
        "reserved": amount_data(task.reserved_micros, currency),
        "in_doubt": task.in_doubt,
        "error": cause_data(task.cause, messages),
        "notes": notes_of(task, messages),
        "marks": list(task.marks),
    }


def _would_all(record: RunRecord, plan: Plan) -> int:
    by_id = plan.outlines
    return sum(_would(task, by_id[task.id]) for task in record.tasks.values())


def _would(task: TaskRecord, planned: Outline) -> int:
    """What a task's billed seconds would have cost where they are billed: at the plan's price a second, rounded up."""
    seconds, micros = planned.estimate.billed_seconds.high, planned.estimate.would_high.micros
    if not task.billed_seconds or not seconds:
        return 0
    return int((micros * task.billed_seconds / seconds).to_integral_value(rounding=ROUND_CEILING))


def rows_data(record: RunRecord, plan: Plan, messages: Messages) -> Iterator[dict[str, Any]]:
    """Give every row with its one state and its files."""
    lengths = _lengths(record, plan)
    files: dict[tuple[str, str], list[PublishedFile]] = {}
    for file in record.files:
        files.setdefault((file.row, file.output), []).append(file)
    for row, planned in zip(plan.rows, rows_of(plan), strict=True):
        outputs: dict[str, Any] = {}
        for output in row.outputs:
            found = [_file(file, lengths) for file in files.get((row.key, output.name), ())]
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
    by_id, found = plan.outlines, dict[str, Decimal]()
    for task in record.tasks.values():
        planned = by_id[task.id]
        stored = planned.stored
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
        and all(task.cause != record.cause for task in record.tasks.values())
    ):
        yield cause_text(record.cause, messages)
        yield from (f"    {hint}" for hint in [hint_of(record.cause, messages)] if hint)


def _task_lines(record: RunRecord, plan: Plan, messages: Messages, display: Display) -> Iterator[str]:
    by_id = plan.outlines
    columns = max((width_of(name) for name in record.tasks), default=0)
    for task in record.tasks.values():
        state = painted_state(task.state, padded(messages.say(STATES[task.state]), 7), display)
        yield f"{padded(task.id, columns)}  {state}{_about(task, by_id.get(task.id), record.currency, messages)}"
        for note in (*quoted_notes(task, messages), *(messages.say(words.MARKS[mark]) for mark in task.marks)):
            yield f"    {messages.say(words.NOTE, note=note)}"
        if task.cause is not None and task.state not in GOOD:
            yield f"    {cause_text(task.cause, messages)}"
            hint = hint_of(task.cause, messages)
            if hint:
                yield f"    {hint}"


def _row_lines(record: RunRecord, plan: Plan, messages: Messages, display: Display) -> Iterator[str]:
    """What became of the rows: a line each of those that are not done or have a note, and how many are in each state."""
    states = [(row, *row_state(row, record)) for row in rows_of(plan)]
    yield from _bad_lines([one for one in states if one[1] != "done"], record, messages, display)
    yield from _noted_lines([row for row, state, _ in states if state == "done"], record, messages)
    counts = Counter(state for _, state, _ in states)
    yield messages.say(ROWS, count=len(states)) + messages.say(COLON) + counted(counts, messages)


def _bad_lines(
    bad: Sequence[tuple[PlannedRow, str, e.Cause | None]], record: RunRecord, messages: Messages, display: Display
) -> Iterator[str]:
    """Say why rows are not done, and what to do about it, each thing once."""
    for row, state, cause in bad[:SHOWN_ROWS]:
        why = f"  {cause_text(cause, messages)}" if cause is not None else ""
        amount = row_reserved(row.tasks, record)
        kept = f"  {messages.say(words.ROW_RESERVED, amount=str(Money(amount, record.currency)))}" if amount else ""
        yield f"{row.key}  {painted_state(state, messages.say(STATES[state]), display)}{why}{kept}"
    if len(bad) > SHOWN_ROWS:
        yield messages.say(words.MORE_ROWS, count=len(bad) - SHOWN_ROWS)
    hints = dict.fromkeys(hint_of(cause, messages) for _, _, cause in bad if cause is not None)
    yield from (f"    {hint}" for hint in hints if hint)


def _noted_lines(rows: Sequence[PlannedRow], record: RunRecord, messages: Messages) -> Iterator[str]:
    """Say what there is to say of rows that are done."""
    noted = [(row, note) for row in rows for note in remarks_in(row.tasks, record, messages)]
    for row, note in noted[:SHOWN_ROWS]:
        yield f"{row.key}  {note}"
    if len(noted) > SHOWN_ROWS:
        yield messages.say(words.MORE_NOTES, count=len(noted) - SHOWN_ROWS)


def _file_lines(record: RunRecord, plan: Plan, messages: Messages) -> Iterator[str]:
    order = [output.name for row in plan.rows for output in row.outputs]
    for file in sorted(record.files, key=lambda file: order.index(file.output)):
        yield file_text(file, messages) + (f" {messages.say(words.REPLACED)}" if file.replaced else "")


def _about(task: TaskRecord, planned: Outline | None, currency: str, messages: Messages) -> str:
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
        parts.append(billed_text(task.billed_seconds, messages))
    if task.reserved_micros:
        parts.append(task_reserved_text(task, currency, messages))
    return f"  {' · '.join(parts)}" if parts and planned is not None else ""


def totals_of_run(record: RunRecord, messages: Messages, display: Display = PLAIN) -> str:
    """Return how a run ended, its tasks by their states, and what it was billed, in one line."""
    counts = Counter(task.state for task in record.tasks.values())
    tasks = counted({state: counts[state] for state in ORDER}, messages) or messages.say(words.NOTHING)
    ended = messages.say(words.ENDED, run=record.run, state=messages.say(STATES[record.state]))
    parts = [
        painted_state(record.state, ended, display) + messages.say(COLON) + tasks,
        billed_text(record.billed_seconds, messages),
    ]
    parts.append(messages.say(words.SPENT, amount=str(Money(record.cost_micros, record.currency))))
    parts += reserved_text(record, messages)
    if record.tasks and counts["reused"] == len(record.tasks):
        parts.append(messages.say(words.ALL_REUSED))
    return " · ".join(parts)
