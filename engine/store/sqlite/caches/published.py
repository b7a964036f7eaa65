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
        self._known: dict[str, tuple[str, str]] | None = None
        self._fresh: dict[str, tuple[str, str]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._write()

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
            if self._known is None:
                self._known = self._read()
            known = self._known.get(str(path.absolute()))
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
            self._fresh[str(path.absolute())] = (stamp, digest)

    def _read(self) -> dict[str, tuple[str, str]]:
        with suppress(sqlite3.Error, OSError):
            if self._path.is_file():
                db = self._opened()
                try:
                    rows = db.execute("SELECT path, stamp, digest FROM published")
                    return {path: (stamp, digest) for path, stamp, digest in rows}
                finally:
                    db.close()
        return {}

    def _write(self) -> None:
        if not self._fresh:
            return
        with suppress(sqlite3.Error, OSError):
            make_folder(self._path.parent)
            db = self._opened()
            try:
                db.execute("BEGIN IMMEDIATE")
                db.executemany(
                    "INSERT OR REPLACE INTO published (path, stamp, digest) VALUES (?, ?, ?)",
                    [(path, *known) for path, known in self._fresh.items()],
                )
                db.execute("COMMIT")
            finally:
                db.close()

    def _opened(self) -> sqlite3.Connection:
        db = sqlite3.connect(self._path, timeout=1.0, isolation_level=None)
        db.execute("PRAGMA synchronous = OFF")
        db.execute(_TABLE)
        return db


def _stamp(seen: os.stat_result) -> str:
    """Write down what changes when a file does."""
    return f"{seen.st_size} {seen.st_mtime_ns} {seen.st_ctime_ns} {seen.st_ino}"
