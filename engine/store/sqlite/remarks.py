"""Remarks: what was said of results when they came, for whoever is given them again."""

import json
import sqlite3
from collections.abc import Iterable

from engine.run import events as e
from engine.run.event_data import from_data


def of_jobs(db: sqlite3.Connection, jobs: Iterable[str]) -> list[e.Fetched | e.JobSucceeded]:
    """Return the events of these jobs that say something of their results, in order."""
    rows = db.execute(
        "SELECT data FROM events WHERE (kind = 'Fetched' AND json_array_length(data, '$.remarks') > 0"
        " OR kind = 'JobSucceeded' AND json_array_length(data, '$.notes') > 0)"
        " AND json_extract(data, '$.job') IN (SELECT value FROM json_each(?)) ORDER BY seq",
        (json.dumps(list(jobs)),),
    )
    events = [from_data(json.loads(data)) for (data,) in rows.fetchall()]
    return [event for event in events if isinstance(event, e.Fetched | e.JobSucceeded)]
