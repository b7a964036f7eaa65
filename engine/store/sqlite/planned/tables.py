"""The tables of a plan that lies in a file: tasks and rows, read by slices from any thread."""

import json
import sqlite3
import tempfile
import threading
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import repeat
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, overload

from engine.errors import OperatorError
from engine.plan.kept.lines import LineReader, Places, RowLine, TaskLine, data_in, links_in, numbers_in
from engine.plan.model import (
    OUTSIDE,
    Action,
    Compared,
    Estimate,
    Outline,
    RequestTask,
    Row,
    RowLinks,
    RowOutline,
    RowTable,
    Task,
    TaskTable,
    WrittenTask,
)  # fmt: skip
from engine.values.reason import quoted

_SLICE: Final = 256
_AT_HAND: Final = 1024
"""So many numbers are known by their ids, twice: what is decided of tasks when a run begins is told of some of them together."""
_NEAR: Final = 32
"""So many rows are read when one is asked for: most are asked for in order."""
_NOTHING: Final[Mapping[int, str]] = MappingProxyType({})
_TASK: Final = ", ".join(TaskLine._fields)
_ROW: Final = ", ".join(RowLine._fields)
_OUTLINE: Final = "id, row, kind, action, reason, depth, needs, reads, fingerprint"
_OUTLINES: Final = f"SELECT {_OUTLINE} FROM task WHERE n >= ? AND n < ? ORDER BY n"  # noqa: S608 - names are ours
_WRITTEN: Final = f"SELECT {_OUTLINE}, body, asked FROM task WHERE n >= ? AND n < ? ORDER BY n"  # noqa: S608 - names are ours
_COMPARED: Final = """
SELECT n, fingerprint, kind, needs, asked, media FROM task
WHERE n >= ? AND n < ? AND action = 'run' AND fingerprint IS NOT NULL ORDER BY n
"""
_OUTSIDE: Final = ", ".join(f"'{action.value}'" for action in OUTSIDE)
_RUN: Final = Action.RUN.value


@contextmanager
def on_disk() -> Iterator[None]:
    """Say of what SQLite can't do that it is the disk's matter: OperatorError `disk-unwritable`."""
    try:
        yield
    except sqlite3.Error as error:
        raise OperatorError("disk-unwritable", path=tempfile.gettempdir(), reason=quoted(str(error))) from error


class _Selecting:
    """Reads a connection from any thread, one at a time; it is closed when nobody reads it any more."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._lock = threading.Lock()

    def __del__(self) -> None:
        self._db.close()

    def __call__(self, statement: str, *values: object) -> list[Any]:
        with self._lock, on_disk():
            return self._db.execute(statement, values).fetchall()

    def text(self, table: str, number: int) -> str:
        return str(self(f"SELECT data FROM {table} WHERE n = ?", number)[0][0])  # noqa: S608 - ours


class PlanLines:
    """Reads lines of a plan's file, from any thread."""

    def __init__(self, db: sqlite3.Connection, places: Places) -> None:
        self.places = places
        self.select = _Selecting(db)
        self.reading = LineReader(places, partial(self.select.text, "kind"), partial(self.select.text, "facts"))

    def ids(self, numbers: Iterable[int], known: Mapping[int, str] = _NOTHING) -> Mapping[int, str]:
        """Return the ids of the tasks of these numbers, some of which are known."""
        wanted = sorted({one for one in numbers if one not in known})
        if not wanted:
            return known
        first, last = wanted[0], wanted[-1]
        if last - first < 2 * len(wanted):  # nearly all of them lie together
            return {**known, **dict(self.select("SELECT n, id FROM task WHERE n BETWEEN ? AND ?", first, last))}
        asked = "SELECT n, id FROM task WHERE n IN (SELECT value FROM json_each(?))"
        return {**known, **dict(self.select(asked, json.dumps(wanted)))}

    def copy_to(self, path: Path) -> None:
        """Write all lines into an empty file."""
        self.select("VACUUM INTO ?", str(path))


