"""The runs of a project as JSON and as text."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final

from engine.phrases import run as words
from engine.phrases.amounts import ROWS, TASKS
from engine.phrases.messages import Messages
from engine.phrases.signs import COLON
from engine.phrases.states import STATES
from engine.report.amounts import amount_data, moment_text, seconds_number
from engine.report.budget import budget_text, task_reserved_text
from engine.report.by_cause import cause_lines
from engine.report.came import ORDER, found_lines, reserved_data, seconds_billed, spent_parts, task_data
from engine.report.causes import cause_data, cause_text
from engine.report.display import PLAIN, Display, painted_state
from engine.report.files import file_data, file_text
from engine.report.rows import GOOD, PlannedRow, row_state
from engine.report.states import counted
from engine.report.turn.doubts import doubt_data
from engine.report.width import padded, width_of
from engine.run.doubts import NamedDoubt
from engine.run.history import CUT_OFF, RUNNING, RunRecord
from engine.run.records import TaskRecord
from engine.values.realm import is_of_emulator

SHOWN_TASKS: Final = 24
SHOWN_FILES: Final = 12


def runs_data(runs: Iterable[Mapping[str, Any]], doubts: Iterable[NamedDoubt], messages: Messages) -> dict[str, Any]:
    """Return all runs, newest first, and what is in doubt of any of them: `schemas/status.schema.json`."""
    return {
        "runs": [{**_shown(run), "started": moment_text(run["started"])} for run in runs],
        "doubts": [doubt_data(one, messages) for one in doubts],
    }


def runs_text(runs: Iterable[Mapping[str, Any]], messages: Messages, display: Display = PLAIN) -> str:
    """Return one line a run."""
    return "\n".join([_run_line(run, messages, display) for run in runs] or [messages.say(words.NO_RUNS)]) + "\n"


def _run_line(run: Mapping[str, Any], messages: Messages, display: Display) -> str:
    state = painted_state(_state(run), padded(messages.say(STATES[_state(run)]), 11), display)
    return f"{run['run']}  {state}  {moment_text(run['started'])}  {run['service']}  {run['name']}"


def record_data(record: RunRecord, doubts: Iterable[NamedDoubt], messages: Messages) -> dict[str, Any]:
    """Return one run with its tasks and files, and what of it is in doubt: `schemas/status.schema.json`."""
    return {
        "run_id": record.run,
        "name": record.name,
        "service": record.service,
        "realm": record.realm,
        "state": record.state,
        "cause": cause_data(record.cause, messages),
        "tasks": [task_data(task, record.currency, messages) for task in record.tasks.values()],
        "files": [file_data(file) for file in record.files],
        "billed_seconds": seconds_number(record.billed_seconds),
        "cost": amount_data(record.cost_micros, record.currency),
        **reserved_data(record),
        "doubts": [doubt_data(one, messages) for one in doubts],
        "plan_gone": record.plan_gone,
    }


def _shown(run: Mapping[str, Any]) -> dict[str, Any]:
    return {name: run[name] for name in ("run", "name", "service", "realm")} | {"state": _state(run)}


def _state(run: Mapping[str, Any]) -> str:
    """A run that says it is running, but whose process has died, was cut off."""
    return CUT_OFF if run["state"] == RUNNING and not run["alive"] else str(run["state"])


def record_text(
    record: RunRecord, messages: Messages, display: Display = PLAIN, rows: Sequence[PlannedRow] = (), only: str | None = None
) -> str:  # fmt: skip
    """Return one run as a person reads it; of a campaign its `rows` by what keeps them from being done, `only` those in a state.

    The tasks of many rows are not listed unless some of them are chosen so.
    """
    if only is not None:
        rows = [row for row in rows if row_state(row, record)[0] == only]
    return "\n".join(_lines(record, messages, display, rows, only)) + "\n"


def _lines(
    record: RunRecord, messages: Messages, display: Display, rows: Sequence[PlannedRow], only: str | None
) -> Iterator[str]:  # fmt: skip
    about = {"run": record.run, "name": record.name, "service": record.service, "realm": record.realm}
    yield messages.say(words.ONE_RUN, state=messages.say(STATES[record.state]), **about)
    if record.plan_gone:
        yield messages.say(words.PLAN_GONE)
    yield from _row_lines(record, messages, display, rows)
    tasks = _tasks_of(rows, record) if only is not None else list(record.tasks.values())
    if rows and only is None and len(tasks) > SHOWN_TASKS:
        yield messages.say(words.NOT_LISTED, count=len(tasks), run=record.run)
    else:
        yield from _task_lines(tasks, record, messages, display)
    count = len(record.files) if only is None else 0
    yield from (file_text(file, messages) for file in islice(record.files, min(count, SHOWN_FILES)))
    if count > SHOWN_FILES:
        yield messages.say(words.MORE_FILES, count=count - SHOWN_FILES)
    spent = spent_parts(record, messages)
    yield from [" · ".join(spent)] if spent else []
    yield from found_lines(record, messages)
    if record.budget is not None and not is_of_emulator(record.realm):
        yield budget_text(record.budget, messages)


def _row_lines(
    record: RunRecord, messages: Messages, display: Display, rows: Sequence[PlannedRow]
) -> Iterator[str]:  # fmt: skip
    """Say of each cause which rows it keeps from being done, and how many are in each state."""
    if not rows:
        return
    told = [(row, *row_state(row, record)) for row in rows]
    ended = (one for one in told if record.state != RUNNING or one[1] in ("failed", "held"))
    yield from cause_lines(ended, record, messages, display)
    counts = Counter(state for _, state, _ in told)
    yield messages.say(ROWS, count=len(rows)) + messages.say(COLON) + counted(counts, messages)


def _tasks_of(rows: Sequence[PlannedRow], record: RunRecord) -> list[TaskRecord]:
    return [
        record.tasks[name] for name in dict.fromkeys(name for row in rows for name in row.tasks) if name in record.tasks
    ]


def _task_lines(
    tasks: list[TaskRecord], record: RunRecord, messages: Messages, display: Display
) -> Iterator[str]:  # fmt: skip
    """Give a line a task; of many only those that are not done. A cause that several in a row have is said once."""
    if len(tasks) > SHOWN_TASKS:
        counts = Counter(task.state for task in tasks)
        states = counted({state: counts[state] for state in ORDER}, messages)
        yield messages.say(TASKS, count=len(tasks)) + messages.say(COLON) + states
        tasks = [task for task in tasks if task.state not in GOOD]
    shown = tasks[:SHOWN_TASKS]
    columns, said = max((width_of(task.id) for task in shown), default=0), None
    for task in shown:
        state = painted_state(task.state, padded(messages.say(STATES[task.state]), 7), display)
        job = messages.say(words.JOB, job=task.job) if task.job else ""
        billed, kept = seconds_billed(task, record, messages), task_reserved_text(task, record.currency, messages)
        yield "  ".join(part for part in (padded(task.id, columns), state, job, billed, kept) if part).rstrip()
        if task.cause is not None and task.cause != said:
            yield f"    {cause_text(task.cause, messages)}"
        yield from (f"    {cause_text(remark, messages)}" for remark in task.remarks)
        said = task.cause
    if len(tasks) > len(shown):
        yield messages.say(words.MORE_TASKS, count=len(tasks) - len(shown))
