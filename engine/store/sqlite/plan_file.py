"""A plan in a file of its own: written once, line by line, and read again by slices; never a table of the journal.

Nothing in it depends on the store or on this machine. A file without a name lies in the system's temporary folder, where nobody
else finds it, and is gone with its connection, however that ends (SQLite's documentation of temporary databases).
"""

import json
import sqlite3
import tempfile
import threading
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import islice, repeat
from pathlib import Path
from typing import Any, Final, overload

from engine.errors import OperatorError
from engine.plan.kept.lines import LineReader, LineWriter, Places, RowLine, TaskLine
from engine.plan.kept.sink import PlanSink
from engine.plan.kept.table import UNNEEDED, MemorySink
from engine.plan.model import OUTSIDE, Action, Estimate, Outline, RequestTask, Row, Task, TaskTable
from engine.values.canonical import canonical_json
from engine.values.reason import quoted, reason_data

SMALL: Final = 1_000
"""So many tasks lie in memory; of a plan with more only what is asked for."""
_AT_ONCE: Final = 500
_SLICE: Final = 256
LAYOUT: Final = 2
"""Stands in each file; one of another layout is made anew where a plan is at hand."""
_TABLES: Final = f"""
PRAGMA user_version = {LAYOUT};
CREATE TABLE kind (n INTEGER PRIMARY KEY, data TEXT NOT NULL) STRICT;
CREATE TABLE facts (n INTEGER PRIMARY KEY, data TEXT NOT NULL) STRICT;
CREATE TABLE picture (digest TEXT PRIMARY KEY, url TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE row (
  n INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, outputs TEXT NOT NULL, tasks TEXT NOT NULL, made_of TEXT NOT NULL
) STRICT;
CREATE TABLE task (
  n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, row TEXT NOT NULL, kind INTEGER NOT NULL, action TEXT NOT NULL,
  reason TEXT NOT NULL, depth INTEGER NOT NULL, fingerprint BLOB, prompt TEXT NOT NULL, body TEXT NOT NULL,
  asked TEXT NOT NULL, media TEXT NOT NULL
) STRICT;
CREATE TABLE need (n INTEGER NOT NULL, place INTEGER NOT NULL, task TEXT NOT NULL, PRIMARY KEY (n, place)) STRICT, WITHOUT ROWID;
"""
_TASK: Final = ", ".join(TaskLine._fields)
_OUTLINE: Final = ", ".join("''" if name in ("prompt", "body", "asked") else name for name in TaskLine._fields)
_OUTLINES: Final = f"SELECT n, {_OUTLINE} FROM task WHERE n >= ? AND n < ? ORDER BY n"  # noqa: S608 - names are ours
_INSERT: Final = f"INSERT INTO task (n, {_TASK}) VALUES (?{', ?' * len(TaskLine._fields)})"  # noqa: S608 - names are ours
_OUTSIDE: Final = ", ".join(f"'{action.value}'" for action in OUTSIDE)
_RUN: Final = Action.RUN.value


@contextmanager
def _on_disk() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise OperatorError("disk-unwritable", path=tempfile.gettempdir(), reason=quoted(str(error))) from error


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
        self._needs: list[tuple[object, ...]] = []
        with _on_disk():
            self._db = sqlite3.connect(name, isolation_level=None, check_same_thread=False)
            self._db.execute("PRAGMA journal_mode = OFF")
            self._db.execute("PRAGMA synchronous = OFF")
            self._db.executescript(_TABLES)
            self._db.execute("BEGIN")

    def put_task(self, task: Task, asked: bytes) -> None:
        self._fresh.append((self._count, *self.writing.task(task, asked)))
        self._needs += [(self._count, place, need) for place, need in enumerate(task.needs)]
        self._count += 1
        if len(self._fresh) >= _AT_ONCE:
            self._write()

    def put_row(self, row: Row) -> None:
        with _on_disk():
            self._db.execute("INSERT INTO row VALUES (?, ?, ?, ?, ?)", (self._rows, *self.writing.row(row)))
        self._rows += 1

    def id_of(self, number: int) -> str:
        written = self._count - len(self._fresh)
        if number >= written:
            return str(self._fresh[number - written][1])
        with _on_disk():
            (name,) = self._db.execute("SELECT id FROM task WHERE n = ?", (number,)).fetchone()
            return str(name)

    def leave_out(self, numbers: Sequence[int]) -> None:
        self._write()
        with _on_disk():
            self._db.executemany(
                "UPDATE task SET action = ?, reason = ? WHERE n = ?",
                ((Action.UNNEEDED.value, json.dumps(reason_data(UNNEEDED)), number) for number in numbers),
            )

    def tables(self) -> tuple["KeptTasks", "KeptRows"]:
        self._write()
        with _on_disk():
            self._db.execute("COMMIT")
        lines = PlanLines(self._db, self.writing.places)
        return KeptTasks(lines, self._count), KeptRows(lines, self._rows)

    def drop(self) -> None:
        self._db.close()

    def _write(self) -> None:
        kinds = tuple(islice(self.writing.kinds, self._kinds, None))
        facts = tuple(islice(self.writing.facts, self._facts, None))
        pictures = tuple(islice(self.writing.places.pictures.items(), self._pictures, None))
        with _on_disk():
            self._db.executemany(_INSERT, self._fresh)
            self._db.executemany("INSERT INTO picture VALUES (?, ?)", pictures)
            self._db.executemany("INSERT INTO need VALUES (?, ?, ?)", self._needs)
            self._db.executemany("INSERT INTO kind VALUES (?, ?)", enumerate(kinds, self._kinds))
            self._db.executemany(
                "INSERT INTO facts VALUES (?, ?)",
                ((number, json.dumps(one.to_data())) for number, one in enumerate(facts, self._facts)),
            )
        self._kinds, self._facts = self._kinds + len(kinds), self._facts + len(facts)
        self._pictures += len(pictures)
        self._fresh, self._needs = [], []


