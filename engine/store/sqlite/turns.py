"""Turns: one process at a time writes a file; whoever comes next waits, however long that takes, and says so.

A process that was stopped in a commit (Ctrl-Z, a frozen container) holds the file until it goes on: nothing is lost by waiting,
and a run that gave up would be the failure of nobody's.
"""

import os
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from math import inf
from pathlib import Path
from typing import Final

from engine.values.reason import Reason, because

SAID_AFTER_S: Final = 3.0
"""Whoever writes is done sooner, unless something is wrong with it."""
SLICE_S: Final = 1.0
"""So often it is looked at again who writes, and a person can interrupt."""
_LOCKS: Final = Path("/proc/locks")
_WRITER: Final = "120"
"""The byte of the file beside the database that who writes in WAL holds locked (SQLite's file format of the WAL index)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnAwaited:
    """A file that another process writes: waited for `since` then, in Unix seconds; `until` is None as long as it is held."""

    path: Path
    since: float
    why: Reason
    until: float | None = None


Told = Callable[[TurnAwaited], None]
"""Hears, in the thread that waits, of a wait that has become long, of another reason for it, and of its end."""


def in_silence(_: TurnAwaited) -> None:
    """Tell nobody."""


class Turns:
    """Begins the writing transactions of one connection."""

    def __init__(
        self, db: sqlite3.Connection, path: Path, told: Told = in_silence, most_s: float = inf,
        said_after_s: float = SAID_AFTER_S,
    ) -> None:  # fmt: skip
        """`most_s` is how long any turn is waited for, `said_after_s` when that is told."""
        self._db = db
        self._path = path
        self._told = told
        self._most_s = most_s
        self._said_after_s = said_after_s
        self._waits = -1

    def begin(self, most_s: float = inf) -> None:
        """Begin a transaction when nobody else writes; after so many seconds sqlite3's error of a busy file is raised."""
        began = time.monotonic()
        left = min(most_s, self._most_s)
        end = began + left
        held: TurnAwaited | None = None
        while True:
            self._wait_for(min(left, SLICE_S))
            try:
                self._db.execute("BEGIN IMMEDIATE")
                break
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() >= end:
                    raise
            if time.monotonic() - began >= self._said_after_s:
                held = self._said(held, began)
            left = max(0.0, end - time.monotonic())
        if held is not None:
            self._told(replace(held, until=time.time()))

    def _wait_for(self, seconds: float) -> None:
        """Let SQLite wait so long for others; it is told only if that is news."""
        wait = int(seconds * 1000)
        if wait != self._waits:
            self._db.execute(f"PRAGMA busy_timeout = {wait}")
            self._waits = wait

    def _said(self, before: TurnAwaited | None, began: float) -> TurnAwaited:
        since = before.since if before is not None else time.time() - (time.monotonic() - began)
        held = TurnAwaited(path=self._path, since=since, why=writer_of(self._path))
        if held != before:
            self._told(held)
        return held


def writer_of(path: Path) -> Reason:
    """Say who writes a database, as far as the system tells (Linux does)."""
    try:
        inode = str(path.with_name(f"{path.name}-shm").stat().st_ino)
        locks = [line.split() for line in _LOCKS.read_text("ascii").splitlines()]
    except (OSError, UnicodeDecodeError):
        return because("held-by-another")
    # "1: POSIX  ADVISORY  WRITE 4711 08:02:131090 120 120": see proc_locks(5)
    found = [one[4] for one in locks if len(one) == 8 and one[5].rpartition(":")[2] == inode and one[6] == _WRITER]
    if len(found) != 1 or found[0] == str(os.getpid()) or not found[0].isdecimal():
        return because("held-by-another")
    if _is_stopped(found[0]):
        return because("held-by-stopped", process=found[0])
    return because("held-by", process=found[0])


def _is_stopped(process: str) -> bool:
    try:
        told = Path("/proc", process, "stat").read_text("utf-8", "replace")
    except OSError:
        return False
    return told.rpartition(")")[2].split()[:1] in (["T"], ["t"])  # behind the name, which may hold anything: its state
