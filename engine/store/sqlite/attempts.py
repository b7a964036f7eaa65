"""Attempts: the projection of the events that guards money: claims, reservations, what is spent."""

import json
import sqlite3
from collections.abc import Callable
from decimal import Decimal

from engine.run import events as e
from engine.run.money.attempt import AttemptState, OpenAttempt
from engine.run.money.ledger import BilledJob
from engine.values.reason import Reason, reason_data, reason_of

_COLUMNS = "attempt, run, task, fingerprint, state, host, job, accepted, why, process, upstream"


def insert(db: sqlite3.Connection, run: str, realm: str, event: e.Intended) -> None:
    """Record an intent with its reservation; raises sqlite3.IntegrityError if one of the same bytes is open."""
    db.execute(
        "INSERT INTO attempts (attempt, run, task, fingerprint, state, open, account, host, class, scope, realm, process,"
        " intended, asked, upstream, reserved, currency) VALUES (?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            event.attempt, run, event.task, event.fingerprint, AttemptState.INTENDED, event.account, event.host,
            event.prompt_class, event.scope, realm, event.process, event.at, event.asked,
            json.dumps(dict(event.upstream), sort_keys=True), event.upper_micros, event.currency,
        ),
    )  # fmt: skip


def project(db: sqlite3.Connection, event: e.Event) -> None:
    """Carry an event into the attempt that it is about; facts are taken from whoever brings them."""
    match event:
        case e.Accepted():
            _set(db, event.attempt, state=AttemptState.ACCEPTED, job=event.job, host=event.host, accepted=event.at)
        case e.NotSent() if event.attempt:
            _set(db, event.attempt, state=AttemptState.UNSENT, open=0, reserved=0)
        case e.Refused():
            _set(db, event.attempt, state=AttemptState.REFUSED, open=0, reserved=0, why=event.cause.code)
        case e.Doubted():
            _doubt(db, event)
        case e.JobSucceeded():
            _set(
                db,
                event.attempt,
                state=AttemptState.SUCCEEDED,
                reserved=0,
                spent=event.cost_micros,
                seconds=str(event.billed_seconds),
            )
        case e.JobFailed():
            _set(db, event.attempt, state=AttemptState.FAILED, open=0, reserved=0, why=event.cause.code)
        case e.Fetched():
            _set(db, event.attempt, state=AttemptState.FETCHED, open=0)


def owner_of(db: sqlite3.Connection, event: e.Accepted) -> str | None:
    """Return the task of the other attempt at the same account that an accepted job is known as, None if it is nobody's."""
    row = db.execute(
        "SELECT other.task FROM attempts JOIN attempts AS other USING (account)"
        " WHERE attempts.attempt = ? AND other.job = ? AND other.attempt <> attempts.attempt",
        (event.attempt, event.job),
    ).fetchone()
    return str(row[0]) if row is not None else None


def has_job(db: sqlite3.Connection, attempt: str) -> bool | None:
    """Say whether a job of an attempt is known; None if the attempt itself is not."""
    row = db.execute("SELECT job IS NOT NULL FROM attempts WHERE attempt = ?", (attempt,)).fetchone()
    return bool(row[0]) if row is not None else None


def _doubt(db: sqlite3.Connection, event: e.Doubted) -> None:
    """A doubt never undoes what is known: that the attempt was accepted, or is over."""
    db.execute(
        "UPDATE attempts SET state = ?, why = ? WHERE attempt = ? AND state = ?",
        (AttemptState.DOUBT, json.dumps(reason_data(event.reason)), event.attempt, AttemptState.INTENDED),
    )


def _why(state: AttemptState, kept: str) -> Reason | None:
    """Read why an attempt is in doubt; before reasons were kept as JSON, they were kept in words."""
    if state is not AttemptState.DOUBT or not kept:
        return None
    return reason_of(json.loads(kept) if kept.startswith("{") else kept)