class GrowingSink:
    """Keeps a small plan in memory, and moves one that grows into a file."""

    def __init__(self, small: int = SMALL) -> None:
        self._small = small
        self._sink: PlanSink = MemorySink()
        self._count = 0

    def put_task(self, task: Task, asked: bytes) -> None:
        self._sink.put_task(task, asked)
        self._count += 1
        if self._count == self._small:
            tasks, rows = self._sink.tables()
            self._sink = PlanFile()
            put_all(self._sink, tasks, rows)

    def put_row(self, row: Row) -> None:
        self._sink.put_row(row)

    def id_of(self, number: int) -> str:
        return self._sink.id_of(number)

    def leave_out(self, numbers: Sequence[int]) -> None:
        self._sink.leave_out(numbers)

    def tables(self) -> tuple[TaskTable, Sequence[Row]]:
        return self._sink.tables()

    def drop(self) -> None:
        self._sink.drop()


def put_all(sink: PlanSink, tasks: Iterable[Task], rows: Iterable[Row]) -> None:
    """Put into a sink what came from another."""
    for task in tasks:
        asked = canonical_json(task.request.asked) if isinstance(task, RequestTask) else b""
        sink.put_task(task, asked)
    for row in rows:
        sink.put_row(row)


class _Selecting:
    """Reads a connection from any thread, one at a time; it is closed when nobody reads it any more."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._lock = threading.Lock()

    def __del__(self) -> None:
        self._db.close()

    def __call__(self, statement: str, *values: object) -> list[Any]:
        with self._lock, _on_disk():
            return self._db.execute(statement, values).fetchall()

    def text(self, table: str, number: int) -> str:
        return str(self(f"SELECT data FROM {table} WHERE n = ?", number)[0][0])  # noqa: S608 - ours


class PlanLines:
    """Reads lines of a plan's file, from any thread."""

    def __init__(self, db: sqlite3.Connection, places: Places) -> None:
        self.places = places
        self.select = _Selecting(db)
        self.reading = LineReader(places, partial(self.select.text, "kind"), partial(self.select.text, "facts"))

    def copy_to(self, path: Path) -> None:
        """Write all lines into an empty file."""
        self.select("VACUUM INTO ?", str(path))


