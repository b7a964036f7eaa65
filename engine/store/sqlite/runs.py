"""Runs: one row for each, with what it is of, who carries it out, and how it ended."""

import sqlite3
from collections.abc import Callable
from typing import Any

from engine.run import events as e


def begin(db: sqlite3.Connection, event: e.RunStarted, at: float) -> None:
    """Write a run down."""
    db.execute(
        "INSERT INTO runs (run, name, service, realm, scope, started, process, planned, some_rows)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            event.run, event.name, event.service, event.realm, event.scope, at, event.process, event.planned,
            event.some_rows,
        ),
    )  # fmt: skip


def end(db: sqlite3.Connection, run: str, state: str) -> None:
    db.execute("UPDATE runs SET state = ? WHERE run = ?", (state, run))


def realm_of(db: sqlite3.Connection, run: str) -> str:
    (realm,) = db.execute("SELECT realm FROM runs WHERE run = ?", (run,)).fetchone()
    return str(realm)


def all_runs(db: sqlite3.Connection, alive: Callable[[str], bool]) -> list[dict[str, Any]]:
    """Return every one, the newest first; `alive` says whether a process still lives."""
    rows = db.execute(
        "SELECT run, name, service, realm, started, state, process FROM runs ORDER BY started DESC, rowid DESC"
    ).fetchall()
    names = ("run", "name", "service", "realm", "started", "state")
    return [
        {**dict(zip(names, row, strict=False)), "alive": row[5] == "running" and alive(row[6])} for row in rows
    ]  # fmt: skip
