"""Events as they are read: what those of earlier versions did not say is said from what else stands in the journal."""

import json
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from engine.run import events as e
from engine.run.event_data import from_data
from engine.store.sqlite.forms import whole
from engine.store.sqlite.results import drafts_above
from engine.values.realm import is_of_emulator

Names = Callable[[str], tuple[tuple[str, ...], tuple[str, ...]] | None]
"""Returns the ids of the tasks that a run of a plan carries out, and the keys of its rows."""
_DECODE: Final = json.JSONDecoder().raw_decode
_AFTER: Final = "SELECT seq, at, data FROM events WHERE run = ? AND seq > ? ORDER BY seq LIMIT 500"
_TOLD: Final = "SELECT task FROM events WHERE run = ? AND task <> '' GROUP BY task ORDER BY MIN(seq)"


def event_of(db: sqlite3.Connection, run: str, data: str) -> e.Event:
    """Return the event of journaled JSON of a run."""
    event = from_data(whole(db, _DECODE(data)[0]))
    return _whose(db, run, event) if isinstance(event, e.Published) and not event.service else event


def events_after(db: sqlite3.Connection, run: str, seq: int, names: Names) -> list[tuple[int, float, e.Event]]:
    """Return the next events of a run that have greater numbers, some hundreds at most, each with its number and wall time."""
    rows = db.execute(_AFTER, (run, seq)).fetchall()
    return [(number, at, _whole_event_of(db, run, data, names)) for number, at, data in rows]


def _whole_event_of(db: sqlite3.Connection, run: str, data: str, names: Names) -> e.Event:
    """Return an event with the tasks and rows of a plan that has a file of its own; `names` reads them by its digest.

    If that is gone there are the tasks of which the journal tells something.
    """
    event = event_of(db, run, data)
    if not isinstance(event, e.RunStarted) or not event.kept:
        return event
    found = names(event.plan_digest)
    if found is None:
        found = tuple(name for (name,) in db.execute(_TOLD, (run,))), ()
    return replace(event, tasks=found[0], rows=found[1])


def _whose(db: sqlite3.Connection, run: str, event: e.Published) -> e.Published:
    """Say whose a published result is: once this was not written down with it."""
    service, realm = db.execute("SELECT service, realm FROM runs WHERE run = ?", (run,)).fetchone()
    draft = is_of_emulator(realm) and event.digest in drafts_above(db, event.digest)
    return replace(event, service=service, draft=draft)
