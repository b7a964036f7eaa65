"""Identity: which journal a file is, where it was last opened to submit, and what it ever was about to send."""

import json
import sqlite3
from collections.abc import Iterable

from engine.run import events as e
from engine.run.money.opening import Host, JournalMark


def mark_of(db: sqlite3.Connection) -> JournalMark | None:
    """Return the mark of a journal, None of one that was never opened to submit."""
    kept = dict(db.execute("SELECT name, value FROM meta").fetchall())
    if "journal" not in kept:
        return None
    return JournalMark(journal=kept["journal"], host=Host(id=kept["host"], boot=kept["boot"], name=kept["name"]))


def keep_mark(db: sqlite3.Connection, mark: JournalMark) -> None:
    """Write a mark down."""
    _keep(db, journal=mark.journal, host=mark.host.id, boot=mark.host.boot, name=mark.host.name)


def decided(db: sqlite3.Connection, event: e.JournalTakenOver | e.ForeignIgnored) -> None:
    """Carry out what a person has decided about a journal."""
    match event:
        case e.JournalTakenOver():
            _keep(db, host=event.host, boot=event.boot, name=event.here)
        case e.ForeignIgnored():
            _keep(db, journal=event.journal, ignored="1")


def enter(db: sqlite3.Connection, attempt: str) -> None:
    """Write down that an attempt is about to be sent."""
    db.execute("INSERT OR IGNORE INTO entered (attempt) VALUES (?)", (attempt,))


def entered(db: sqlite3.Connection, attempts: Iterable[str]) -> frozenset[str]:
    """Return which of these attempts it ever was about to send."""
    rows = db.execute(
        "SELECT value FROM json_each(?) WHERE value IN (SELECT attempt FROM entered)"
        " OR value IN (SELECT attempt FROM attempts)",
        (json.dumps(list(attempts)),),
    )
    return frozenset(attempt for (attempt,) in rows)


def is_new(db: sqlite3.Connection, realm: str) -> bool:
    """Whether nothing was ever intended in a realm, and nobody has decided to go on whatever the account has."""
    (used,) = db.execute(
        "SELECT EXISTS (SELECT 1 FROM attempts WHERE realm = ?) OR EXISTS (SELECT 1 FROM meta WHERE name = 'ignored')",
        (realm,),
    ).fetchone()
    return not used


def _keep(db: sqlite3.Connection, **values: str) -> None:
    db.executemany("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", list(values.items()))
