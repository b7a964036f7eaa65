"""The account file: what all projects of one user have open or know at a service, so that they are one client of it.

It lies in the user's state folder, beside no project. Rows are kept by realm, not by key or address: neither another spelling
of a URL nor a new key of the same account hides what is open. WAL with synchronous=FULL, as the journal; only what keeps others
from waiting is written, or synced, with what comes next (SQLite's documentation of synchronous=NORMAL in WAL).
"""

import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Final, Self

from engine.run.money import event as v
from engine.run.money.account import (
    AccountEntry,
    AccountStanding,
    Belief,
    Mark,
    in_lane,
    is_over,
    orphaned,
    out_of_lane,
)
from engine.run.money.attempt import Attempt
from engine.run.money.guards import JournalStanding
from engine.run.money.opening import JournalBook, JournalMark
from engine.run.money.step import step
from engine.run.money.table import Outcome
from engine.run.money.terms import ProtocolTerms
from engine.run.ports import Passage
from engine.store.sqlite.opening import open_file
from engine.store.sqlite.trouble import translated
from engine.store.sqlite.turns import Told, Turns, in_silence

STEPS: Final = (
    """
    -- What is kept of an attempt: in the lane, open, ruled out, or known with its job. `life` is the file that its process holds
    -- locked while it lives, `project` the state folder whose journal knows more.
    CREATE TABLE entries (
      realm TEXT NOT NULL, attempt TEXT NOT NULL, wants TEXT NOT NULL, class TEXT NOT NULL, mark TEXT NOT NULL,
      project TEXT NOT NULL, owner TEXT NOT NULL, life TEXT NOT NULL, since REAL NOT NULL, until REAL,
      job TEXT NOT NULL DEFAULT '', PRIMARY KEY (realm, attempt)
    ) STRICT, WITHOUT ROWID;
    CREATE UNIQUE INDEX one_in_the_lane ON entries (realm) WHERE mark = 'lane';
    CREATE UNIQUE INDEX one_attempt_per_job ON entries (realm, job) WHERE job <> '';
    CREATE INDEX not_known ON entries (realm) WHERE mark <> 'known';
    """,
    """
    -- Which journal has more of an attempt; `ignored`: a person went on though the journal lacks it.
    ALTER TABLE entries ADD COLUMN journal TEXT NOT NULL DEFAULT '';
    ALTER TABLE entries ADD COLUMN ignored INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX entries_of_journal ON entries (realm, journal);
    CREATE INDEX entries_of_project ON entries (realm, project);
    -- Where each journal was last opened to submit.
    CREATE TABLE journals (
      journal TEXT PRIMARY KEY, project TEXT NOT NULL, host TEXT NOT NULL, boot TEXT NOT NULL, name TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    """,
    """
    -- What is believed of an account no longer, and the job that showed it to be wrong.
    CREATE TABLE disproved (
      realm TEXT NOT NULL, evidence TEXT NOT NULL, job TEXT NOT NULL, PRIMARY KEY (realm, evidence)
    ) STRICT, WITHOUT ROWID;
    """,
)
_COLUMNS: Final = "attempt, wants, class, mark, owner, life, since, until, job, journal"


class Unloseable(JournalBook):
    """A journal of which nothing is ever lost."""

    name = ""

    def enter(self, attempt: str) -> None:
        """Need not write anything down."""

    def has_entered(self, attempt: str) -> bool:  # noqa: ARG002 - the port's own signature
        return True


