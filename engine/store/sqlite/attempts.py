"""Attempts: the projection of the events that guards money: claims, reservations, what is spent."""

import json
import sqlite3
from collections.abc import Callable, Collection, Mapping
from decimal import Decimal
from typing import Any

from engine.run import events as e
from engine.run.money import event as v
from engine.run.money.account import AccountStanding
from engine.run.money.attempt import OPEN, UNDECIDED, Attempt, AttemptState, Buried, Confirmation, OpenAttempt
from engine.run.money.guards import JournalStanding, times_ruled_out
from engine.run.money.ledger import BilledJob
from engine.run.money.scope import Scope
from engine.run.money.step import step
from engine.run.money.table import Booking, Decision
from engine.run.money.terms import ProtocolTerms
from engine.values.reason import Reason, reason_data, reason_of

_COLUMNS = "attempt, run, task, fingerprint, state, host, job, accepted, why, process, upstream"


_MONEY = "attempt, fingerprint, upstream, class, state, process, since, until, request_id, job, confirmed, ruled_out, reserved"


def insert(db: sqlite3.Connection, run: str, realm: str, event: e.Intended, attempt: Attempt, intent: int) -> None:
    """Record an attempt with its reservation; `intent` is the number of the event.

    Raises sqlite3.IntegrityError if one of the same bytes is open.
    """
    db.execute(
        "INSERT INTO attempts (attempt, run, task, fingerprint, state, open, account, host, class, scope, realm, process,"
        " intended, asked, upstream, reserved, currency, since, ruled_out, intent)"
        " VALUES (?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, '', ?, ?, ?, ?, ?, ?)",
        (
            event.attempt, run, event.task, event.fingerprint, attempt.state, event.account, event.host,
            event.prompt_class, event.scope, realm, event.process, event.at,
            _text(event.upstream), event.upper_micros, event.currency, attempt.since, attempt.ruled_out, intent,
        ),
    )  # fmt: skip


def _text(upstream: Mapping[str, str]) -> str:
    """Write the digests that a request is made from as the table keeps them."""
    return json.dumps(dict(upstream), sort_keys=True) if upstream else "{}"


def wants_of(fingerprint: str, upstream: Mapping[str, str]) -> str:
    """Name what an attempt asks for: the request and the bytes that it is made from."""
    return f"{fingerprint} {_text(upstream)}"


def load(db: sqlite3.Connection, attempt: str) -> Attempt | None:
    """Return an attempt as the journal holds it, None if it was never intended."""
    row = db.execute(f"SELECT {_MONEY} FROM attempts WHERE attempt = ?", (attempt,)).fetchone()  # noqa: S608 - ours
    return _attempt(row) if row is not None else None


def attempts_of(db: sqlite3.Connection, fingerprint: str) -> list[tuple[str, Attempt]]:
    """Return every attempt at a request, each with its task."""
    rows = db.execute(f"SELECT task, {_MONEY} FROM attempts WHERE fingerprint = ? ORDER BY rowid", (fingerprint,))  # noqa: S608
    return [(task, _attempt(tuple(row))) for task, *row in rows.fetchall()]


def _attempt(row: tuple[Any, ...]) -> Attempt:
    (
        name,
        fingerprint,
        upstream,
        prompt_class,
        state,
        process,
        since,
        until,
        request,
        job,
        confirmed,
        ruled_out,
        upper,
    ) = row
    return Attempt(
        id=name,
        wants=f"{fingerprint} {upstream}",
        prompt_class=prompt_class,
        upper=upper,
        state=AttemptState(state),
        owner=process,
        since=since,
        until=until,
        request_id=request,
        job=job or "",
        grade=Confirmation(confirmed) if confirmed else None,
        ruled_out=ruled_out,
    )


def intended(db: sqlite3.Connection, event: e.Intended, *, claimed: bool, stored: bool, scope: Scope) -> Decision:
    """Decide about an intent by what the journal holds; nothing is written."""
    before = f"SELECT {_MONEY} FROM attempts WHERE fingerprint = ? AND upstream = ?"  # noqa: S608 - names are ours
    same = db.execute(before, (event.fingerprint, _text(event.upstream))).fetchall()
    ruled_out = times_ruled_out(map(_attempt, same))
    attempt = Attempt(
        id=event.attempt,
        wants=wants_of(event.fingerprint, event.upstream),
        prompt_class=event.prompt_class,
        upper=event.upper_micros,
        state=AttemptState.OPENING,
        owner=event.process,
    )
    standing = JournalStanding(claimed=claimed, stored=stored, scope=scope, ruled_out=ruled_out)
    connected = v.Connected(event.since or event.at, event.send_by)
    return step(attempt, AccountStanding(), standing, connected, ProtocolTerms())


