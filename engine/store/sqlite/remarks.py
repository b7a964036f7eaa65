"""Remarks: what was said of results when they came, and in which run, for whoever is given them again or had left their jobs."""

import json
import sqlite3
from collections.abc import Iterable
from typing import Final

from engine.run import events as e
from engine.run.event_data import from_data
from engine.run.history import End

_ENDS_ELSEWHERE: Final = """
SELECT run, at, data FROM events
WHERE seq > (SELECT MIN(seq) FROM events WHERE run = ?1) AND run <> ?1
AND kind IN ('Fetched', 'Made', 'Reused', 'JobFailed', 'Canceled')
AND (
  json_extract(data, '$.attempt') IN (SELECT value FROM json_each(?2))
  OR task IN (SELECT value FROM json_each(?3)) AND run IN (
    SELECT run FROM events WHERE kind = 'RunStarted' AND json_extract(data, '$.plan_digest') = (
      SELECT json_extract(data, '$.plan_digest') FROM events WHERE run = ?1 AND kind = 'RunStarted'
    )
  )
)
ORDER BY seq
"""


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


def ends_elsewhere(
    db: sqlite3.Connection, run: str, attempts: Iterable[str], tasks: Iterable[str]
) -> list[tuple[str, float, End]]:
    """Return what other runs told of ends of these attempts, and runs of the same plan of results and failed jobs of these tasks.

    They are in order, each with its run and its wall time, and came since that run began.
    """
    rows = db.execute(_ENDS_ELSEWHERE, (run, json.dumps(list(attempts)), json.dumps(list(tasks))))
    told = [(name, at, from_data(json.loads(data))) for name, at, data in rows.fetchall()]
    return [(name, at, event) for name, at, event in told if isinstance(event, End)]
