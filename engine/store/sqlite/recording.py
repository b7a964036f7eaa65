"""Recording: one event into the journal, and into what the journal says of attempts, results and runs, in a transaction."""

import json
import sqlite3
from typing import Any, Final

from engine.run import events as e
from engine.run.event_data import to_data
from engine.run.money.attempt import Attempt
from engine.run.money.standing import doubled
from engine.store.sqlite import attempts, forms, identity, results, runs, scopes

_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, check_circular=False)


def append(db: sqlite3.Connection, run: str, event: e.Event, at: float) -> None:
    """Write an event down as of a wall time, and nothing of what follows from it."""
    _append(db, run, event, at, to_data(event))


def intend(db: sqlite3.Connection, run: str, realm: str, event: e.Intended, at: float, attempt: Attempt) -> None:
    """Write an intent down with its attempt and reservation; raises sqlite3.IntegrityError if one of the same bytes is open."""
    number = _append(db, run, event, at, forms.without(to_data(event)))
    forms.keep(db, number, event)
    attempts.insert(db, run, realm, event, attempt, number)


def _append(db: sqlite3.Connection, run: str, event: e.Event, at: float, said: dict[str, Any]) -> int:
    """Return the number of the event."""
    row = db.execute(
        "INSERT INTO events (run, at, kind, task, data) VALUES (?, ?, ?, ?, ?)",
        (run, at, type(event).__name__, event.task, _ENCODER.encode(said)),
    )
    number = row.lastrowid
    assert number is not None, "a row was inserted"
    return number


def record(db: sqlite3.Connection, run: str, event: e.Event, at: float) -> None:
    """Write an event down, and carry it into attempts, results and runs."""
    append(db, run, event, at)
    attempts.project(db, event)
    match event:
        case e.RunStarted():
            scopes.begin(db, event)
            runs.begin(db, event, at)
        case e.Fetched():
            results.keep_fetched(db, run, event, at, *forms.of_attempt(db, event.attempt))
        case e.Made():
            results.keep_made(db, run, event, at)
        case e.JournalTakenOver() | e.ForeignIgnored():
            identity.decided(db, event)
        case e.RunEnded():
            runs.end(db, run, event.state)


def accept(db: sqlite3.Connection, run: str, event: e.Accepted, at: float) -> e.Accepted | e.Doubted:
    """Record an acceptance, or the doubt that it is if its job is another attempt's; return what was recorded."""
    other = attempts.owner_of(db, event)
    told = event if other is None else doubled(event, other, event.server_time or event.at)
    record(db, run, told, at)
    return told