def keep(db: sqlite3.Connection, known: Attempt, decision: Decision, event: e.Event | None) -> None:
    """Write what a step has made of an attempt and of its reservation, and what the event that is told of it says.

    Only what changes is written: each column that is set costs the indexes that it is in.
    """
    made = decision.attempt
    before, after = _columns_of(known), _columns_of(made)
    values: dict[str, object] = {name: value for name, value in after.items() if value != before[name]}
    values |= _told_by(event) if event is not None else {}
    match decision.row.money:
        case Booking.RELEASE | Booking.SETTLE:
            values["reserved"] = 0
        case Booking.REFUND:
            values |= {"reserved": 0, "spent": 0}
        case Booking.BOOK:
            (spent,) = db.execute("SELECT spent FROM attempts WHERE attempt = ?", (made.id,)).fetchone()
            values |= {"reserved": 0, "spent": max(spent, made.upper)}
    if values:
        _set(db, made.id, **values)


def _columns_of(attempt: Attempt) -> dict[str, object]:
    """Return what may change of an attempt, as its row keeps it."""
    return {
        "state": attempt.state,
        "open": int(attempt.state in OPEN),
        "until": attempt.until,
        "request_id": attempt.request_id,
        "job": attempt.job or None,
        "confirmed": attempt.grade or "",
    }


def project(db: sqlite3.Connection, event: e.Event) -> None:
    """Carry an event into the attempt that it is about; facts are taken from whoever brings them."""
    happened, name = _happened(event), getattr(event, "attempt", "")
    known = load(db, name) if happened is not None and name else None
    if happened is None or known is None:
        return
    terms = ProtocolTerms(late=event.late_s) if isinstance(event, e.Doubted) else ProtocolTerms()
    decision = step(known, AccountStanding(), JournalStanding(), happened, terms)
    keep(db, known, decision, event)


def _happened(event: e.Event) -> v.Event | None:
    """Read an event of a run as one of the protocol of money, None if it says nothing to it."""
    match event:
        case e.Accepted():
            return v.JobMade(event.job)
        case e.NotSent():
            return v.NeverSent()
        case e.Refused():
            return v.NoJob()
        case e.Doubted():
            return v.Silence(event.ended, event.request_id or "")
        case e.JobSucceeded() | e.Orphaned():
            return v.Ended(billed=True)
        case e.JobFailed():
            return v.Ended(billed=False)
        case e.Fetched():
            return v.ResultKept()
        case _:
            return None


def _told_by(event: e.Event) -> dict[str, Any]:
    """Return what an event tells of an attempt that decides nothing."""
    match event:
        case e.Accepted():
            return {"host": event.host, "accepted": event.at, "request_id": event.request_id}
        case e.Adopted():
            return {"host": event.host, "accepted": event.at}
        case e.Resolved() if event.job:
            return {"host": event.host, "accepted": event.at}
        case e.Refused() | e.JobFailed():
            return {"why": event.cause.code}
        case e.Doubted():
            return {"why": json.dumps(reason_data(event.reason))}
        case e.JobSucceeded():
            return {"spent": event.cost_micros, "seconds": str(event.billed_seconds)}
        case e.Orphaned():
            return {"spent": event.cost_micros, "seconds": str(event.billed_seconds), "told": 1}
        case _:
            return {}


def decide(
    db: sqlite3.Connection, known: Attempt, account: AccountStanding, happened: v.Event, terms: ProtocolTerms
) -> Decision:
    """Decide what an event makes of an attempt by what the journal holds of it and of others; nothing is written."""
    return step(known, account, _standing(db, known), happened, terms)


def _standing(db: sqlite3.Connection, known: Attempt) -> JournalStanding:
    rows = db.execute(
        "SELECT other.job FROM attempts JOIN attempts AS other USING (account)"
        " WHERE attempts.attempt = ? AND other.job IS NOT NULL AND other.attempt <> attempts.attempt",
        (known.id,),
    )
    return JournalStanding(jobs=frozenset(job for (job,) in rows))


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


def why_of(kept: str) -> Reason | None:
    """Read why an attempt is in doubt; before reasons were kept as JSON, they were kept in words."""
    return reason_of(json.loads(kept) if kept.startswith("{") else kept) if kept else None


def _set(db: sqlite3.Connection, attempt: str, **values: object) -> None:
    names = ", ".join(f"{name} = ?" for name in values)
    db.execute(f"UPDATE attempts SET {names} WHERE attempt = ?", (*values.values(), attempt))  # noqa: S608 - names are ours


def bills(
    db: sqlite3.Connection, after: int, scopes: str, realm: str, currency: str
) -> list[tuple[int, BilledJob]]:  # fmt: skip
    """Return what the next jobs of all scopes that begin so were billed, some hundreds, each with its attempt's number."""
    chosen = "substr(scope, 1, length(?)) = ? AND realm = ? AND currency = ?"
    return _bills(db, after, chosen, scopes, scopes, realm, currency)


def bills_of_run(db: sqlite3.Connection, after: int, run: str) -> list[tuple[int, BilledJob]]:
    """Return the same of the jobs that a run submitted, whoever saw them end."""
    return _bills(db, after, "run = ?", run)


