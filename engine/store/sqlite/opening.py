"""Opening: a SQLite file that loses nothing it has committed, brought up to date."""

import sqlite3
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

from engine.errors import OperatorError
from engine.store.files.durable import make_folder
from engine.store.sqlite.migrations import migrate
from engine.store.sqlite.trouble import translated
from engine.values.reason import because, quoted, system_words

BUSY_S: Final = 30.0
AGAIN_S: Final = 0.02
"""So long until it is tried again to open a file that another opens."""
_FULL: Final = 2  # synchronous=FULL as its pragma tells it
_PAGES: Final = 4000
"""So many pages in the log before they are carried over: most are written again and again, and carried over once."""
_CACHE_KIB: Final = 8192
"""What is looked up has no order, and of 30,000 attempts the inner pages must not be read anew each time."""


def open_file(path: Path, steps: Sequence[str], busy_s: float = BUSY_S) -> sqlite3.Connection:
    """Open or make a file by numbered steps, in WAL with synchronous=FULL; it waits so long for other writers.

    A commit is on disk when its call returns (SQLite's documentation of the pragma). Raises OperatorError `journal-unwritable`,
    `journal-damaged` or `journal-newer`; also where the file system can't give what was asked for.
    """
    try:
        make_folder(path.parent)
    except OSError as error:
        raise OperatorError("journal-unwritable", path=str(path), reason=system_words(error)) from error
    with translated(path):
        db = sqlite3.connect(path, timeout=busy_s, isolation_level=None, check_same_thread=False)
        mode = in_wal(db, busy_s)
        db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA fullfsync = ON")
        db.execute(f"PRAGMA wal_autocheckpoint = {_PAGES}")
        db.execute(f"PRAGMA cache_size = {-_CACHE_KIB}")
        (level,) = db.execute("PRAGMA synchronous").fetchone()
        if (mode, level) != ("wal", _FULL):
            raise OperatorError("journal-unwritable", path=str(path), reason=because("not-durable", mode=str(mode)))
        (version,) = db.execute("PRAGMA user_version").fetchone()
        if version > len(steps):
            raise OperatorError("journal-newer", path=str(path))
        if version < len(steps):
            migrate(db, steps)
    return db


def in_wal(db: sqlite3.Connection, busy_s: float) -> str:
    """Return the journal mode once WAL was asked for, which of two that open a new file at once one is refused at first.

    SQLite doesn't wait then, since each holds what the other needs (its documentation of the busy handler): so we do.
    """
    end = time.monotonic() + busy_s
    while True:
        try:
            (mode,) = db.execute("PRAGMA journal_mode = WAL").fetchone()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() >= end:
                raise
            time.sleep(AGAIN_S)
        else:
            return str(mode)


def prove_sound(path: Path, steps: Sequence[str]) -> None:
    """Read a file through, as `PRAGMA quick_check` does; it is neither made nor brought up to date.

    Raises OperatorError `journal-damaged`, `journal-newer`, or `journal-unwritable` if it can't be opened.
    """
    with (
        translated(path),
        closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=BUSY_S)) as db,
    ):
        (version,) = db.execute("PRAGMA user_version").fetchone()
        (said,) = db.execute("PRAGMA quick_check(1)").fetchone()
    if said != "ok":
        raise OperatorError("journal-damaged", path=str(path), reason=quoted(str(said)))
    if version > len(steps):
        raise OperatorError("journal-newer", path=str(path))


def prove_durable(folder: Path) -> None:
    """Open, write and remove a file of that kind in a folder; raises OperatorError as `open_file` does, or OSError."""
    with tempfile.TemporaryDirectory(prefix=".doctor-", dir=folder) as scratch:
        db = open_file(Path(scratch) / "probe.sqlite", ("CREATE TABLE probe (value INTEGER NOT NULL) STRICT;",))
        try:
            db.execute("INSERT INTO probe (value) VALUES (1)")
        finally:
            db.close()
