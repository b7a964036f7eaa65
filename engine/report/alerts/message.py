"""An alert as the command of `--notify` gets it: JSON, and the few words of it that stand in variables."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from engine.phrases import progress as words
from engine.phrases.messages import Messages
from engine.phrases.states import STATES
from engine.report.alerts.alert import Alert, AlertKind
from engine.report.amounts import amount_data, moment_text, seconds_number
from engine.report.budget import budget_data
from engine.report.causes import cause_data, cause_text, hint_of
from engine.report.rows import ROW_STATES, PlannedRow, row_state
from engine.report.states import counted
from engine.report.told import told
from engine.run import events as e
from engine.run.history import RunRecord
from engine.run.money.budget import Budget
from engine.values.address import masked
from engine.values.money import Money
from engine.values.realm import is_of_emulator


@dataclass(frozen=True, slots=True)
class AlertedRun:
    """The run of an alert: how it began, how its cap stands, and once it is over its record with its rows or tasks."""

    started: e.RunStarted
    budget: Budget | None = None
    record: RunRecord | None = None
    rows: tuple[PlannedRow, ...] = ()

    @property
    def counts(self) -> dict[str, int] | None:
        """How many rows, or of a recipe tasks, are in which state; None while it goes on."""
        if self.record is None:
            return None
        if any(row.key for row in self.rows):
            found = Counter(row_state(row, self.record)[0] for row in self.rows)
        else:
            found = self.record.tasks.counts()
            found["done"] += found.pop("reused", 0)
        return {state: found[state] for state in (*ROW_STATES, *sorted(found.keys() - set(ROW_STATES))) if found[state]}


def alert_data(alert: Alert, run: AlertedRun, messages: Messages) -> dict[str, Any]:
    """Return the stable shape of `schemas/notify.schema.json`; nothing in it is secret."""
    event, record = alert.event, run.record
    cause = _cause(event)
    return {
        "about": alert.kind.value,
        "id": f"{run.started.run}/{alert.seq}",
        "run_id": run.started.run,
        "seq": alert.seq,
        "at": moment_text(alert.at),
        "name": run.started.name,
        "service": run.started.service,
        "draft": is_of_emulator(run.started.realm),
        "state": _state(alert, record),
        "task": event.task,
        "cause": {name: masked(text) for name, text in (cause_data(cause, messages) or {}).items()} or None,
        **_outage(event),
        "counts": run.counts,
        "billed_seconds": seconds_number(record.billed_seconds) if record is not None else None,
        "cost": amount_data(record.cost_micros, record.currency) if record is not None else None,
        "budget": budget_data(run.budget),
        "text": masked(alert_text(alert, run, messages)),
        "command": f"editchain status {run.started.run}",
    }


def alert_variables(data: dict[str, Any]) -> dict[str, str]:
    """Return what stands in the environment of the command."""
    names = {"about": "ABOUT", "run_id": "RUN", "name": "NAME", "state": "STATE", "text": "TEXT"}
    return {f"EDITCHAIN_{name}": (data[key] or "").replace("\0", "") for key, name in names.items()}


def alert_text(alert: Alert, run: AlertedRun, messages: Messages) -> str:
    """Return what has happened in a few lines, as they are read on a telephone."""
    return "\n".join(part for part in _lines(alert, run, messages) if part)


def _lines(alert: Alert, run: AlertedRun, messages: Messages) -> Iterable[str]:
    event, cause = alert.event, _cause(alert.event)
    if alert.kind is AlertKind.END:
        state = messages.say(STATES[_state(alert, run.record)])
        yield messages.say(words.ALERT, name=run.started.name, said=state)
        if run.counts:
            yield counted(run.counts, messages)
    elif isinstance(event, e.Away | e.Back):
        yield messages.say(words.ALERT, name=run.started.name, said=told(event, messages))
    else:
        said = messages.say(words.ALERTS[alert.kind.value])
        yield messages.say(words.ALERT, name=run.started.name, said=said)
    if cause is not None and not isinstance(event, e.Away):
        yield cause_text(cause, messages)
        yield hint_of(cause, messages)
    if run.record is not None and run.record.cost_micros:
        yield messages.say(words.ALERT_COST, amount=str(Money(run.record.cost_micros, run.record.currency)))
    yield messages.say(words.ALERT_LOOK, command=f"editchain status {run.started.run}")


def _outage(event: e.Event) -> dict[str, str | None]:
    """Return who is or was away, since when and until when."""
    if not isinstance(event, e.Away | e.Back):
        return {"party": None, "since": None, "until": None}
    until = moment_text(event.until) if isinstance(event, e.Back) else None
    return {"party": event.party, "since": moment_text(event.since), "until": until}


def _cause(event: e.Event) -> e.Cause | None:
    match event:
        case e.Held():
            return event.why
        case e.Halted() | e.RunEnded():
            return event.cause
        case e.Away():
            return e.Cause.of(event.reason)
        case _:
            return None


def _state(alert: Alert, record: RunRecord | None) -> str:
    if isinstance(alert.event, e.RunEnded):
        return alert.event.state
    return record.state if alert.kind is AlertKind.END and record is not None else "running"