def _bills(db: sqlite3.Connection, after: int, chosen: str, *values: str) -> list[tuple[int, BilledJob]]:
    asked = f"SELECT rowid, task, seconds, spent FROM attempts WHERE rowid > ? AND {chosen} ORDER BY rowid LIMIT 500"  # noqa: S608
    rows = db.execute(asked, (after, *values)).fetchall()
    return [(number, BilledJob(task, Decimal(seconds), spent)) for number, task, seconds, spent in rows]


def reserved(db: sqlite3.Connection) -> dict[str, int]:
    """Return what each open attempt may still come to cost, in micro-units."""
    return dict(db.execute("SELECT attempt, reserved FROM attempts WHERE open = 1").fetchall())


def jobs_of(db: sqlite3.Connection, names: Collection[str]) -> dict[str, str]:
    """Return which of these attempts there are, each with its job, "" if none is known."""
    rows = db.execute(
        "SELECT attempt, COALESCE(job, '') FROM attempts WHERE attempt IN (SELECT value FROM json_each(?))",
        (json.dumps(list(names)),),
    )
    return dict(rows.fetchall())


def acceptance(db: sqlite3.Connection, attempt: str, job: str, at: float) -> tuple[str, e.Accepted] | None:
    """Return that an attempt was accepted as a job, and of which run it is; None if it is unknown, or its job is known."""
    row = db.execute("SELECT run, task, host FROM attempts WHERE attempt = ? AND job IS NULL", (attempt,)).fetchone()
    if row is None:
        return None
    run, task, host = row
    return run, e.Accepted(
        task=task, attempt=attempt, job=job, host=host, request_id="", server_time=None, at=at
    )  # fmt: skip


def answered(db: sqlite3.Connection, jobs: Collection[str]) -> dict[str, str]:
    """Return the request ids with which the submits of these jobs were answered."""
    rows = db.execute(
        "SELECT job, request_id FROM attempts WHERE job IN (SELECT value FROM json_each(?)) AND confirmed = 'reply'"
        " AND request_id <> ''",
        (json.dumps(list(jobs)),),
    )
    return dict(rows.fetchall())


def recent(db: sqlite3.Connection, realm: str, since: float) -> list[Attempt]:
    """Return the attempts of a realm that are open or buried, or whose jobs were accepted since then (Unix seconds)."""
    rows = db.execute(
        f"SELECT {_MONEY} FROM attempts WHERE realm = ? AND"  # noqa: S608 - names are ours
        " (open = 1 OR state IN ('ruled-out', 'given-up') OR accepted >= ?)",
        (realm, since),
    )
    return [_attempt(row) for row in rows.fetchall()]


def buried(db: sqlite3.Connection, realm: str) -> list[Buried]:
    """Return what was ruled out or given up in a realm, unless a run has told of its job."""
    rows = db.execute(
        f"SELECT {_MONEY}, run, task, fingerprint, spent, currency, (SELECT json_extract(data, '$.model') FROM events"  # noqa: S608 - ours
        " WHERE events.run = attempts.run AND events.task = attempts.task AND kind = 'Intended'"
        " AND json_extract(data, '$.attempt') = attempt LIMIT 1) FROM attempts"
        " WHERE state IN ('ruled-out', 'given-up', 'orphan') AND told = 0 AND realm = ?",
        (realm,),
    )
    found = []
    for *money, run, task, fingerprint, spent, currency, model in rows.fetchall():
        found.append(Buried(_attempt(tuple(money)), run, task, fingerprint, spent, currency, model or ""))
    return found


def with_job(db: sqlite3.Connection) -> frozenset[str]:
    """Return the open attempts whose job is known."""
    return frozenset(name for (name,) in db.execute("SELECT attempt FROM attempts WHERE open = 1 AND job IS NOT NULL"))


def all_open(db: sqlite3.Connection, alive: Callable[[str], bool]) -> list[OpenAttempt]:
    """Return every attempt by which nothing more is sent for what it wants; `alive` says whether a process may still act."""
    return _open_where(db, alive, "TRUE", ())


def open_of(db: sqlite3.Connection, alive: Callable[[str], bool], fingerprint: str) -> list[OpenAttempt]:
    """Return those of a fingerprint, each made from other bytes."""
    return _open_where(db, alive, "fingerprint = ?", (fingerprint,))


def _open_where(
    db: sqlite3.Connection, alive: Callable[[str], bool], condition: str, values: tuple[str, ...]
) -> list[OpenAttempt]:
    rows = db.execute(f"SELECT {_COLUMNS} FROM attempts WHERE (open = 1 OR state = 'given-up') AND {condition}", values)  # noqa: S608 - ours
    found = []
    for attempt, run, task, fingerprint, name, host, job, accepted, why, process, upstream in rows.fetchall():
        state = AttemptState(name)
        lives = state is AttemptState.INTENDED and alive(process)
        told = _told(db, attempt, task) if state is AttemptState.SUCCEEDED else None
        made, doubt = json.loads(upstream), why_of(why) if state in UNDECIDED else None
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
