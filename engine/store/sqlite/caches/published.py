"""The cache of what published files hold: one that is unchanged since costs a look at its times, and is not read again.

It may be deleted at any time and decides nothing about money: what is taken for unchanged is left as it is. So nothing waits for
the disk here, and a cache that can't be read or written is done without.
"""

import os
import sqlite3
import stat
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from engine.store.files.durable import digest_of_file, make_folder
from engine.store.sqlite.caches.media import CACHE

_YOUNG_NS: Final = 2_000_000_000
"""A file that was changed so lately may be changed again without another time: the coarsest clock of a file system (FAT's)."""
_TOGETHER: Final = 1000
"""So many are written in one go."""
_TABLE: Final = (
    "CREATE TABLE IF NOT EXISTS published (path TEXT PRIMARY KEY, stamp TEXT NOT NULL, digest TEXT NOT NULL)"
    " STRICT, WITHOUT ROWID"
)


class PublishedCache:
    """What is known of published files, in the state folder `home`; for any thread. `read` gives the digest of a file's bytes."""

    def __init__(self, home: Path, read: Callable[[Path], str] = digest_of_file) -> None:
        self._digest = read
        self._path = home / CACHE / "published.sqlite"
        self._lock = threading.Lock()
        self._reading: sqlite3.Connection | None = None
        self._fresh: dict[str, tuple[str, str]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            self._write()
            self._leave()

    def digest_of(self, path: Path) -> str | None:
        """Return the SHA-256 of a file's bytes, None if there is no file; raises OSError."""
        try:
            seen = path.stat()
        except FileNotFoundError:
            return None
        if not stat.S_ISREG(seen.st_mode):
            return None
        stamp = _stamp(seen)
        with self._lock:
            known = self._known(os.path.abspath(path))  # noqa: PTH100 - thousands of files are looked at
        if known is not None and known[0] == stamp:
            return known[1]
        digest = self._digest(path)
        if time.time_ns() - max(seen.st_mtime_ns, seen.st_ctime_ns) >= _YOUNG_NS:
            self._keep(path, stamp, digest)
        return digest

    def placed(self, path: Path, digest: str) -> None:
        """Remember a file that was put there just now, whole; raises OSError."""
        self._keep(path, _stamp(path.stat()), digest)

    def _keep(self, path: Path, stamp: str, digest: str) -> None:
        with self._lock:
            self._fresh[os.path.abspath(path)] = (stamp, digest)  # noqa: PTH100 - thousands of files are looked at
            if len(self._fresh) >= _TOGETHER:
                self._write()

    def _known(self, name: str) -> tuple[str, str] | None:
        fresh = self._fresh.get(name)
        if fresh is not None:
            return fresh
        with suppress(sqlite3.Error, OSError):
            if self._reading is None and self._path.is_file():
                self._reading = self._opened()
            if self._reading is not None:
                asked = "SELECT stamp, digest FROM published WHERE path = ?"
                row: tuple[str, str] | None = self._reading.execute(asked, (name,)).fetchone()
                return row
        return None

    def _leave(self) -> None:
        if self._reading is not None:
            self._reading.close()
            self._reading = None

    def _write(self) -> None:
        """Write what is fresh; what can't be written is forgotten."""
        fresh, self._fresh = self._fresh, {}
        if not fresh:
            return
        with suppress(sqlite3.Error, OSError):
            make_folder(self._path.parent)
            db = self._opened()
            try:
                db.execute("BEGIN IMMEDIATE")
                db.executemany(
                    "INSERT OR REPLACE INTO published (path, stamp, digest) VALUES (?, ?, ?)",
                    [(path, *known) for path, known in fresh.items()],
                )
                db.execute("COMMIT")
            finally:
                db.close()

    def _opened(self) -> sqlite3.Connection:
        db = sqlite3.connect(self._path, timeout=1.0, isolation_level=None, check_same_thread=False)
        db.execute("PRAGMA synchronous = OFF")
        db.execute(_TABLE)
        return db


def _stamp(seen: os.stat_result) -> str:
    """Write down what changes when a file does."""
    return f"{seen.st_size} {seen.st_mtime_ns} {seen.st_ctime_ns} {seen.st_ino}"
