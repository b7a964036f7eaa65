"""Failures: jobs that ended FAILED, with what was told of them."""

import json
import sqlite3

from engine.run import events as e
from engine.run.event_data import from_data
from engine.run.hopeless import FailedJob
from engine.run.money.attempt import AttemptState


def failed_at_least(db: sqlite3.Connection, times: int) -> dict[str, list[FailedJob]]:
    """Return the failed jobs of requests of which so many ended FAILED, by fingerprint, the oldest first."""
    if not _often(db, times):
        return {}  # what was told of jobs is read only if it matters: no index leads to it
    rows = db.execute(
        "SELECT attempts.fingerprint, attempts.upstream, events.data FROM events"
        " JOIN attempts ON attempts.attempt = json_extract(events.data, '$.attempt')"
        " WHERE events.kind = 'JobFailed' AND attempts.state = ? ORDER BY events.seq",
        (AttemptState.FAILED,),
    )
    found: dict[str, dict[str, FailedJob]] = {}
    for fingerprint, upstream, data in rows:
        event = from_data(json.loads(data))
        assert isinstance(event, e.JobFailed)
        known = FailedJob(event.job, event.cause, event.failure, json.loads(upstream))
        found.setdefault(fingerprint, {})[event.attempt] = known  # several runs may have watched it
    return {fingerprint: [*jobs.values()] for fingerprint, jobs in found.items()}


def _often(db: sqlite3.Connection, times: int) -> bool:
    query = "SELECT 1 FROM attempts WHERE state = ? GROUP BY fingerprint, upstream HAVING count(*) >= ? LIMIT 1"
    return db.execute(query, (AttemptState.FAILED, times)).fetchone() is not None
