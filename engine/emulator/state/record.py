"""State: the durable record of jobs, meter and uploads; the only place of the emulator that knows SQL."""

import contextlib
import json
import secrets
import sqlite3
import threading
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from engine.emulator.state import rows, tables
from engine.emulator.state.job import Job, Outcome
from engine.emulator.state.states import Event, State, following, sources_of
from engine.errors import OperatorError
from engine.values.reason import quoted

FILTERS = ("task_id", "model_name", "status", "api_key_id", "region")


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Which jobs of an account a list may hold: created within it, listed by now, and not ended before `forgotten_ms`."""

    account: str
    start_ms: int
    end_ms: int
    now_ms: int
    forgotten_ms: int


class Waiting(NamedTuple):
    """A job that waits; `seq` counts all jobs from 1."""

    seq: int
    id: str
    created_ms: int
    account: str
    key_id: str


class Record:
    """The durable record of one folder; a change is on disk when its method returns, unless that says otherwise.

    Guarded by a lock of its own. Raises OperatorError `emulator-record` for a database that is no such record.
    """

    def __init__(self, database: Path) -> None:
        self._lock = threading.RLock()
        self._db = sqlite3.connect(database, isolation_level=None, check_same_thread=False, timeout=30)
        self._db.row_factory = sqlite3.Row
        try:
            self._open(database)
            self.account = self._meta("account")
            self.secret = bytes.fromhex(self._meta("secret"))
        except sqlite3.DatabaseError as error:
            self._db.close()
            raise OperatorError("emulator-record", path=str(database), reason=quoted(str(error))) from error
        except OperatorError:
            self._db.close()
            raise

    def _open(self, database: Path) -> None:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "fullfsync=ON", "foreign_keys=ON"):
            self._db.execute(f"PRAGMA {pragma}")
        if self._version() == 0:
            with self._transaction():
                if self._version() == 0:  # of two that open a new folder at once, the second finds it made
                    self._create()
        if self._version() == 1:
            self._migrate()
        if self._version() != tables.VERSION:
            raise OperatorError("emulator-record", path=str(database), reason=f"version {self._version()}")

    def _version(self) -> int:
        return int(self._db.execute("PRAGMA user_version").fetchone()[0])

    def _create(self) -> None:
        for statement in tables.TABLES:
            self._db.execute(statement)
        self._set("account", str(uuid.uuid4()))
        self._set("secret", secrets.token_hex(32))
        self._db.execute(f"PRAGMA user_version={tables.VERSION}")

    def _migrate(self) -> None:
        """Carry a record of version 1 over; all of it or nothing."""
        self._db.create_function("sum_of", 2, lambda one, other: str(Decimal(one) + Decimal(other)), deterministic=True)
        with self._transaction():
            if self._version() == 1:  # of two that open an old folder at once, the second finds it done
                for statement in tables.FROM_1:
                    self._db.execute(statement)
                self._db.execute(f"PRAGMA user_version={tables.VERSION}")

    @contextlib.contextmanager
    def _transaction(self, *, durable: bool = True) -> Iterator[None]:
        """Commit on leaving; without `durable` a power cut, but no killed process, may lose the change."""
        with self._lock:
            if not durable:
                self._db.execute("PRAGMA synchronous=NORMAL")
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            else:
                self._db.execute("COMMIT")
            finally:
                if not durable:
                    self._db.execute("PRAGMA synchronous=FULL")

    def close(self) -> None:
        with self._lock:
            self._db.close()

    def _meta(self, key: str) -> str:
        return str(self._query("SELECT value FROM meta WHERE key = ?", key)[0]["value"])

    def _set(self, key: str, value: str) -> None:
        self._db.execute("REPLACE INTO meta VALUES (?, ?)", (key, value))

    def _query(self, sql: str, *values: Any) -> list[dict[str, Any]]:
        with self._lock:
            return [dict(row) for row in self._db.execute(sql, values)]

    @property
    def travelled_s(self) -> float:
        """The seconds that the clock was moved by, in this run and those before."""
        found = self._query("SELECT value FROM meta WHERE key = 'travelled_s'")
        return float(found[0]["value"]) if found else 0.0

    def keep_travelled(self, seconds: float) -> None:
        """Remember how far the clock was moved, for the next start."""
        with self._transaction():
            self._set("travelled_s", repr(seconds))

    def accept(self, job: Job) -> None:
        """Write a new job."""
        with self._transaction():
            self._db.execute(tables.INSERT_JOB, rows.of_job(job))

    def job(self, task_id: str, *, with_body: bool = False) -> Job | None:
        """Return a job, or None; its body only on request, since images may lie in it."""
        found = self._query("SELECT * FROM light WHERE id = ?", task_id)
        if not found:
            return None
        job = rows.to_job(found[0])
        return (
            replace(job, body=self._query("SELECT body FROM jobs WHERE id = ?", task_id)[0]["body"])
            if with_body
            else job
        )

    def move(self, task_id: str, event: Event, now_ms: int) -> bool:
        """Schedule or cancel a job if its state allows it, and say whether it did.

        Scheduling need not survive a power cut: a restart puts running jobs back in the queue anyway.
        """
        scheduled_ms, ended_ms = (now_ms, None) if event is Event.SCHEDULE else (None, now_ms)
        with self._transaction(durable=event is not Event.SCHEDULE):
            return any(
                self._db.execute(
                    "UPDATE jobs SET state = ?, scheduled_ms = coalesce(?, scheduled_ms), ended_ms = ?"
                    " WHERE id = ? AND state = ?",
                    (_name(following(source, event)), scheduled_ms, ended_ms, task_id, source.value),
                ).rowcount
                for source in sources_of(event)
            )

    def finish(self, task_id: str, event: Event, outcome: Outcome, now_ms: int) -> bool:
        """End a running job and, if it succeeded, bill it: both or neither. False if it no longer ran."""
        ends = {"state": _name(following(State.RUNNING, event)), "ended_ms": now_ms, "source": State.RUNNING.value}
        with self._transaction():
            ended = (
                self._db.execute(tables.FINISH_JOB, {"id": task_id, **rows.of_outcome(outcome), **ends}).rowcount == 1
            )
            if ended and outcome.usage is not None:
                self._db.execute(tables.BILL_JOB, {"id": task_id, "billed_ms": now_ms, **rows.of_usage(outcome.usage)})
        return ended

    def requeue(self) -> None:
        """Put jobs that ran when the process died back in the queue."""
        with self._transaction():
            for source in sources_of(Event.RESTART):
                self._db.execute(
                    "UPDATE jobs SET state = ?, scheduled_ms = NULL WHERE state = ?",
                    (_name(following(source, Event.RESTART)), source.value),
                )

    def release(self, task_id: str | None) -> None:
        """Let held jobs go on: one, or all."""
        with self._transaction():
            self._db.execute("UPDATE jobs SET held = NULL WHERE ?1 IS NULL OR id = ?1", (task_id,))

    def waiting(self, entries: Iterable[str]) -> list[Waiting]:
        """Return the PENDING jobs of some models that nothing holds, oldest first."""
        found = self._query(
            "SELECT seq, id, created_ms, account, key_id FROM jobs WHERE state = ? AND held IS NOT state"
            " AND entry IN (SELECT value FROM json_each(?)) ORDER BY seq",
            State.PENDING.value,
            json.dumps(list(entries)),
        )
        return [Waiting(**row) for row in found]

    def count(self, entries: Iterable[str], state: State, account: str, key_id: str | None = None) -> int:
        """Return how many jobs of some models an account has in a state, those of one key or of all."""
        found = self._query(
            "SELECT count(*) AS count FROM jobs WHERE state = ?1 AND entry IN (SELECT value FROM json_each(?2))"
            " AND account = ?3 AND (?4 IS NULL OR key_id = ?4)",
            state.value,
            json.dumps(list(entries)),
            account,
            key_id,
        )
        return int(found[0]["count"])

    def listed(self, period: Period, filters: Mapping[str, str], *, size: int, skipped: int) -> tuple[int, list[Job]]:
        """Return how many jobs a list holds, and those of one page, newest first."""
        values = dict.fromkeys(FILTERS) | asdict(period) | dict(filters) | {"size": size, "skipped": skipped}
        with self._lock:
            total = self._db.execute(tables.COUNT_LISTED, values).fetchone()[0]
            found = self._db.execute(tables.LIST_JOBS, values).fetchall()
        return total, [rows.to_job(dict(row)) for row in found]

    def open_jobs(self) -> int:
        """Return how many jobs wait or run."""
        return int(self._query("SELECT count(*) AS count FROM jobs WHERE state IN ('PENDING', 'RUNNING')")[0]["count"])

    def meter(self) -> list[dict[str, Any]]:
        """Return every billed job, oldest first: the oracle for money."""
        return self._query("SELECT * FROM meter ORDER BY rowid")

    def accepted(self) -> list[dict[str, Any]]:
        """Return every job ever accepted, oldest first, without the bytes of its body."""
        texts = ("notes", "operations", "unknown_fields", "script")
        found = self._query("SELECT * FROM light ORDER BY seq")
        return [{name: json.loads(value) if name in texts else value for name, value in row.items()} for row in found]

    def store_upload(self, key: str, *, file: str, size: int, sha256: str, now_ms: int, expires_ms: int) -> None:
        """Write an uploaded object."""
        with self._transaction():
            self._db.execute(
                "REPLACE INTO uploads VALUES (?, ?, ?, ?, ?, ?)", (key, file, size, sha256, now_ms, expires_ms)
            )

    def upload(self, key: str, now_ms: int) -> str | None:
        """Return the file of an uploaded object that has not expired, or None."""
        found = self._query("SELECT file FROM uploads WHERE key = ? AND expires_ms > ?", key, now_ms)
        return str(found[0]["file"]) if found else None

    def forget(self, now_ms: int, kept_ms: Mapping[str, int]) -> tuple[list[str], list[str]]:
        """Drop the bodies of jobs that are forgotten, but not their digests; results are kept so long, by catalog entry.

        Returns the names of results and of uploads that nobody may read any more.
        """
        ends = [(entry, now_ms - kept) for entry, kept in kept_ms.items()]
        with self._transaction():
            self._db.executemany(tables.FORGET_BODIES, ends)
        results = [row for end in ends for row in self._query(tables.FORGOTTEN_RESULTS, *end)]
        uploads = self._query("SELECT file FROM uploads WHERE expires_ms <= ?", now_ms)
        return [row["result"] for row in results], [row["file"] for row in uploads]


def _name(state: State | None) -> str:
    assert state is not None, "the table was asked for its own sources"
    return state.value


def read_record(folder: Path) -> dict[str, Any]:
    """Return what a folder's record holds, whether a server has it open or not: accepted jobs and the meter's rows."""
    record = Record(folder / "jobs.sqlite")
    try:
        return {"account": record.account, "accepted": record.accepted(), "meter": record.meter()}
    finally:
        record.close()
