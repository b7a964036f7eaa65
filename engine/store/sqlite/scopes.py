"""Scopes: one running row for each scope, realm and currency, so that no question sums all attempts of a scope.

Triggers of the schema carry what an attempt reserves and spends into its scope's row, in the attempt's own transaction.
"""

import sqlite3

from engine.run.events import RunStarted
from engine.run.money.scope import Scope


def begin(db: sqlite3.Connection, event: RunStarted) -> None:
    """Set the cap of a run's scope; the newest command's holds for all runs of it."""
    db.execute(
        "INSERT INTO scopes (scope, realm, currency, cap) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (scope, realm, currency) DO UPDATE SET cap = excluded.cap",
        (event.scope, event.realm, event.currency, event.cap_micros),
    )


def scope_of(db: sqlite3.Connection, scope: str, realm: str, currency: str) -> Scope:
    """Return what a scope has reserved and spent, and its cap; an unknown one has nothing."""
    row = db.execute(
        "SELECT reserved, spent, cap FROM scopes WHERE scope = ? AND realm = ? AND currency = ?",
        (scope, realm, currency),
    ).fetchone()
    return Scope(*row) if row else Scope()
