"""Doubts: attempts of which nobody knows whether they have a job, or what became of it, with what was seen of them."""

import json
import sqlite3
from collections.abc import Callable, Sequence
from typing import Final

from engine.run import events as e
from engine.run.doubts import OpenDoubt
from engine.run.event_data import from_data
from engine.run.money.attempt import AttemptState
from engine.store.sqlite.attempts import load, why_of
from engine.store.sqlite.forms import whole

_OPEN: Final = (AttemptState.INTENDED, AttemptState.DOUBT, AttemptState.HELD)
_TOLD_BY: Final = ("Intended", "Doubted", "DoubtFound", "Held", "Sought")
_Told = tuple[str, e.Event]
"""An event with its run."""


def all_open(db: sqlite3.Connection, alive: Callable[[str], bool]) -> list[OpenDoubt]:
    """Return every one, the oldest first; `alive` says of a process whether it may still send."""
    rows = db.execute(
        "SELECT attempt, run, task, reserved, why, attempts.process, service, runs.realm FROM attempts JOIN runs USING (run)"
        " WHERE open = 1 AND (job IS NULL OR attempts.state = 'held') AND attempts.state IN (?, ?, ?)"
        " ORDER BY intended, attempts.rowid",
        _OPEN,
    ).fetchall()
    told = _told(db, [row[0] for row in rows])
    return [_doubt(db, alive, told[row[0]], *row) for row in rows]


def _doubt(
    db: sqlite3.Connection, alive: Callable[[str], bool], told: Sequence[_Told], name: str, run: str, task: str,
    reserved: int, why: str, process: str, service: str, realm: str,
) -> OpenDoubt:  # fmt: skip
    attempt = load(db, name)
    assert attempt is not None, "it was just read"
    intent = next(event for _, event in told if isinstance(event, e.Intended))
    looks = [event for _, event in told if isinstance(event, e.Sought)]
    last_run, last = next(found for found in reversed(told) if found[1].task)
    return OpenDoubt(
        attempt=attempt,
        run=run,
        task=task,
        last_run=last_run,
        last_task=last.task,
        service=service,
        realm=realm,
        intent=intent,
        reserved=reserved or intent.upper_micros,
        why=why_of(why),
        lives=attempt.state is AttemptState.INTENDED and alive(process),
        looked=looks[-1].at if looks else None,
        candidates=looks[-1].candidates if looks else (),
    )


def _told(db: sqlite3.Connection, attempts: Sequence[str]) -> dict[str, list[_Told]]:
    """Return what is told of each attempt while it is open, in order; the events are read through once."""
    found: dict[str, list[_Told]] = {attempt: [] for attempt in attempts}
    marks = ", ".join("?" * len(_TOLD_BY))
    rows = db.execute(f"SELECT run, data FROM events WHERE kind IN ({marks}) ORDER BY seq", _TOLD_BY)  # noqa: S608 - ours
    for run, data in rows if found else ():
        said = json.loads(data)
        if said.get("attempt") in found:
            found[said["attempt"]].append((run, from_data(whole(db, said))))
    return found