def _set(db: sqlite3.Connection, attempt: str, **values: object) -> None:
    names = ", ".join(f"{name} = ?" for name in values)
    db.execute(f"UPDATE attempts SET {names} WHERE attempt = ?", (*values.values(), attempt))  # noqa: S608 - names are ours


def bills(db: sqlite3.Connection, scopes: str, realm: str, currency: str) -> list[BilledJob]:
    """Return what the jobs of all scopes that begin so were billed."""
    rows = db.execute(
        "SELECT task, seconds, spent FROM attempts WHERE substr(scope, 1, length(?)) = ? AND realm = ? AND currency = ?",
        (scopes, scopes, realm, currency),
    )
    return [BilledJob(task, Decimal(seconds), spent) for task, seconds, spent in rows.fetchall()]


def bills_of_run(db: sqlite3.Connection, run: str) -> list[BilledJob]:
    """Return what the jobs that a run submitted were billed, whoever saw them end."""
    rows = db.execute("SELECT task, seconds, spent FROM attempts WHERE run = ?", (run,))
    return [BilledJob(task, Decimal(seconds), spent) for task, seconds, spent in rows.fetchall()]


def reserved(db: sqlite3.Connection) -> dict[str, int]:
    """Return what each open attempt may still come to cost, in micro-units."""
    return dict(db.execute("SELECT attempt, reserved FROM attempts WHERE open = 1").fetchall())


def all_open(db: sqlite3.Connection, alive: Callable[[str], bool]) -> list[OpenAttempt]:
    """Return every open attempt; `alive` says of a process whether it may still act."""
    return _open_where(db, alive, "TRUE", ())


def open_of(db: sqlite3.Connection, alive: Callable[[str], bool], fingerprint: str) -> list[OpenAttempt]:
    """Return the open attempts of a fingerprint, each made from other bytes."""
    return _open_where(db, alive, "fingerprint = ?", (fingerprint,))


def unaccepted(
    db: sqlite3.Connection, alive: Callable[[str], bool], prompt_class: str, but: OpenAttempt | None
) -> tuple[OpenAttempt, ...]:
    """Return the open attempts of a class, but for one, of which no job is known."""
    found = _open_where(db, alive, "class = ? AND job IS NULL", (prompt_class,))
    return tuple(known for known in found if but is None or known.attempt != but.attempt)


def _open_where(
    db: sqlite3.Connection, alive: Callable[[str], bool], condition: str, values: tuple[str, ...]
) -> list[OpenAttempt]:
    rows = db.execute(f"SELECT {_COLUMNS} FROM attempts WHERE open = 1 AND {condition}", values)  # noqa: S608 - ours
    found = []
    for attempt, run, task, fingerprint, name, host, job, accepted, why, process, upstream in rows.fetchall():
        state = AttemptState(name)
        lives = state is AttemptState.INTENDED and alive(process)
        told = _told(db, attempt, task) if state is AttemptState.SUCCEEDED else None
        made, doubt = json.loads(upstream), _why(state, why)
        found.append(OpenAttempt(attempt, run, task, fingerprint, state, host, job, accepted, doubt, lives, told, made))
    return found


def _told(db: sqlite3.Connection, attempt: str, task: str) -> Decimal | None:
    """Return how many seconds of result the service told of an attempt that is done, None if it did not."""
    row = db.execute(
        "SELECT json_extract(data, '$.output_seconds') FROM events WHERE kind = 'JobSucceeded' AND task = ?"
        " AND json_extract(data, '$.attempt') = ? ORDER BY seq DESC LIMIT 1",
        (task, attempt),
    ).fetchone()
    return Decimal(row[0]) if row is not None and row[0] is not None else None


def digest_of(db: sqlite3.Connection, attempt: str) -> str | None:
    """Return the digest of the newest result of an attempt's job, None if there is none."""
    row = db.execute(
        "SELECT results.digest FROM attempts JOIN results USING (fingerprint, job) WHERE attempt = ? ORDER BY seq DESC LIMIT 1",
        (attempt,),
    ).fetchone()
    return str(row[0]) if row is not None else None
