"""Transactions of a journal: one at a time, each with what waits to be written before it."""

import sqlite3
import threading
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from math import inf
from pathlib import Path
from typing import Protocol

from engine.errors import OperatorError
from engine.run import events as e
from engine.store.sqlite import attempts
from engine.store.sqlite.riders import Rider, Riders
from engine.store.sqlite.trouble import translated
from engine.store.sqlite.turns import Turns

AT_ONCE_S = 1.0  # an accepted job waits no longer for other writers: until it is written down, it can be lost

Record = Callable[[sqlite3.Connection, str, e.Event, float], None]
Accept = Callable[[sqlite3.Connection, str, e.Accepted, float], object]


class KeptAside(Protocol):
    """An acceptance that waits in a file for the journal, with its run."""

    @property
    def path(self) -> Path: ...
    @property
    def run(self) -> str: ...
    @property
    def event(self) -> e.Accepted: ...


class Aside(Protocol):
    """What keeps acceptances that a journal could not take."""

    def keep(self, run: str, event: e.Accepted) -> None: ...
    def kept(self) -> Iterable[KeptAside]: ...


class Transactions:
    """Those of one connection, for any thread: accepted jobs that could not be written when they came go first, then riders."""

    def __init__(
        self, path: Path, db: sqlite3.Connection, now: Callable[[], float], turns: Turns, record: Record, accept: Accept,
        aside: Aside,
    ) -> None:  # fmt: skip
        """`record` and `accept` write an event down in the transaction that is open."""
        self._path = path
        self._db = db
        self._now = now
        self._turns = turns
        self._record = record
        self._accept = accept
        self._lock = threading.Lock()
        self._riders = Riders()
        self._aside = aside
        self._spooled = list(aside.kept())

    @contextmanager
    def writing(self, busy_s: float = inf) -> Iterator[sqlite3.Connection]:
        """Give a transaction that is on disk afterwards; after so many seconds whoever else writes is waited for no longer."""
        with self._lock, translated(self._path):
            try:
                self._turns.begin(busy_s)
                recorded = [waiting.path for waiting in self._spooled if self._recorded(waiting)]
                for rider in (riders := self._riders.now()):
                    self._record(self._db, rider.run, rider.event, rider.at)
                yield self._db
                self._db.execute("COMMIT")
            except BaseException:
                self._undo()
                raise
            self._spooled = []
            for path in recorded:
                with suppress(OSError):  # whoever opens the journal next finds that it is recorded
                    path.unlink(missing_ok=True)
            self._riders.written(riders)

    @contextmanager
    def reading(self, about: Collection[str] | None = None) -> Iterator[sqlite3.Connection]:
        """Give a connection to read by, after what waits was written: whatever it is, or what is `about` some attempts."""
        if about is None or self._riders.tell_of(about):
            self.flush()
        with self._lock, translated(self._path):
            yield self._db

    def ride(self, run: str, event: e.Event, written: Callable[[], None]) -> None:
        """Take in an event for the next transaction; `written` is called once it is on disk."""
        self._riders.add(Rider(run, self._now(), event, written))

    @property
    def rides(self) -> bool:
        """Whether anything waits for a transaction."""
        return bool(self._riders)

    def flush(self) -> None:
        """Write what waits for a transaction, if anything does."""
        if self._riders:
            with self.writing():
                pass

    def keep_aside(self, run: str, event: e.Accepted) -> None:
        """Keep an acceptance beside the journal until that can take it; raises OperatorError if even that can't be."""
        self._aside.keep(run, event)
        self._spooled = list(self._aside.kept())

    def recover(self) -> None:
        """Record what was kept aside; while that still can't be, it is done with what is recorded next."""
        with suppress(OperatorError):
            if self._spooled:
                with self.writing(AT_ONCE_S):
                    pass

    def _recorded(self, waiting: KeptAside) -> bool:
        """Record what waited, unless it is already; False if the journal knows nothing of its attempt: then it is kept."""
        known = attempts.has_job(self._db, waiting.event.attempt)
        if known is False:
            self._accept(self._db, waiting.run, waiting.event, self._now())
        return known is not None

    def _undo(self) -> None:
        if self._db.in_transaction:
            # what broke the transaction is raised; it is undone when the file is opened next
            with suppress(sqlite3.Error):
                self._db.execute("ROLLBACK")