class KeptTasks(TaskTable):
    """The tasks of a plan in a file."""

    __slots__ = ("_before", "_count", "_near", "lines")

    def __init__(self, lines: PlanLines, count: int) -> None:
        self.lines = lines
        # numbers of those that were gone through last, and of those before them
        self._near: dict[str, int] = {}
        self._before: dict[str, int] = {}
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
        near = self._near.get(name)
        if near is None:
            near = self._before.get(name)
        if near is not None:
            return near
        found = self.lines.select("SELECT n FROM task WHERE id = ?", name)
        return found[0][0] if found else None

    def id_of(self, number: int) -> str:
        return str(self.lines.select("SELECT id FROM task WHERE n = ?", number)[0][0])

    def outlines(self) -> Iterator[Outline]:
        reading = self.lines.reading
        for start in range(0, self._count, _SLICE):
            lines = self.lines.select(_OUTLINES, start, start + _SLICE)
            if len(self._near) >= _AT_HAND:
                self._before, self._near = self._near, {}
            self._near.update((line[0], number) for number, line in enumerate(lines, start))
            for line in lines:
                yield reading.outline(*line)

    def written(self) -> Iterator[WrittenTask]:
        reading = self.lines.reading
        for start in range(0, self._count, _SLICE):
            rows = self.lines.select(_WRITTEN, start, start + _SLICE)
            lines = [(reading.outline(*line), request, asked) for *line, request, asked in rows]
            known = {number: line[0].id for number, line in enumerate(lines, start)}
            ids = self.lines.ids((need for line in lines for need in line[0].needs), known)
            for one, request, asked in lines:
                yield WrittenTask(one, tuple(ids[need] for need in one.needs), request, asked)

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

    def compared(self, fingerprints: Container[str]) -> Iterator[Compared]:
        reading = self.lines.reading
        for start in range(0, self._count, _SLICE):
            for number, fingerprint, *line in self.lines.select(_COMPARED, start, start + _SLICE):
                name = fingerprint.hex()
                if name in fingerprints:
                    yield reading.compared(number, name, *line)

    def _running(self) -> Iterator[tuple[int, bytes]]:
        after = -1
        while rows := self.lines.select(
            "SELECT n, fingerprint FROM task WHERE n > ? AND action = ? ORDER BY n LIMIT 10000", after, _RUN
        ):
            yield from rows
            after = rows[-1][0]

    def _between(self, start: int, stop: int) -> list[Task]:
        return self._read("(SELECT n FROM task WHERE n >= ? AND n < ?)", start, stop)

    def _read(self, numbers: str, *values: object) -> list[Task]:
        """Return the tasks of some numbers in their order."""
        rows = self.lines.select(f"SELECT n, {_TASK} FROM task WHERE n IN {numbers} ORDER BY n", *values)  # noqa: S608
        lines = [TaskLine(*line) for _, *line in rows]
        needs = [numbers_in(line.needs) for line in lines]
        ids = self.lines.ids((one for some in needs for one in some), {row[0]: row[1] for row in rows})
        reading = self.lines.reading
        return [reading.task(line, [ids[one] for one in some]) for line, some in zip(lines, needs, strict=True)]


class KeptRows(RowTable):
    """The rows of a plan in a file."""

    __slots__ = ("_count", "_lines", "_near")

    def __init__(self, lines: PlanLines, count: int) -> None:
        self._lines = lines
        # Some rows that were asked for last, and the number of the first.
        self._near: tuple[int, Sequence[Row]] = (0, ())
        self._count = count

    def keys(self) -> tuple[str, ...]:
        return tuple(key for (key,) in self._lines.select("SELECT key FROM row ORDER BY n"))

    def links(self) -> Iterator[RowLinks]:
        for start in range(0, self._count, _SLICE):
            asked = "SELECT tasks, choices FROM row WHERE n >= ? AND n < ? ORDER BY n"
            for line in self._lines.select(asked, start, start + _SLICE):
                yield links_in(*line)

    def outlines(self) -> Iterator[RowOutline]:
        for start in range(0, self._count, _SLICE):
            asked = "SELECT key, outputs, made_of FROM row WHERE n >= ? AND n < ? ORDER BY n"
            lines = self._lines.select(asked, start, start + _SLICE)
            tasks = [self.graph().tasks[row] for row in range(start, start + len(lines))]
            ids = self._lines.ids(one for some in tasks for one in some)
            for (key, outputs, made_of), mine in zip(lines, tasks, strict=True):
                names = tuple(name for name, *_ in data_in(outputs))
                yield RowOutline(key, tuple(ids[one] for one in mine), names, *data_in(made_of))

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
            first, rows = self._near
            if not first <= at < first + len(rows):
                first = at - at % _NEAR
                rows = self[first : first + _NEAR]
                self._near = (first, rows)
            return rows[at - first]
        start, stop, step = at.indices(self._count)
        if step < 0:
            return [*self][at]
        asked = f"SELECT {_ROW} FROM row WHERE n >= ? AND n < ? ORDER BY n"  # noqa: S608 - names are ours
        lines = [RowLine(*line) for line in self._lines.select(asked, start, max(start, stop))]
        tasks = [numbers_in(line.tasks) for line in lines]
        ids = self._lines.ids(one for some in tasks for one in some)
        row = self._lines.reading.row
        return [row(line, [ids[one] for one in some]) for line, some in zip(lines, tasks, strict=True)][::step]
