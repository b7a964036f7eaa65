"""Scopes: one running row for each scope, realm and currency, so that no question sums all attempts of a scope.

Triggers of the schema carry what an attempt reserves and spends into its scope's row, in the attempt's own transaction.
"""

import sqlite3

from engine.run.events import RunStarted
from engine.run.money.scope import Scope


def begin(db: sqlite3.Connection, event: RunStarted) -> None:
    """Set the cap of a run's scope; the newest command's holds for all runs of it.

    One that a person has set stands, also if that was while the run was being planned, unless the command names another.
    """
    known = scope_of(db, event.scope, event.realm, event.currency)
    stands = known.stands(event.said_micros) and not event.cap_ordered
    cap = known.cap if stands else event.cap_micros
    decided = stands or (known.decided and known.cap == cap)
    db.execute(
        "INSERT INTO scopes (scope, realm, currency, cap, said, decided) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (scope, realm, currency) DO UPDATE"
        " SET cap = excluded.cap, said = excluded.said, decided = excluded.decided",
        (event.scope, event.realm, event.currency, cap, event.said_micros, decided),
    )


def scope_of(db: sqlite3.Connection, scope: str, realm: str, currency: str) -> Scope:
    """Return what a scope has reserved and spent, and its cap; an unknown one has nothing."""
    row = db.execute(
        "SELECT reserved, spent, cap, said, decided FROM scopes WHERE scope = ? AND realm = ? AND currency = ?",
        (scope, realm, currency),
    ).fetchone()
    if row is None:
        return Scope()
    reserved, spent, cap, said, decided = row
    return Scope(reserved, spent, cap, said, bool(decided))


def runs_in(db: sqlite3.Connection, scope: str, realm: str) -> list[tuple[str, bool]]:
    """Return the runs of one scope, newest first, each with whether it left rows out."""
    rows = db.execute(
        "SELECT run, some_rows FROM runs WHERE scope = ? AND realm = ? ORDER BY started DESC, rowid DESC",
        (scope, realm),
    )
    return [(run, bool(some)) for run, some in rows.fetchall()]


def of_scopes(db: sqlite3.Connection, scopes: str, realm: str) -> list[tuple[str, bool]]:
    """Return the runs of all scopes that begin so, newest first, each with whether it left rows out."""
    rows = db.execute(
        "SELECT run, some_rows FROM runs WHERE substr(scope, 1, length(?)) = ? AND realm = ? ORDER BY started DESC, rowid DESC",
        (scopes, scopes, realm),
    )
    return [(run, bool(some)) for run, some in rows.fetchall()]
