"""A reader of the journal: a connection of its own, which waits for no writer and writes nothing."""

import json
import re
import sqlite3
import weakref
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from engine.errors import AuthorError
from engine.run import events as e
from engine.run.money.attempt import Attempt, AttemptState
from engine.run.money.ledger import Booked
from engine.run.money.scope import Scope
from engine.store.sqlite import attempts, plans
from engine.store.sqlite.planned.folder import PlanFolder
from engine.store.sqlite.scopes import scope_of
from engine.store.sqlite.told import event_of, events_after
from engine.store.sqlite.trouble import translated

BUSY_S = 30.0
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event with its number in the journal and the wall time at which it was recorded."""

    seq: int
    at: float
    event: e.Event


class JournalReader:
    """Reads the events of runs, from one thread at a time; its connection is opened when first needed.

    Raises OperatorError `journal-unwritable` or `journal-damaged` if the file can't be read.
    """

    def __init__(self, path: Path, alive: Callable[[str], bool]) -> None:
        self._path = path
        self._alive = alive
        self._opened: sqlite3.Connection | None = None

    def after(self, run: str, seq: int) -> list[Recorded]:
        """Return the next events of a run that have greater numbers, some hundreds at most."""
        with translated(self._path):
            names = PlanFolder(self._path.parent).names
            return [Recorded(*told) for told in events_after(self._connection(), run, seq, names)]

    def each_after(self, run: str, seq: int = 0) -> Iterator[Recorded]:
        """Go through all events of a run that have greater numbers; some hundreds of them are held at once."""
        while told := self.after(run, seq):
            seq = told[-1].seq
            yield from told

    def of_kinds(self, run: str, seq: int, kinds: Iterable[type[e.Event]]) -> tuple[int, list[Recorded]]:
        """Return the events of some kinds of a run that have greater numbers; of its beginning not the tasks and rows.

        Before them, the number up to which it was looked: whoever looks on from there looks at no event twice.
        """
        ((newest,),) = self._rows("SELECT COALESCE(MAX(seq), 0) FROM events WHERE run = ?", run)
        rows = self._rows(
            "SELECT seq, at, data FROM events WHERE run = ? AND seq > ? AND seq <= ?"
            " AND kind IN (SELECT value FROM json_each(?)) ORDER BY seq",
            run, seq, newest, json.dumps([kind.__name__ for kind in kinds]),
        )  # fmt: skip
        with translated(self._path):
            db = self._connection()
            return max(seq, newest), [Recorded(number, at, event_of(db, run, data)) for number, at, data in rows]

    def plan_of(self, run: str) -> dict[str, Any] | None:
        """Return what a run was to do, as it was kept; None of one that began before plans were kept."""
        with translated(self._path):
            return plans.of_run(self._connection(), run)

    def told(self, kinds: Iterable[type[e.Event]]) -> list[tuple[str, float, e.Event]]:
        """Return all events of these kinds in order, each with its run and its wall time."""
        names = [kind.__name__ for kind in kinds]
        places = ", ".join("?" * len(names))
        rows = self._rows(f"SELECT run, at, data FROM events WHERE kind IN ({places}) ORDER BY seq", *names)  # noqa: S608
        with translated(self._path):
            db = self._connection()
            return [(run, at, event_of(db, run, data)) for run, at, data in rows]

    def booked(self) -> list[Booked]:
        """Return how the books hold every attempt."""
        rows = self._rows("SELECT attempt, state, job, confirmed, reserved, spent FROM attempts ORDER BY rowid")
        return [
            Booked(
                attempt=attempt,
                state=AttemptState(state),
                job=job or "",
                confirmed=confirmed,
                reserved=reserved,
                spent=spent,
            )
            for attempt, state, job, confirmed, reserved, spent in rows
        ]

    def of_tasks(self, tasks: Iterable[str]) -> list[tuple[int, str, float, e.Event]]:
        """Return all events of tasks of these names, of all runs in order, each with its number, its run and its wall time."""
        rows = self._rows(
            "SELECT seq, run, at, data FROM events WHERE task IN (SELECT value FROM json_each(?)) ORDER BY seq",
            json.dumps(list(tasks)),
        )
        with translated(self._path):
            db = self._connection()
            return [(seq, run, at, event_of(db, run, data)) for seq, run, at, data in rows]

    def attempts_of(self, fingerprint: str) -> list[tuple[str, Attempt]]:
        """Return every attempt at a request as the books hold it, each with its task."""
        with translated(self._path):
            return attempts.attempts_of(self._connection(), fingerprint)

    def upstream_of(self, fingerprint: str, digest: str) -> dict[str, str]:
        """Return what a result was made from: digests by "fingerprint/output"; nothing of one that is not known."""
        rows = self._rows(
            "SELECT upstream FROM results WHERE fingerprint = ? AND digest = ? ORDER BY seq DESC LIMIT 1",
            fingerprint,
            digest,
        )
        return {} if not rows else dict(json.loads(rows[0][0]))

    def digests(self) -> frozenset[str]:
        """Return every digest that an event or a result names, of whatever it is; fingerprints are among them."""
        found: set[str] = set()
        with translated(self._path):
            db = self._connection()
            for statement in (
                "SELECT data FROM events",
                "SELECT asked || ' ' || body FROM forms",
                "SELECT digest || ' ' || upstream FROM results",
            ):
                for (text,) in db.execute(statement):
                    found.update(_DIGEST.findall(text))
        return frozenset(found)

    def states_of(self, job: str) -> list[tuple[AttemptState, str | None]]:
        """Return how the attempts that have a job of that id stand, each with the digest of its result, if it has one."""
        rows = self._rows(
            "SELECT state, (SELECT digest FROM results WHERE results.job = attempts.job ORDER BY seq DESC LIMIT 1)"
            " FROM attempts WHERE job = ?",
            job,
        )
        return [(AttemptState(state), digest) for state, digest in rows]

    def scope(self, scope: str, realm: str, currency: str) -> Scope:
        """Return what a scope has reserved and spent, and its cap."""
        with translated(self._path):
            return scope_of(self._connection(), scope, realm, currency)

    def is_over(self, run: str) -> bool:
        """Say whether nothing more comes of a run: it has ended, or its process has died.

        Raises AuthorError `unknown-run`.
        """
        rows = self._rows("SELECT state, process FROM runs WHERE run = ?", run) if self._path.is_file() else ()
        for state, process in rows:
            return state != "running" or not self._alive(process)
        raise AuthorError("unknown-run", name=run)

    def lives(self, run: str) -> bool:
        """Say whether the process of a run still acts, be the run over or not; raises AuthorError `unknown-run`."""
        rows = self._rows("SELECT process FROM runs WHERE run = ?", run)
        if not rows:
            raise AuthorError("unknown-run", name=run)
        return self._alive(rows[0][0])

    def close(self) -> None:
        """Close the connection; reading again opens another."""
        if self._opened is not None:
            self._opened.close()
            self._opened = None

    def _rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        with translated(self._path):
            return self._connection().execute(statement, values).fetchall()

    def _connection(self) -> sqlite3.Connection:
        if self._opened is None:
            self._opened = sqlite3.connect(self._path, timeout=BUSY_S, isolation_level=None, check_same_thread=False)
            weakref.finalize(self, self._opened.close)  # whoever breaks off does not close
            self._opened.execute("PRAGMA query_only = ON")
        return self._opened
