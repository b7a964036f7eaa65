"""The pace file: what all processes of one user share of a service's pace, beside the account file.

It promises nothing: it is written without waiting for the disk, and a file that can't be read or written is done without. What it
holds of a clock is only worth something until the machine starts again.
"""

import json
import math
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Final, TypeVar

from engine.run.job_times import MOST, JobKind, JobTimes
from engine.run.shared_pace import HeldPlaces, Kept, SharedPace
from engine.store.sqlite.migrations import migrate
from engine.store.sqlite.opening import in_wal

STEPS: Final = (
    """
    CREATE TABLE buckets (
      realm TEXT NOT NULL, boot TEXT NOT NULL, name TEXT NOT NULL, kept TEXT NOT NULL, PRIMARY KEY (realm, name)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE job_times (
      n INTEGER PRIMARY KEY, realm TEXT NOT NULL, model TEXT NOT NULL, tier TEXT NOT NULL, seconds REAL NOT NULL
    ) STRICT;
    CREATE INDEX job_times_of_kind ON job_times (realm, model, tier, n);
    """,
    """
    -- How many jobs each run of an account has at the service: it tells so again and again while it lives.
    CREATE TABLE places (
      realm TEXT NOT NULL, holder TEXT NOT NULL, boot TEXT NOT NULL, places INTEGER NOT NULL, until REAL NOT NULL,
      PRIMARY KEY (realm, holder)
    ) STRICT, WITHOUT ROWID;
    """,
    """
    -- Those of one group of models, and whose turn it is: the lowest ticket of who waits; 0 is none.
    DROP TABLE places;
    CREATE TABLE places (
      realm TEXT NOT NULL, models TEXT NOT NULL, holder TEXT NOT NULL, boot TEXT NOT NULL, places INTEGER NOT NULL,
      ticket INTEGER NOT NULL, until REAL NOT NULL, PRIMARY KEY (realm, models, holder)
    ) STRICT, WITHOUT ROWID;
    """,
)
_OPENING_S: Final = 1.0
_BUSY_S: Final = 0.05
"""Nobody holds the file for longer than a moment; who does is not waited for."""
T = TypeVar("T")


