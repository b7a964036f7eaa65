"""The runs of a project as JSON and as text."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from engine.phrases import run as words
from engine.phrases.messages import Messages
from engine.phrases.states import STATES
from engine.report.amounts import amount_data, billed_text, seconds_number
from engine.report.budget import budget_text, reserved_text, task_reserved_text
from engine.report.came import found_lines, reserved_data, task_data
from engine.report.causes import cause_data, cause_text
from engine.report.display import PLAIN, Display, painted_state
from engine.report.files import file_data, file_text
from engine.report.turn.doubts import doubt_data
from engine.report.width import padded, width_of
from engine.run.doubts import NamedDoubt
from engine.run.history import CUT_OFF, RUNNING, RunRecord
from engine.values.money import Money


def runs_data(runs: Iterable[Mapping[str, Any]], doubts: Iterable[NamedDoubt], messages: Messages) -> dict[str, Any]:
    """Return all runs, newest first, and what is in doubt of any of them: `schemas/status.schema.json`."""
    return {
        "runs": [{**_shown(run), "started": _time(run["started"])} for run in runs],
        "doubts": [doubt_data(one, messages) for one in doubts],
    }


def runs_text(runs: Iterable[Mapping[str, Any]], messages: Messages, display: Display = PLAIN) -> str:
    """Return one line a run."""
    return "\n".join([_run_line(run, messages, display) for run in runs] or [messages.say(words.NO_RUNS)]) + "\n"


def _run_line(run: Mapping[str, Any], messages: Messages, display: Display) -> str:
    state = painted_state(_state(run), padded(messages.say(STATES[_state(run)]), 11), display)
    return f"{run['run']}  {state}  {_time(run['started'])}  {run['service']}  {run['name']}"


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
    }


def _shown(run: Mapping[str, Any]) -> dict[str, Any]:
    return {name: run[name] for name in ("run", "name", "service", "realm")} | {"state": _state(run)}


def _state(run: Mapping[str, Any]) -> str:
    """A run that says it is running, but whose process has died, was cut off."""
    return CUT_OFF if run["state"] == RUNNING and not run["alive"] else str(run["state"])


def _time(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def record_text(record: RunRecord, messages: Messages, display: Display = PLAIN) -> str:
    """Return one run as a person reads it."""
    return "\n".join(_lines(record, messages, display)) + "\n"


def _lines(record: RunRecord, messages: Messages, display: Display) -> Iterator[str]:
    columns = max((width_of(name) for name in record.tasks), default=0)
    about = {"run": record.run, "name": record.name, "service": record.service, "realm": record.realm}
    yield messages.say(words.ONE_RUN, state=messages.say(STATES[record.state]), **about)
    for task in record.tasks.values():
        state = painted_state(task.state, padded(messages.say(STATES[task.state]), 7), display)
        job = messages.say(words.JOB, job=task.job) if task.job else ""
        billed = billed_text(task.billed_seconds, messages) if task.billed_seconds else ""
        kept = task_reserved_text(task, record.currency, messages)
        yield "  ".join(part for part in (padded(task.id, columns), state, job, billed, kept) if part).rstrip()
        if task.cause is not None:
            yield f"    {cause_text(task.cause, messages)}"
    yield from (file_text(file, messages) for file in record.files)
    spent = messages.say(words.SPENT, amount=str(Money(record.cost_micros, record.currency)))
    yield " · ".join([billed_text(record.billed_seconds, messages), spent, *reserved_text(record, messages)])
    yield from found_lines(record, messages)
    if record.budget is not None:
        yield budget_text(record.budget, messages)
