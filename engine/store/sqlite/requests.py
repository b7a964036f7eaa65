"""Requests: what people ask of runs that go on; and the scopes, whose caps may be set at any time."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from engine.run.event_data import from_data, to_data
from engine.run.events import CapSet, Resolved
from engine.run.requests import CappedScope, RequestKind, RunRequest

_KNOWN = tuple(RequestKind)


def ask(
    db: sqlite3.Connection, run: str, kind: RequestKind, who: str, at: float, told: CapSet | Resolved | None = None
) -> None:  # fmt: skip
    """Ask something of a run."""
    data = json.dumps(to_data(told), ensure_ascii=False) if told is not None else "{}"
    db.execute(
        "INSERT INTO requests (run, kind, data, who, at) VALUES (?, ?, ?, ?, ?)", (run, kind.value, data, who, at)
    )  # fmt: skip


def open_of(db: sqlite3.Connection, run: str) -> list[RunRequest]:
    """Return what is asked of a run and has no answer yet, in order; what later versions ask is left to them."""
    rows = db.execute("SELECT seq, kind, data, who FROM requests WHERE run = ? AND answered = 0 ORDER BY seq", (run,))
    found = []
    for seq, kind, data, who in rows.fetchall():
        with suppress(ValueError):
            told = from_data(json.loads(data)) if data != "{}" else None
            assert told is None or isinstance(told, CapSet | Resolved), "nothing else is written here"
            found.append(RunRequest(seq=seq, kind=RequestKind(kind), who=who, told=told))
    return found


def answered(db: sqlite3.Connection, seq: int) -> None:
    db.execute("UPDATE requests SET answered = 1 WHERE seq = ?", (seq,))


def living_of(db: sqlite3.Connection, alive: Callable[[str], bool], scope: str, realm: str) -> list[str]:
    """Return the runs of a scope that go on, the newest first."""
    rows = db.execute(
        "SELECT run, process FROM runs WHERE scope = ? AND realm = ? AND state = 'running' ORDER BY started DESC, rowid DESC",
        (scope, realm),
    )
    return [run for run, process in rows.fetchall() if alive(process)]


def set_cap(db: sqlite3.Connection, scope: CappedScope, micros: int) -> None:
    """Set the cap of a scope; it holds from the next intent of any run of it on."""
    db.execute(
        "UPDATE scopes SET cap = ?, decided = 1 WHERE scope = ? AND realm = ? AND currency = ?",
        (micros, scope.scope, scope.realm, scope.currency),
    )


def all_scopes(db: sqlite3.Connection) -> list[CappedScope]:
    """Return every scope of which something was run, that of the newest run first."""
    rows = db.execute(
        "SELECT scope, realm, currency, cap, reserved, spent, run, name, service FROM scopes JOIN runs USING (scope, realm)"
        " ORDER BY started DESC, runs.rowid DESC"
    )
    found: dict[tuple[str, str, str], CappedScope] = {}
    runs: dict[tuple[str, str, str], list[str]] = {}
    for scope, realm, currency, cap, reserved, spent, run, name, service in rows.fetchall():
        runs.setdefault((scope, realm, currency), []).append(run)
        found.setdefault(
            (scope, realm, currency),
            CappedScope(
                scope=scope, realm=realm, currency=currency, cap=cap, reserved=reserved, spent=spent, run=run, name=name,
                service=service,
            ),
        )  # fmt: skip
    return [replace(scope, runs=tuple(runs[key])) for key, scope in found.items()]