class KeptTasks(TaskTable):
    """The tasks of a plan in a file."""

    __slots__ = ("_count", "lines")

    def __init__(self, lines: PlanLines, count: int) -> None:
        self.lines = lines
        self._count = count

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Task]:
        for start in range(0, self._count, _SLICE):
            yield from self._between(start, min(start + _SLICE, self._count))

    @overload
    def __getitem__(self, at: int) -> Task: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Task]: ...
    def __getitem__(self, at: int | slice) -> Task | Sequence[Task]:
        if isinstance(at, slice):
            start, stop, step = at.indices(self._count)
            return self._between(start, stop) if step == 1 else [self[n] for n in range(start, stop, step)]
        if not -self._count <= at < self._count:
            raise IndexError(at)
        at %= self._count
        (task,) = self._between(at, at + 1)
        return task

    def estimates(self) -> Iterator[tuple[Action, Estimate]]:
        """Go through what is done with each task, and what it is estimated at, in any order."""
        counted = self.lines.select("SELECT action, kind, COUNT(*) FROM task GROUP BY action, kind")
        for action, kind, count in counted:
            yield from repeat((Action(action), self.lines.reading.estimate(kind)), count)

    def number_of(self, name: str) -> int | None:
        found = self.lines.select("SELECT n FROM task WHERE id = ?", name)
        return found[0][0] if found else None

    def outlines(self) -> Iterator[Outline]:
        reading = self.lines.reading
        for start in range(0, self._count, _SLICE):
            where = "(SELECT n FROM task WHERE n >= ? AND n < ?)"
            needs = self._needs(where, start, start + _SLICE)
            rows = self.lines.select(_OUTLINES, start, start + _SLICE)
            for number, *line in rows:
                yield reading.outline(TaskLine(*line), needs.get(number, ()))

    def prompts(self) -> Iterator[tuple[str, str, str]]:
        for start in range(0, self._count, _SLICE):
            asked = "SELECT id, kind, prompt FROM task WHERE n >= ? AND n < ? AND fingerprint IS NOT NULL ORDER BY n"
            for name, kind, prompt in self.lines.select(asked, start, start + _SLICE):
                sent_name = self.lines.reading.sent_name(kind)
                if sent_name:
                    yield name, sent_name, prompt

    def models(self) -> frozenset[str]:
        kinds = self.lines.select("SELECT DISTINCT kind FROM task")
        return frozenset(self.lines.reading.model(kind) for (kind,) in kinds)

    def ids(self) -> tuple[str, ...]:
        return tuple(name for (name,) in self.lines.select("SELECT id FROM task ORDER BY n"))

    def carried_out(self) -> tuple[str, ...]:
        rows = self.lines.select(f"SELECT id FROM task WHERE action NOT IN ({_OUTSIDE}) ORDER BY n")  # noqa: S608 - ours
        return tuple(name for (name,) in rows)

    def fingerprints(self) -> Iterator[str]:
        return (fingerprint.hex() for _, fingerprint in self._running())

    def asking(self, fingerprints: Collection[str]) -> Iterator[tuple[int, RequestTask]]:
        wanted = frozenset(map(bytes.fromhex, fingerprints))
        numbers = [number for number, fingerprint in self._running() if fingerprint in wanted] if wanted else []
        for start in range(0, len(numbers), _SLICE):
            asked = numbers[start : start + _SLICE]
            where = "(SELECT value FROM json_each(?))"
            for number, task in zip(asked, self._read(where, json.dumps(asked)), strict=True):
                assert isinstance(task, RequestTask), "it has a fingerprint"
                yield number, task

    def _running(self) -> Iterator[tuple[int, bytes]]:
        after = -1
        while rows := self.lines.select(
            "SELECT n, fingerprint FROM task WHERE n > ? AND action = ? ORDER BY n LIMIT 10000", after, _RUN
        ):
            yield from rows
            after = rows[-1][0]

    def _between(self, start: int, stop: int) -> list[Task]:
        return self._read("(SELECT n FROM task WHERE n >= ? AND n < ?)", start, stop)

    def _needs(self, numbers: str, *values: object) -> dict[int, list[str]]:
        """Return what the tasks of some numbers need."""
        needs: dict[int, list[str]] = {}
        asked = f"SELECT n, task FROM need WHERE n IN {numbers} ORDER BY n, place"  # noqa: S608 - ours
        for number, task in self.lines.select(asked, *values):
            needs.setdefault(number, []).append(task)
        return needs

    def _read(self, numbers: str, *values: object) -> list[Task]:
        """Return the tasks of some numbers in their order, each with its needs."""
        needs = self._needs(numbers, *values)
        rows = self.lines.select(f"SELECT n, {_TASK} FROM task WHERE n IN {numbers} ORDER BY n", *values)  # noqa: S608
        reading = self.lines.reading
        return [reading.task(TaskLine(*line), needs.get(number, ())) for number, *line in rows]


class KeptRows(Sequence[Row]):
    """The rows of a plan in a file."""

    __slots__ = ("_count", "_lines")

    def __init__(self, lines: PlanLines, count: int) -> None:
        self._lines = lines
        self._count = count

    def keys(self) -> tuple[str, ...]:
        """Return the keys of all rows in order."""
        return tuple(key for (key,) in self._lines.select("SELECT key FROM row ORDER BY n"))

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Row]:
        for start in range(0, self._count, _SLICE):
            yield from self[start : start + _SLICE]

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | Sequence[Row]:
        if not isinstance(at, slice):
            if not -self._count <= at < self._count:
                raise IndexError(at)
            at %= self._count
            return self[at : at + 1][0]
        start, stop, step = at.indices(self._count)
        rows = self._lines.select(
            "SELECT key, outputs, tasks, made_of FROM row WHERE n >= ? AND n < ? ORDER BY n", start, max(start, stop)
        )
        return [self._lines.reading.row(RowLine(*line)) for line in rows][::step] if step > 0 else [*self][at]