class SqliteAccount:
    """Implements `run.ports.Account` for one project and realm; one connection, used by one thread at a time."""

    def __init__(
        self, db: sqlite3.Connection, path: Path, *, realm: str, project: str, life: Callable[[str], Path],
        alive: Callable[[Path], bool], book: JournalBook, dedicated: bool, told: Told = in_silence,
    ) -> None:  # fmt: skip
        self._db = db
        self._turns = Turns(db, path, told)
        self._path = path
        self._realm = realm
        self._project = project
        self._life = life
        self._alive = alive
        self._book = book
        self._dedicated = dedicated
        self._lock = threading.Lock()
        self._leaving: list[tuple[str, Attempt]] = []
        self._is_synced = True  # as it was opened

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    def enter(self, attempt: Attempt, now: float, terms: ProtocolTerms) -> Passage:
        """Take the lane for an attempt, or say what is in the way; see `run.ports.Account`."""
        with self._transaction() as db:
            standing = AccountStanding(entries=self._not_known(db))  # a job that is known is in nobody's way
            decision = step(attempt, standing, JournalStanding(), v.Wanted(now), terms)
            if decision.outcome is Outcome.LANE_TAKEN:
                if standing.lane is not None:
                    self._keep(db, orphaned(standing.lane, now + terms.late))
                self._book.enter(attempt.id)
                self._insert(db, replace(in_lane(decision.attempt), journal=self._book.name))
                return Passage(decision.outcome)
            return Passage(decision.outcome, *self._in_the_way(db, standing, attempt))

    def leave(self, attempt: str, known: Attempt | None) -> None:
        """Keep of an attempt what follows from how its journal knows it; see `run.ports.Account`."""
        with self._transaction(synced=known is None or not is_over(known)) as db:
            self._leave(db, attempt, known)

    def ride_out(self, attempt: str, known: Attempt) -> None:
        """Do so with the next transaction; see `run.ports.Account`."""
        assert is_over(known), "what may keep others from sending is on disk before anything else happens"
        self._leaving.append((attempt, known))

    @property
    def rides(self) -> bool:
        return bool(self._leaving)

    def flush(self) -> None:
        """Write what rides, if anything does."""
        if self._leaving:
            with self._transaction(synced=False):
                pass

    def claim(self, attempt: str, job: str) -> bool:
        """Take a job for an attempt unless another one has it; see `run.ports.Account`."""
        with self._transaction() as db:
            row = db.execute("SELECT attempt FROM entries WHERE realm = ? AND job = ?", (self._realm, job)).fetchone()
            if row is None:
                db.execute(
                    "UPDATE entries SET job = ? WHERE realm = ? AND attempt = ?", (job, self._realm, attempt)
                )  # fmt: skip
            return row is None or row[0] == attempt

    def _leave(self, db: sqlite3.Connection, attempt: str, known: Attempt | None) -> None:
        row = db.execute(
            f"SELECT {_COLUMNS} FROM entries WHERE realm = ? AND attempt = ?",  # noqa: S608 - names are ours
            (self._realm, attempt),
        ).fetchone()
        if row is None:
            return
        entry = self._entry(row)
        left = out_of_lane(entry, known, lacks=known is None and not self._book.has_entered(entry.attempt))
        self._replace(db, entry, left)

    def opened(self, mark: JournalMark) -> None:
        """Write down where a journal is opened to submit."""
        with self._transaction() as db:
            db.execute(
                "INSERT OR REPLACE INTO journals (journal, project, host, boot, name) VALUES (?, ?, ?, ?, ?)",
                (mark.journal, self._project, mark.host.id, mark.host.boot, mark.host.name),
            )

    def suspects(self) -> tuple[AccountEntry, ...]:
        """Return the entries of this project or its journal, unless a person went on without them."""
        with self._reading() as db:
            rows = db.execute(
                f"SELECT {_COLUMNS} FROM entries WHERE realm = ?1 AND ignored = 0 AND"  # noqa: S608 - names are ours
                " (project = ?2 OR (journal = ?3 AND journal <> ''))",
                (self._realm, self._project, self._book.name),
            ).fetchall()
        entries = (self._entry(row) for row in rows)
        return tuple(entry for entry in entries if not (entry.mark is Mark.LANE and entry.lives))

    def ignore(self, entries: Iterable[AccountEntry], now: float) -> None:
        """Let this project go on though its journal lacks these: what shows up of them is nobody's."""
        with self._transaction() as db:
            for entry in entries:
                if entry.is_open:
                    until = now if entry.until is None else entry.until
                    self._keep(db, replace(entry, mark=Mark.GRAVE, until=until))
                db.execute(
                    "UPDATE entries SET ignored = 1 WHERE realm = ? AND attempt = ?", (self._realm, entry.attempt)
                )

    def take_in(self, attempts: Iterable[Attempt]) -> None:
        """Learn what the journal has and this file lacks, as after this file was lost."""
        with self._transaction() as db:
            for attempt in attempts:
                left = out_of_lane(in_lane(attempt), attempt)
                if left is not None:
                    self._insert(db, replace(left, journal=self._book.name), "INSERT OR IGNORE")

    def own_entries(self) -> tuple[AccountEntry, ...]:
        """Return the entries of this project that are open or buried, but for one that may still be sent."""
        # What rides is in the lane of a process that lives, or known afterwards.
        with self._reading(all_of_it=False) as db:
            rows = db.execute(
                f"SELECT {_COLUMNS} FROM entries INDEXED BY not_known WHERE realm = ? AND project = ? AND mark <> 'known'",  # noqa: S608
                (self._realm, self._project),
            ).fetchall()
        entries = (self._entry(row) for row in rows)
        return tuple(entry for entry in entries if not (entry.mark is Mark.LANE and entry.lives))

    def disprove(self, evidence: Belief, job: str) -> bool:
        """Believe something no longer, since a job shows that it is wrong; False if it was not believed already."""
        with self._transaction() as db:
            added = db.execute(
                "INSERT OR IGNORE INTO disproved (realm, evidence, job) VALUES (?, ?, ?)", (self._realm, evidence, job)
            )
            return added.rowcount == 1

    def standing(self) -> AccountStanding:
        """Return all that decides about a doubt."""
        with self._reading() as db:
            return self._standing(db)

    def _standing(self, db: sqlite3.Connection) -> AccountStanding:
        jobs = db.execute("SELECT job FROM entries WHERE realm = ? AND mark = 'known'", (self._realm,)).fetchall()
        wrong = db.execute("SELECT evidence FROM disproved WHERE realm = ?", (self._realm,)).fetchall()
        believed = set(Belief) - {Belief(evidence) for (evidence,) in wrong}
        return AccountStanding(
            entries=self._not_known(db),
            known=frozenset(job for (job,) in jobs),
            dedicated=self._dedicated and Belief.DEDICATED in believed,
            by_request_id=Belief.REQUEST_ID in believed,
            by_prompt=Belief.PROMPT in believed,
            by_seconds=Belief.SECONDS in believed,
        )

    def _not_known(self, db: sqlite3.Connection) -> tuple[AccountEntry, ...]:
        rows = db.execute(
            f"SELECT {_COLUMNS} FROM entries INDEXED BY not_known WHERE realm = ? AND mark <> 'known'",  # noqa: S608 - names are ours
            (self._realm,),
        )
        return tuple(map(self._entry, rows.fetchall()))

    def _in_the_way(
        self, db: sqlite3.Connection, standing: AccountStanding, attempt: Attempt
    ) -> tuple[str, str, float]:
        """Return the attempt that is in the way of another, its project ("" for this one), and since when it is."""
        others = [entry for entry in standing.others(attempt) if entry.is_open]
        equal = [entry for entry in others if entry.prompt_class == attempt.prompt_class]
        first = (equal or others)[0]
        (project,) = db.execute(
            "SELECT project FROM entries WHERE realm = ? AND attempt = ?", (self._realm, first.attempt)
        ).fetchone()
        return first.attempt, "" if project == self._project else project, first.since

    def _entry(
        self, row: tuple[str, str, str, str, str, str, float, float | None, str, str]
    ) -> AccountEntry:  # fmt: skip
        attempt, wants, prompt_class, mark, owner, life, since, until, job, journal = row
        return AccountEntry(
            attempt=attempt,
            wants=wants,
            prompt_class=prompt_class,
            mark=Mark(mark),
            owner=owner,
            since=since,
            until=until,
            job=job,
            lives=mark == Mark.LANE and self._alive(Path(life)),
            journal=journal,
        )

    def _insert(self, db: sqlite3.Connection, entry: AccountEntry, verb: str = "INSERT") -> None:
        db.execute(
            f"{verb} INTO entries (realm, attempt, wants, class, mark, project, owner, life, since, until, job, journal)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                self._realm, entry.attempt, entry.wants, entry.prompt_class, entry.mark, self._project, entry.owner,
                str(self._life(entry.owner)), entry.since, entry.until, entry.job, entry.journal,
            ),
        )  # fmt: skip

    def _replace(self, db: sqlite3.Connection, old: AccountEntry, new: AccountEntry | None) -> None:
        if new is None:
            db.execute("DELETE FROM entries WHERE realm = ? AND attempt = ?", (self._realm, old.attempt))
        elif new != old:
            self._keep(db, new)

    def _keep(self, db: sqlite3.Connection, entry: AccountEntry) -> None:
        db.execute(
            "UPDATE entries SET mark = ?, since = ?, until = ?, job = ? WHERE realm = ? AND attempt = ?",
            (entry.mark, entry.since, entry.until, entry.job, self._realm, entry.attempt),
        )

    @contextmanager
    def _transaction(self, *, synced: bool = True) -> Iterator[sqlite3.Connection]:
        """Give a transaction that is on disk afterwards, or else with the next that is synced: never before an older one.

        What rides is written in it first.
        """
        with self._lock, translated(self._path):
            try:
                if synced is not self._is_synced:
                    self._db.execute(f"PRAGMA synchronous = {'FULL' if synced else 'NORMAL'}")
                    self._is_synced = synced
                self._turns.begin()
                leaving = tuple(self._leaving)
                for attempt, known in leaving:
                    self._leave(self._db, attempt, known)
                yield self._db
                self._db.execute("COMMIT")
                del self._leaving[: len(leaving)]
            except BaseException:
                if self._db.in_transaction:
                    with suppress(sqlite3.Error):  # what broke the transaction is raised
                        self._db.execute("ROLLBACK")
                raise

    @contextmanager
    def _reading(self, *, all_of_it: bool = True) -> Iterator[sqlite3.Connection]:
        """Give a connection to read by, after what rides was written; not `all_of_it` if that makes no difference."""
        if all_of_it:
            self.flush()
        with self._lock, translated(self._path):
            yield self._db


