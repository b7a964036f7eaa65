"""A plan in a file of its own: written once, line by line.

Nothing in it depends on the store or on this machine. A file without a name lies in the system's temporary folder, where nobody
else finds it, and is gone with its connection, however that ends (SQLite's documentation of temporary databases).
"""

import json
import sqlite3
from collections.abc import Sequence
from itertools import islice
from typing import Final

from engine.plan.kept.lines import LineWriter, TaskLine
from engine.plan.kept.sink import PlanSink
from engine.plan.kept.table import UNNEEDED, MemorySink
from engine.plan.model import Action, RequestTask, Row, RowLinks, RowTable, Task, TaskTable
from engine.store.sqlite.planned.tables import KeptRows, KeptTasks, PlanLines, on_disk
from engine.values.canonical import canonical_json
from engine.values.reason import reason_data

SMALL: Final = 4_000
"""So many tasks, some 20 MiB, lie in memory; of a plan with more only what is asked for."""
_AT_ONCE: Final = 500
LAYOUT: Final = 3
"""Stands in each file; one of another layout is made anew where a plan is at hand."""
_TABLES: Final = f"""
PRAGMA user_version = {LAYOUT};
CREATE TABLE kind (n INTEGER PRIMARY KEY, data TEXT NOT NULL) STRICT;
CREATE TABLE facts (n INTEGER PRIMARY KEY, data TEXT NOT NULL) STRICT;
CREATE TABLE picture (digest TEXT PRIMARY KEY, url TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE row (
  n INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, outputs TEXT NOT NULL, made_of TEXT NOT NULL, tasks TEXT NOT NULL,
  choices TEXT NOT NULL
) STRICT;
CREATE TABLE task (
  n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, row TEXT NOT NULL, kind INTEGER NOT NULL, action TEXT NOT NULL,
  reason TEXT NOT NULL, depth INTEGER NOT NULL, needs TEXT NOT NULL, reads INTEGER NOT NULL, fingerprint BLOB,
  prompt TEXT NOT NULL, body TEXT NOT NULL, asked TEXT NOT NULL, media TEXT NOT NULL
) STRICT;
"""
_TASK: Final = ", ".join(TaskLine._fields)
_INSERT: Final = f"INSERT INTO task (n, {_TASK}) VALUES (?{', ?' * len(TaskLine._fields)})"  # noqa: S608 - names are ours


class PlanFile:
    """Takes a plan in, and gives it back; used by one thread at a time while it is written, by any afterwards.

    With a name it lies there; it is on the disk once the disk was waited for.

    Raises OperatorError `disk-unwritable` where it finds no room.
    """

    def __init__(self, name: str = "") -> None:
        self.writing = LineWriter()
        self._count = 0
        self._rows = 0
        self._kinds = 0
        self._facts = 0
        self._pictures = 0
        self._fresh: list[tuple[object, ...]] = []
        self._fresh_rows: list[tuple[object, ...]] = []
        with on_disk():
            self._db = sqlite3.connect(name, isolation_level=None, check_same_thread=False)
            self._db.execute("PRAGMA journal_mode = OFF")
            self._db.execute("PRAGMA synchronous = OFF")
            self._db.executescript(_TABLES)
            self._db.execute("BEGIN")

    def put_task(self, task: Task, needs: Sequence[int], asked: bytes) -> None:
        self._fresh.append((self._count, *self.writing.task(task, needs, asked)))
        self._count += 1
        if len(self._fresh) >= _AT_ONCE:
            self._write()

    def put_row(self, row: Row, links: RowLinks) -> None:
        self._fresh_rows.append((self._rows, *self.writing.row(row, links)))
        self._rows += 1
        if len(self._fresh_rows) >= _AT_ONCE:
            self._write()

    def id_of(self, number: int) -> str:
        written = self._count - len(self._fresh)
        if number >= written:
            return str(self._fresh[number - written][1])
        with on_disk():
            (name,) = self._db.execute("SELECT id FROM task WHERE n = ?", (number,)).fetchone()
            return str(name)

    def leave_out(self, numbers: Sequence[int]) -> None:
        self._write()
        with on_disk():
            self._db.executemany(
                "UPDATE task SET action = ?, reason = ? WHERE n = ?",
                ((Action.UNNEEDED.value, json.dumps(reason_data(UNNEEDED)), number) for number in numbers),
            )

    def tables(self) -> tuple["KeptTasks", "KeptRows"]:
        self._write()
        with on_disk():
            self._db.execute("COMMIT")
        lines = PlanLines(self._db, self.writing.places)
        return KeptTasks(lines, self._count), KeptRows(lines, self._rows)

    def drop(self) -> None:
        self._db.close()

    def _write(self) -> None:
        kinds = tuple(islice(self.writing.kinds, self._kinds, None))
        facts = tuple(islice(self.writing.facts, self._facts, None))
        pictures = tuple(islice(self.writing.places.pictures.items(), self._pictures, None))
        with on_disk():
            self._db.executemany(_INSERT, self._fresh)
            self._db.executemany("INSERT INTO picture VALUES (?, ?)", pictures)
            self._db.executemany("INSERT INTO row VALUES (?, ?, ?, ?, ?, ?)", self._fresh_rows)
            self._db.executemany("INSERT INTO kind VALUES (?, ?)", enumerate(kinds, self._kinds))
            self._db.executemany(
                "INSERT INTO facts VALUES (?, ?)",
                ((number, json.dumps(one.to_data())) for number, one in enumerate(facts, self._facts)),
            )
        self._kinds, self._facts = self._kinds + len(kinds), self._facts + len(facts)
        self._pictures += len(pictures)
        self._fresh, self._fresh_rows = [], []


class GrowingSink:
    """Keeps a small plan in memory, and moves one that grows into a file; what a task asks for is encoded once for both."""

    def __init__(self, small: int = SMALL) -> None:
        self._small = small
        self._sink: PlanSink = MemorySink()
        self._put: list[tuple[Sequence[int], bytes]] = []

    def put_task(self, task: Task, needs: Sequence[int], asked: bytes) -> None:
        self._sink.put_task(task, needs, asked)
        if isinstance(self._sink, MemorySink):
            self._put.append((needs, asked))
            if len(self._put) == self._small:
                self._move()

    def _move(self) -> None:
        tasks, rows = self._sink.tables()
        self._sink = PlanFile()
        for task, (needs, asked) in zip(tasks, self._put, strict=True):
            self._sink.put_task(task, needs, asked)
        for row, links in zip(rows, rows.links(), strict=True):
            self._sink.put_row(row, links)
        self._put = []

    def put_row(self, row: Row, links: RowLinks) -> None:
        self._sink.put_row(row, links)

    def id_of(self, number: int) -> str:
        return self._sink.id_of(number)

    def leave_out(self, numbers: Sequence[int]) -> None:
        self._sink.leave_out(numbers)

    def tables(self) -> tuple[TaskTable, RowTable]:
        return self._sink.tables()

    def drop(self) -> None:
        self._sink.drop()


def put_all(sink: PlanSink, tasks: TaskTable, rows: RowTable) -> None:
    """Put into a sink what came from another."""
    for task, one in zip(tasks, tasks.outlines(), strict=True):
        asked = canonical_json(task.request.asked) if isinstance(task, RequestTask) else b""
        sink.put_task(task, one.needs, asked)
    for row, links in zip(rows, rows.links(), strict=True):
        sink.put_row(row, links)
