"""Jobs: those that were accepted and whose end nobody knows yet."""

import json
import sqlite3

from engine.run.canceling import OpenJob
from engine.run.money.attempt import AttemptState
from engine.store.sqlite.forms import ASKED


def all_open(db: sqlite3.Connection) -> list[OpenJob]:
    """Return every one, the oldest first."""
    rows = db.execute(
        f"SELECT attempt, run, task, service, runs.realm, host, job, {ASKED}, reserved, currency FROM attempts"  # noqa: S608 - ours
        " JOIN runs USING (run) WHERE attempts.state = ? AND job IS NOT NULL ORDER BY intended, attempts.rowid",
        (AttemptState.ACCEPTED,),
    ).fetchall()
    return [
        OpenJob(
            attempt=attempt,
            run=run,
            task=task,
            service=service,
            realm=realm,
            host=host,
            job=job,
            model=str(json.loads(asked).get("model", "")),
            reserved=reserved,
            currency=currency,
        )
        for attempt, run, task, service, realm, host, job, asked, reserved, currency in rows
    ]
