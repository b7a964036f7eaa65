"""Failures: jobs that ended FAILED, with what was told of them."""

import json
import sqlite3

from engine.run import events as e
from engine.run.event_data import from_data
from engine.run.hopeless import FailedJob


def all_failed(db: sqlite3.Connection) -> dict[str, list[FailedJob]]:
    """Return every job that ended FAILED by the fingerprint of its request, the oldest first."""
    rows = db.execute(
        "SELECT attempts.fingerprint, attempts.upstream, events.data FROM events"
        " JOIN attempts ON attempts.attempt = json_extract(events.data, '$.attempt')"
        " WHERE events.kind = 'JobFailed' AND attempts.state = 'failed' ORDER BY events.seq"
    )
    found: dict[str, dict[str, FailedJob]] = {}
    for fingerprint, upstream, data in rows:
        event = from_data(json.loads(data))
        assert isinstance(event, e.JobFailed)
        known = FailedJob(event.job, event.cause, event.failure, json.loads(upstream))
        found.setdefault(fingerprint, {})[event.attempt] = known  # several runs may have watched it
    return {fingerprint: [*jobs.values()] for fingerprint, jobs in found.items()}
