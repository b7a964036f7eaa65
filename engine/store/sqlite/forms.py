"""Forms: what an attempt asks for, as its request and as it is compared, each once; events and attempts name it by its intent."""

import sqlite3
from collections.abc import Mapping
from typing import Any, Final

from engine.run import events as e

_OF_INTENT: Final = ("asked", "body")
ASKED: Final = "COALESCE((SELECT asked FROM forms WHERE forms.intent = attempts.intent), attempts.asked)"
"""The asked form of a row of `attempts`, in a query; before forms had a table, it stood in the row."""


def keep(db: sqlite3.Connection, intent: int, event: e.Intended) -> None:
    """Keep the forms of an attempt under the number of its intent."""
    db.execute("INSERT INTO forms (intent, asked, body) VALUES (?, ?, ?)", (intent, event.asked, event.body))


def of_attempt(db: sqlite3.Connection, attempt: str) -> tuple[str, str]:
    """Return what an attempt asks for, as it is compared, and what it is made from."""
    row = db.execute(f"SELECT {ASKED}, upstream FROM attempts WHERE attempt = ?", (attempt,)).fetchone()  # noqa: S608 - ours
    return str(row[0]), str(row[1])


def without(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is told of an intent but for its forms."""
    return {name: value for name, value in said.items() if name not in _OF_INTENT}


def whole(db: sqlite3.Connection, said: dict[str, Any]) -> dict[str, Any]:
    """Return what is told of an event, of an intent with its forms; before forms had a table, they stood there."""
    if said["kind"] != e.Intended.__name__ or "body" in said:
        return said
    asked, body = db.execute(
        "SELECT forms.asked, body FROM attempts JOIN forms USING (intent) WHERE attempt = ?", (said["attempt"],)
    ).fetchone()
    return {**said, "asked": asked, "body": body}
