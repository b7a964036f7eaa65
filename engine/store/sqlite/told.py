"""Events as they are read: what those of earlier versions did not say is said from what else stands in the journal."""

import json
import sqlite3
from dataclasses import replace

from engine.run import events as e
from engine.run.event_data import from_data
from engine.store.sqlite.results import drafts_above
from engine.values.realm import is_of_emulator


def event_of(db: sqlite3.Connection, run: str, data: str) -> e.Event:
    """Return the event of journaled JSON of a run."""
    event = from_data(json.loads(data))
    return _whose(db, run, event) if isinstance(event, e.Published) and not event.service else event


def _whose(db: sqlite3.Connection, run: str, event: e.Published) -> e.Published:
    """Say whose a published result is: once this was not written down with it."""
    service, realm = db.execute("SELECT service, realm FROM runs WHERE run = ?", (run,)).fetchone()
    draft = is_of_emulator(realm) and event.digest in drafts_above(db, event.digest)
    return replace(event, service=service, draft=draft)
