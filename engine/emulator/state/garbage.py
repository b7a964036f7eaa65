"""Garbage: files of a folder that nobody may read any more. Whoever removes them holds the folder's lock."""

import contextlib
import sqlite3
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from engine.emulator.state.states import HOUR_MS, link_hours
from engine.errors import OperatorError
from engine.values.reason import quoted


def unreadable(
    root: Path, *, now_ms: int, hours: Mapping[str, int | None], needed: Collection[str]
) -> list[Path]:  # fmt: skip
    """Return the files of results and uploads that have expired, and of those that no record names; reads only.

    `hours` says by catalog entry how long a result can be read, None for ever; one of another entry is kept. Those of jobs that
    are `needed` are not among them, nor is anything of a folder without a record. Raises OperatorError `emulator-record` for a
    record that can't be read.
    """
    database = root / "jobs.sqlite"
    if not database.is_file():
        return []
    try:
        with contextlib.closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as db:
            travelled = db.execute("SELECT value FROM meta WHERE key = 'travelled_s'").fetchone()
            now = now_ms + (round(float(travelled[0]) * 1000) if travelled else 0)
            results = db.execute("SELECT id, entry, result, ended_ms FROM jobs WHERE result IS NOT NULL").fetchall()
            uploads = db.execute("SELECT file, expires_ms FROM uploads").fetchall()
    except (sqlite3.DatabaseError, ValueError) as error:
        raise OperatorError("emulator-record", path=str(database), reason=quoted(str(error))) from error
    dead = {entry: now - link_hours(count) * HOUR_MS for entry, count in hours.items()}
    kept = {
        result
        for job, entry, result, ended in results
        if job in needed or ended is None or entry not in dead or ended > dead[entry]
    }
    lasting = {file for file, expires in uploads if expires > now}
    return [*_others(root / "results", kept), *_others(root / "uploads", lasting)]


def _others(folder: Path, kept: Collection[str]) -> Iterator[Path]:
    if folder.is_dir():
        yield from (path for path in sorted(folder.iterdir()) if path.is_file() and path.name not in kept)
