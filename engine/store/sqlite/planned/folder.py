"""The plans that runs of a project carry out, each a file of its own under its digest: written once, never changed."""

import os
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

from engine.errors import OperatorError
from engine.plan.kept.lines import LineWriter, Places
from engine.plan.model import RowTable, TaskTable
from engine.store.files.durable import make_folder, sync_folder
from engine.store.sqlite.planned.file import LAYOUT, PlanFile, put_all
from engine.store.sqlite.planned.tables import KeptRows, KeptTasks, PlanLines
from engine.values.reason import quoted, system_words

PLANS: Final = "plans"
"""The folder of plans in a state folder."""
_ENDING: Final = ".sqlite"
_PART: Final = ".part"
_NAME: Final = re.compile(r"[0-9a-f]{64}")


class PlanFolder:
    """The plans in the state folder `home`; a part is named by the process that writes it."""

    def __init__(self, home: Path) -> None:
        self._path = home / PLANS

    def keep(self, digest: str, tasks: TaskTable, rows: RowTable, process: str) -> None:
        """Write a plan down for good, unless it is there; raises OperatorError `disk-unwritable`.

        It has its name once all of it is on the disk: a kill before leaves a part, which goes with the next start.
        """
        target, part = self._path / f"{digest}{_ENDING}", self._path / f"{process}{_PART}"
        if _layout(target) == LAYOUT:
            return
        try:
            make_folder(self._path)
            part.unlink(missing_ok=True)
            handle = os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
            try:
                _write(part, tasks, rows)
                os.fsync(handle)
            finally:
                os.close(handle)
            part.replace(target)
            sync_folder(self._path)
        except OSError as error:
            raise OperatorError("disk-unwritable", path=str(self._path), reason=system_words(error)) from error

    def read(self, digest: str, places: Places | None = None) -> tuple[KeptTasks, KeptRows] | None:
        """Return tasks and rows of a plan, None if there is no such file, or one of another layout.

        Pictures in URLs are added to `places`. Raises OperatorError `journal-damaged` for a file that can't be read.
        """
        path = self._path / f"{digest}{_ENDING}"
        if _layout(path) != LAYOUT:
            return None
        found = places or Places()
        try:
            db = sqlite3.connect(_immutable(path), uri=True, isolation_level=None, check_same_thread=False)
            found.pictures.update(db.execute("SELECT digest, url FROM picture"))
            counts = [db.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0] for table in ("task", "row")]  # noqa: S608
        except sqlite3.Error as error:
            raise OperatorError("journal-damaged", path=str(path), reason=quoted(str(error))) from error
        lines = PlanLines(db, found)
        return KeptTasks(lines, counts[0]), KeptRows(lines, counts[1])

    def names(self, digest: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
        """Return the ids of the tasks that a run of a plan carries out, and the keys of its rows; None if its file is gone."""
        found = self.read(digest)
        if found is None:
            return None
        tasks, rows = found
        return tasks.carried_out(), rows.keys()

    def bury(self, alive: Callable[[str], bool]) -> None:
        """Remove the parts of processes that are dead."""
        for part in self._path.glob(f"*{_PART}") if self._path.is_dir() else ():
            if not alive(part.stem):
                with suppress(OSError):  # whoever only looks is not stopped; the next one removes it
                    part.unlink(missing_ok=True)

    def unnamed(self, named: Iterable[str]) -> Iterator[Path]:
        """Go through the files of plans that none of these digests names."""
        known = frozenset(named)
        for path in sorted(self._path.glob(f"*{_ENDING}")) if self._path.is_dir() else ():
            if _NAME.fullmatch(path.stem) and path.stem not in known:
                yield path


def places_of(tasks: TaskTable, rows: RowTable) -> Places:
    """Return where the media of a plan are found from here."""
    if isinstance(tasks, KeptTasks):
        return tasks.lines.places
    writing = LineWriter()
    for task in tasks:
        writing.task(task, (), b"")
    for row, links in zip(rows, rows.links(), strict=True):
        writing.row(row, links)
    return writing.places


def _write(part: Path, tasks: TaskTable, rows: RowTable) -> None:
    if isinstance(tasks, KeptTasks):
        tasks.lines.copy_to(part)
        return
    sink = PlanFile(str(part))
    put_all(sink, tasks, rows)
    sink.tables()
    sink.drop()


def _layout(path: Path) -> int:
    """Return the layout of a plan's file, 0 if there is none or none that can be read."""
    if not path.is_file():
        return 0
    try:
        with closing(sqlite3.connect(_immutable(path), uri=True)) as db:
            return int(db.execute("PRAGMA user_version").fetchone()[0])
    except sqlite3.Error:
        return 0


def _immutable(path: Path) -> str:
    return f"{path.absolute().as_uri()}?mode=ro&immutable=1"
