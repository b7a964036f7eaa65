"""The cache of what local files were found to be: it may be deleted at any time, and decides nothing.

A file that has the size, the times and the number that it had is taken for the same without being opened. Whoever sends it
digests its bytes once more. So nothing waits for the disk here, and a cache that can't be read or written is done without.
"""

import json
import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from engine.store.files.durable import make_folder
from engine.values.canonical import digest_of
from engine.values.media import FileSource, Media, MediaFacts
from engine.version import __version__

CACHE: Final = "cache"
"""The folder of caches in a state folder."""
_LAYOUT: Final = int(digest_of(f"1 {__version__}".encode())[:7], 16)
"""Stands in the file; another version of the program may see other facts in the same bytes, and begins anew."""
_YOUNG_NS: Final = 2_000_000_000
"""A file that was changed so lately may be changed again without another time: the coarsest clock of a file system (FAT's)."""
_BATCH: Final = 1_000
_BUSY_S: Final = 1.0
_TABLE: Final = (
    "CREATE TABLE media (path TEXT PRIMARY KEY, stamp TEXT NOT NULL, digest TEXT NOT NULL, facts TEXT NOT NULL)"
    " STRICT, WITHOUT ROWID"
)


class MediaCache:
    """What is known of files of this machine, in the state folder `home`; opened when it is first asked, for one thread.

    `now_ns` tells the Unix time in nanoseconds.
    """

    def __init__(self, home: Path, now_ns: Callable[[], int] = time.time_ns) -> None:
        self._home = home
        self._now_ns = now_ns
        self._db: sqlite3.Connection | None = None
        self._asked = False
        self._fresh: list[tuple[str, str, str, str]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._write()
        if self._db is not None:
            self._db.close()

    @property
    def path(self) -> Path:
        return self._home / CACHE / "media.sqlite"

    def known(self, path: Path, seen: os.stat_result) -> Media | None:
        """Return what a file was when it was looked at last, None unless it is surely the same still."""
        if not self._asked:
            self._asked = True
            self._db = self._opened(self.path) if self.path.is_file() else None
        if self._db is None:
            return None
        try:
            row = self._db.execute(
                "SELECT digest, facts FROM media WHERE path = ? AND stamp = ?", (str(path.absolute()), _stamp(seen))
            ).fetchone()
            return (
                Media(source=FileSource(row[0], str(path)), facts=MediaFacts.of_data(json.loads(row[1])))
                if row
                else None
            )
        except (sqlite3.Error, KeyError, TypeError, ValueError):
            return None

    def keep(self, path: Path, seen: os.stat_result, media: Media) -> None:
        """Remember what a file is that was `seen` before it was opened, unless it changes just now."""
        assert isinstance(media.source, FileSource)
        age = self._now_ns() - max(seen.st_mtime_ns, seen.st_ctime_ns)
        if age < _YOUNG_NS or _stamp(path.stat()) != _stamp(seen):
            return
        facts = json.dumps(media.facts.to_data())
        self._fresh.append((str(path.absolute()), _stamp(seen), media.source.digest, facts))
        if len(self._fresh) >= _BATCH:
            self._write()

    def _write(self) -> None:
        fresh, self._fresh = self._fresh, []
        if not fresh:
            return
        with suppress(sqlite3.Error, OSError):
            self._db = self._db or self._made()
            self._db.execute("BEGIN IMMEDIATE")
            with self._db:
                self._db.executemany(
                    "INSERT OR REPLACE INTO media (path, stamp, digest, facts) VALUES (?, ?, ?, ?)", fresh
                )

    def _made(self) -> sqlite3.Connection:
        """Make the file, or another in the place of one that can't be read."""
        make_folder(self._home)
        ignore = self._home / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", "utf-8")
        make_folder(self.path.parent)
        with suppress(sqlite3.Error), closing(sqlite3.connect(self.path, timeout=_BUSY_S, isolation_level=None)) as db:
            db.execute("BEGIN IMMEDIATE")
            with db:
                if db.execute("PRAGMA user_version").fetchone() != (_LAYOUT,):
                    db.execute("DROP TABLE IF EXISTS media")
                    db.execute(_TABLE)
                    db.execute(f"PRAGMA user_version = {_LAYOUT}")
        found = self._opened(self.path)
        if found is None:
            self.path.unlink(missing_ok=True)
            raise OSError(self.path)
        return found

    @staticmethod
    def _opened(path: Path) -> sqlite3.Connection | None:
        """Open the file of this version of the program, None if that is another or no such file."""
        try:
            db = sqlite3.connect(path, timeout=_BUSY_S, isolation_level=None, check_same_thread=False)
            db.execute("PRAGMA synchronous = OFF")
            if db.execute("PRAGMA user_version").fetchone() == (_LAYOUT,):
                return db
            db.close()
        except sqlite3.Error:
            return None
        return None


def _stamp(seen: os.stat_result) -> str:
    """Write down what changes when a file does."""
    return f"{seen.st_size} {seen.st_mtime_ns} {seen.st_ctime_ns} {seen.st_ino}"
