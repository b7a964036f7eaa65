"""Attempts: the projection of the events that guards money: claims, reservations, what is spent."""

import json
import sqlite3
from dataclasses import dataclass

from engine.run import events as e

# Attempt states. The first four are open: nothing equal may be sent.
INTENDED, ACCEPTED, SUCCEEDED, DOUBT = "intended", "accepted", "succeeded", "doubt"
UNSENT, REFUSED, FAILED, FETCHED = "unsent", "refused", "failed", "fetched"


@dataclass(frozen=True, slots=True)
class OpenAttempt:
    """An attempt whose end the store does not hold yet; `job` is None until it is accepted, `accepted` its wall time."""

    attempt: str
    run: str
    task: str
    fingerprint: str
    state: str
    account: str
    host: str
    process: str
    job: str | None
    accepted: float | None
    why: str


COLUMNS = "attempt, run, task, fingerprint, state, account, host, process, job, accepted, why"


def insert(db: sqlite3.Connection, run: str, realm: str, event: e.Intended) -> None:
    """Record an intent with its reservation; raises sqlite3.IntegrityError if an attempt of the fingerprint is open."""
    db.execute(
        "INSERT INTO attempts (attempt, run, task, fingerprint, state, open, account, host, class, scope, realm, process,"
        " intended, asked, upstream, reserved, currency) VALUES (?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            event.attempt, run, event.task, event.fingerprint, INTENDED, event.account, event.host, event.prompt_class,
            event.scope, realm, event.process, event.at, event.asked, json.dumps(dict(event.upstream), sort_keys=True),
            event.upper_micros, event.currency,
        ),
    )  # fmt: skip


def project(db: sqlite3.Connection, event: e.Event) -> None:
    """Carry an event into the attempt that it is about; facts are taken from whoever brings them."""
    match event:
        case e.Accepted():
            _set(db, event.attempt, state=ACCEPTED, job=event.job, host=event.host, accepted=event.at)
        case e.NotSent() if event.attempt:
            _set(db, event.attempt, state=UNSENT, open=0, reserved=0)
        case e.Refused():
            _set(db, event.attempt, state=REFUSED, open=0, reserved=0, why=event.cause.code)
        case e.Doubted():
            _doubt(db, event)
        case e.JobSucceeded():
            _set(db, event.attempt, state=SUCCEEDED, reserved=0, spent=event.cost_micros)
        case e.JobFailed():
            _set(db, event.attempt, state=FAILED, open=0, reserved=0, why=event.cause.code)
        case e.Fetched():
            _set(db, event.attempt, state=FETCHED, open=0)


def _doubt(db: sqlite3.Connection, event: e.Doubted) -> None:
    """A doubt never undoes what is known: that the attempt was accepted, or is over."""
    db.execute(
        "UPDATE attempts SET state = ?, why = ? WHERE attempt = ? AND state = ?",
        (DOUBT, event.reason, event.attempt, INTENDED),
    )


def _set(db: sqlite3.Connection, attempt: str, **values: object) -> None:
    names = ", ".join(f"{name} = ?" for name in values)
    db.execute(f"UPDATE attempts SET {names} WHERE attempt = ?", (*values.values(), attempt))  # noqa: S608 - names are ours


def open_of(db: sqlite3.Connection, fingerprint: str) -> OpenAttempt | None:
    """Return the open attempt of a fingerprint."""
    row = db.execute(
        f"SELECT {COLUMNS} FROM attempts WHERE fingerprint = ? AND open = 1",  # noqa: S608 - names are ours
        (fingerprint,),
    ).fetchone()
    return OpenAttempt(*row) if row else None


def claim(known: OpenAttempt, event: e.Intended) -> e.Event:
    """Say what an open attempt means for an intent of the same request."""
    if known.job is not None and known.host == event.host:
        at = known.accepted or event.at
        return e.TakenOver(task=event.task, attempt=known.attempt, job=known.job, host=known.host, at=at)
    if known.state == INTENDED:
        return e.Blocked(task=event.task, by="claim", attempt=known.attempt)
    return held(event.task, known)


def held(task: str, known: OpenAttempt) -> e.Held:
    """Say why an open attempt that this run can't go on with waits for a person."""
    if known.job is not None:
        message = f"job {known.job} of an earlier run is at {known.host}; run there to finish it"
        why = e.Cause(code="other-host", message=message)
        return e.Held(task=task, cause="waiting", why=why, attempt=known.attempt)
    message = f"a submit of run {known.run} has an unknown outcome: {known.why or 'its sender died'}"
    return e.Held(task=task, cause="doubt", why=e.Cause(code="in-doubt", message=message), attempt=known.attempt)


def shadow_of(db: sqlite3.Connection, prompt_class: str) -> str | None:
    """Return the attempt in doubt that equals this class: nothing that the service's list can't tell apart is sent meanwhile."""
    row = db.execute(
        "SELECT attempt FROM attempts WHERE class = ? AND open = 1 AND state = ?", (prompt_class, DOUBT)
    ).fetchone()
    return str(row[0]) if row else None
