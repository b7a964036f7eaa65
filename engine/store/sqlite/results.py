"""Results: what the store's artifacts answer, in the order in which they came; a row's number is the journal's position."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from typing import Any

from engine.plan.model import Stored, StoredResult
from engine.run import events as e
from engine.run.drafts import Origin, drafts_among
from engine.values.media import MediaFacts
from engine.values.realm import is_of_emulator

_AT_ONCE = 10_000
_ANSWERED = "SELECT DISTINCT fingerprint FROM results WHERE fingerprint IN (SELECT value FROM json_each(?))"
_COLUMNS = "fingerprint, asked, output, digest, facts, job, upstream"


def keep_fetched(
    db: sqlite3.Connection, run: str, event: e.Fetched, at: float, asked: str, upstream: str
) -> None:  # fmt: skip
    """Record the result of a job; what it was asked and made from is that of its attempt."""
    _keep(db, run, event, at, asked, upstream, job=event.job)


def keep_made(db: sqlite3.Connection, run: str, event: e.Made, at: float) -> None:
    """Record what a media tool has made."""
    _keep(db, run, event, at, event.asked, _text(event.upstream), job="")


def _keep(
    db: sqlite3.Connection, run: str, event: e.Fetched | e.Made, at: float, asked: str, upstream: str, *, job: str
) -> None:
    db.execute(
        "INSERT INTO results (fingerprint, realm, asked, output, digest, facts, job, upstream, run, at)"
        " SELECT ?, realm, ?, ?, ?, ?, ?, ?, run, ? FROM runs WHERE run = ?",
        (event.fingerprint, asked, event.output, event.digest, json.dumps(dict(event.facts)), job, upstream, at, run),
    )


def came_since(db: sqlite3.Connection, event: e.Intended) -> tuple[str, str] | None:
    """Return digest and job of the newest result of the same request from the same bytes that the intent's plan can't know."""
    row = db.execute(
        "SELECT digest, job FROM results WHERE fingerprint = ? AND asked = ? AND upstream = ? AND seq > ?"
        " ORDER BY seq DESC LIMIT 1",
        (event.fingerprint, event.asked, _text(event.upstream), event.as_of),
    ).fetchone()
    return (str(row[0]), str(row[1])) if row else None


def answered(db: sqlite3.Connection, fingerprints: Iterable[str]) -> tuple[int, list[str]]:
    """Return the position of the newest result, read first, and which of these fingerprints have results, in their order."""
    (as_of,) = db.execute("SELECT COALESCE(MAX(seq), 0) FROM results").fetchone()
    found: list[str] = []
    asked = iter(fingerprints)
    while some := list(islice(asked, _AT_ONCE)):
        known = {name for (name,) in db.execute(_ANSWERED, (json.dumps(some),))}
        found += (name for name in some if name in known)
    return as_of, found


def stored_of(
    db: sqlite3.Connection, fingerprints: Iterable[str], facts_of: Callable[[dict[str, Any]], MediaFacts]
) -> Stored:
    """Return the results of these fingerprints, newest first.

    The position is read before them: what comes in between is new to whoever compares with it.
    """
    (as_of,) = db.execute("SELECT COALESCE(MAX(seq), 0) FROM results").fetchone()
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM results WHERE fingerprint IN (SELECT value FROM json_each(?)) ORDER BY seq DESC",  # noqa: S608 - ours
        (json.dumps(list(fingerprints)),),
    )
    found: dict[str, tuple[StoredResult, ...]] = {}
    for fingerprint, asked, output, digest, facts, job, upstream in rows.fetchall():
        result = StoredResult(
            fingerprint=fingerprint,
            asked=asked.encode(),
            output=output,
            digest=digest,
            facts=facts_of(json.loads(facts)),
            job=job,
            upstream=json.loads(upstream),
        )
        found[fingerprint] = (*found.get(fingerprint, ()), result)
    return Stored(as_of, found)


def is_draft(db: sqlite3.Connection, digest: str) -> bool | None:
    """Tell whether bytes are known as a draft, and as the result of no other service; None of bytes that are not known."""
    realms = db.execute("SELECT DISTINCT realm FROM results WHERE digest = ?", (digest,)).fetchall()
    if not realms:
        return None
    return all(is_of_emulator(realm) for (realm,) in realms) and digest in drafts_above(db, digest)


def drafts_above(db: sqlite3.Connection, digest: str) -> frozenset[str]:
    """Return which are drafts of a result and all that it was made from, by digest."""
    rows = db.execute(
        "WITH RECURSIVE above (digest) AS (VALUES (?) UNION"
        " SELECT made.value FROM above JOIN results USING (digest), json_each(results.upstream) AS made)"
        " SELECT digest, realm, job, upstream FROM above JOIN results USING (digest) ORDER BY seq",
        (digest,),
    )
    return drafts_among(
        Origin(name, realm, bool(job), tuple(json.loads(upstream).values())) for name, realm, job, upstream in rows
    )


def _text(upstream: Mapping[str, str]) -> str:
    return json.dumps(dict(upstream), sort_keys=True) if upstream else "{}"