def open_account(
    path: Path, *, realm: str, project: str, life: Callable[[str], Path], alive: Callable[[Path], bool],
    book: JournalBook | None = None, dedicated: bool = False, told: Told = in_silence,
) -> SqliteAccount:  # fmt: skip
    """Open or make an account file for one project and realm; raises OperatorError if that cannot be.

    `life` says which file a process of the project holds locked while it lives, `alive` whether somebody holds one. `book` is the
    project's journal; without one nothing that is in it is ever lost. `dedicated`: a person says that nothing else uses the key.
    Other writers are waited for, of which `told` hears.
    """
    db = open_file(path, STEPS)
    return SqliteAccount(
        db, path, realm=realm, project=project, life=life, alive=alive, book=book or Unloseable(), dedicated=dedicated,
        told=told,
    )  # fmt: skip


def known_jobs(path: Path, realm: str) -> frozenset[str]:
    """Return the ids of all jobs of a realm that an account file knows; none of a file that is not there, which is not made."""
    return frozenset(
        job for job, _ in _read(path, "SELECT job, attempt FROM entries WHERE realm = ? AND job <> ''", realm)
    )


def attempts_with_jobs(path: Path, project: str) -> frozenset[str]:
    """Return the attempts of a project that an account file knows to have jobs; none of a file that is not there.

    Those are left out without which a person went on.
    """
    rows = _read(path, "SELECT job, attempt FROM entries WHERE project = ? AND job <> '' AND ignored = 0", project)
    return frozenset(attempt for _, attempt in rows)


def _read(path: Path, statement: str, value: str) -> list[tuple[str, str]]:
    if not path.is_file():
        return []
    with translated(path):
        db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=1.0)
        try:
            return db.execute(statement, (value,)).fetchall()
        finally:
            db.close()
