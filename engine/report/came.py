"""What came of a run, of which nothing but its record is asked: its tasks and orphans as JSON, and its end in a line."""

from collections.abc import Iterator
from typing import Any

from engine.phrases import run as words
from engine.phrases.amounts import SECONDS
from engine.phrases.messages import Messages
from engine.phrases.progress import RUNNING_FOR
from engine.phrases.signs import COLON
from engine.phrases.states import STATES
from engine.report.amounts import amount_data, billed_text, clock_text, seconds_number
from engine.report.budget import budget_data, reserved_text
from engine.report.causes import cause_data, notes_of
from engine.report.display import PLAIN, Display, painted_state
from engine.report.states import counted
from engine.run import events as e
from engine.run.history import RunRecord
from engine.run.records import TaskRecord
from engine.values.money import Money
from engine.values.realm import is_of_emulator

ORDER = ("done", "reused", "failed", "skipped", "held", "running", "waiting")


def reserved_data(record: RunRecord) -> dict[str, Any]:
    """Return what attempts at a run's tasks may still come to cost, how many are in doubt, the orphans, and the cap by now."""
    return {
        "reserved": amount_data(record.reserved_micros, record.currency),
        "in_doubt": sum(task.in_doubt for task in record.tasks.unsettled()),
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


def seconds_billed(task: TaskRecord, record: RunRecord, messages: Messages) -> str:
    """Say what a task was billed, of a draft how long it is; "" for nothing."""
    if not task.billed_seconds:
        return ""
    if is_of_emulator(record.realm):
        return messages.say(SECONDS, seconds=str(seconds_number(task.billed_seconds)))
    return billed_text(task.billed_seconds, messages)


def spent_parts(record: RunRecord, messages: Messages) -> list[str]:
    """Say what a run was billed and has spent; of drafts only how long they are: nothing is paid for them."""
    if is_of_emulator(record.realm):
        seconds = str(seconds_number(record.billed_seconds))
        return [messages.say(words.DRAFTED, seconds=seconds)] if record.billed_seconds else []
    spent = messages.say(words.SPENT, amount=str(Money(record.cost_micros, record.currency)))
    return [billed_text(record.billed_seconds, messages), spent, *reserved_text(record, messages)]


def totals_of_run(record: RunRecord, messages: Messages, display: Display = PLAIN) -> str:
    """Return how a run ended, its tasks by their states, and what it was billed, in one line."""
    counts = record.tasks.counts()
    tasks = counted({state: counts[state] for state in ORDER}, messages) or messages.say(words.NOTHING)
    ended = messages.say(words.ENDED, run=record.run, state=messages.say(STATES[record.state]))
    parts = [painted_state(record.state, ended, display) + messages.say(COLON) + tasks, *spent_parts(record, messages)]
    if record.started is not None and record.ended is not None:
        parts.append(messages.say(RUNNING_FOR, time=clock_text(record.ended - record.started)))
    if record.tasks and counts["reused"] == len(record.tasks):
        parts.append(messages.say(words.ALL_REUSED))
    return " · ".join(parts)