class SqlitePace(SharedPace):
    """Implements what it is called in a file; used by one thread at a time."""

    __slots__ = ("_boot", "_db", "_learned", "_realm")

    def __init__(self, db: sqlite3.Connection, realm: str, boot: str) -> None:
        super().__init__(_times(db, realm))
        self._db: sqlite3.Connection | None = db
        self._realm = realm
        self._boot = boot
        self._learned: list[tuple[JobKind, float]] = []  # and not written yet

    def kept(self, bucket: str) -> Kept:
        if self._db is not None:
            with suppress(sqlite3.Error, ValueError, TypeError):
                return self._read(self._db, bucket)
        return super().kept(bucket)

    def change(self, bucket: str, step: Callable[[Kept], Kept]) -> Kept:
        def changed(db: sqlite3.Connection) -> Kept:
            kept = step(self._read(db, bucket))
            db.execute(
                "INSERT OR REPLACE INTO buckets (realm, boot, name, kept) VALUES (?, ?, ?, ?)",
                (self._realm, self._boot, bucket, json.dumps(kept)),
            )
            return kept

        kept = self._written(changed)
        return super().change(bucket, step if kept is None else lambda _: kept)

    def hold(self, held: HeldPlaces, *, waits: bool) -> None:
        def told(db: sqlite3.Connection) -> None:
            self._put(db, held, self._ticket(db, held) if waits else 0)

        self._written(told)

    def take(self, held: HeldPlaces, most: int) -> bool:
        def taken(db: sqlite3.Connection) -> bool:
            mine = self._ticket(db, held)
            others, before, last = db.execute(
                "SELECT COALESCE(SUM(places), 0), COALESCE(SUM(ticket BETWEEN 1 AND ?1 - 1), 0), COALESCE(MAX(ticket), 0)"
                " FROM places WHERE realm = ?2 AND models = ?3 AND holder <> ?4",
                (mine or math.inf, self._realm, held.group, held.run),
            ).fetchone()
            fits = bool(held.places + others + before < most)
            self._put(db, held._replace(places=held.places + fits), 0 if fits else mine or last + 1)
            return fits

        took = self._written(taken)
        return super().take(held, most) if took is None else took

    def _ticket(self, db: sqlite3.Connection, held: HeldPlaces) -> int:
        """Return with which ticket a run waits, 0 without one; who has told nothing for too long is forgotten."""
        db.execute(
            "DELETE FROM places WHERE realm = ? AND (boot <> ? OR until <= ?)", (self._realm, self._boot, held.now)
        )
        row = db.execute(
            "SELECT ticket FROM places WHERE realm = ? AND models = ? AND holder = ?",
            (self._realm, held.group, held.run),
        ).fetchone()
        return int(row[0]) if row is not None else 0

    def _put(self, db: sqlite3.Connection, held: HeldPlaces, ticket: int) -> None:
        """Write down what a run holds and waits with; of who does neither nothing stands there."""
        which = (self._realm, held.group, held.run)
        if held.places > 0 or ticket:
            db.execute(
                "INSERT OR REPLACE INTO places (realm, models, holder, boot, places, ticket, until) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (*which, self._boot, held.places, ticket, held.until),
            )
        else:
            db.execute("DELETE FROM places WHERE realm = ? AND models = ? AND holder = ?", which)

    def _read(self, db: sqlite3.Connection, bucket: str) -> Kept:
        row = db.execute(
            "SELECT kept FROM buckets WHERE realm = ? AND name = ? AND boot = ?", (self._realm, bucket, self._boot)
        ).fetchone()
        return tuple(json.loads(row[0])) if row is not None else ()

    def learn(self, kind: JobKind, seconds: float) -> None:
        """Remember how long a job took; it is written with whatever is written next."""
        super().learn(kind, seconds)
        self._learned.append((kind, seconds))

    def _keep_learned(self, db: sqlite3.Connection) -> None:
        for kind, seconds in self._learned:
            which = (self._realm, kind.model, kind.tier)
            db.execute("INSERT INTO job_times (realm, model, tier, seconds) VALUES (?, ?, ?, ?)", (*which, seconds))
            db.execute(
                "DELETE FROM job_times WHERE realm = ?1 AND model = ?2 AND tier = ?3 AND n <= (SELECT n FROM job_times"
                " WHERE realm = ?1 AND model = ?2 AND tier = ?3 ORDER BY n DESC LIMIT 1 OFFSET ?4)",
                (*which, MOST),
            )

    def close(self) -> None:
        """Write what was learned, and leave the file."""
        if self._learned:
            self._written(lambda _: None)
        self._leave()

    def _leave(self) -> None:
        if self._db is not None:
            self._db.close()
            self._db = None

    def _written(self, write: Callable[[sqlite3.Connection], T]) -> T | None:
        """Write in a transaction; None if the file is busy, or broken, in which case it is left alone from then on."""
        if self._db is None:
            return None
        try:
            self._db.execute("BEGIN IMMEDIATE")
            self._keep_learned(self._db)
            written = write(self._db)
            self._db.execute("COMMIT")
            self._learned.clear()
        except (sqlite3.Error, ValueError, TypeError) as error:
            with suppress(sqlite3.Error):
                self._db.execute("ROLLBACK")
            if getattr(error, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_BUSY:
                self._leave()
            return None
        return written


@contextmanager
def open_pace(path: Path, *, realm: str, boot: str) -> Iterator[SharedPace]:
    """Give what the file has of a realm; without a file that can be used it is that of this process alone."""
    try:
        pace = SqlitePace(_opened(path), realm, boot)
    except (sqlite3.Error, OSError):
        yield SharedPace()
        return
    with closing(pace):
        yield pace


def _opened(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    db = sqlite3.connect(path, timeout=_OPENING_S, isolation_level=None, check_same_thread=False)
    try:
        in_wal(db, _OPENING_S)
        db.execute("PRAGMA synchronous = OFF")
        (version,) = db.execute("PRAGMA user_version").fetchone()
        if version < len(STEPS):
            migrate(db, STEPS)
        db.execute(f"PRAGMA busy_timeout = {int(_BUSY_S * 1000)}")
    except BaseException:
        db.close()
        raise
    return db


def _times(db: sqlite3.Connection, realm: str) -> JobTimes:
    told: dict[JobKind, list[float]] = {}
    for model, tier, seconds in db.execute(
        "SELECT model, tier, seconds FROM job_times WHERE realm = ? ORDER BY n", (realm,)
    ):
        told.setdefault(JobKind(model, tier), []).append(seconds)
    return JobTimes.of(told)
