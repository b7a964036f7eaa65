"""Order: which of the tasks that could go now goes first (pure).

While more rows wait than jobs run at once, later steps go first: rows that were begun are finished before others begin. After
that it counts how soon the last one ends: the task with the longest way to the end of its row goes first. Among equals the plan's
order holds.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import count

from engine.plan.model import Action, Outline
from engine.run.job_times import JobKind, JobTimes
from engine.values.canonical import digest_of

_UNKNOWN_S = 1.0
"""Where no time is known all jobs take as long; on this machine next to none does."""


class Order:
    """The places of the tasks of a run, by their id: the smaller goes first."""

    def __init__(self, tasks: Sequence[Outline], times: JobTimes, running: int) -> None:
        """`running` is how many jobs run at once."""
        self._tasks = tasks
        self._times = times
        self._running = running
        self._waiting = {task.row for task in tasks if _is_sent(task)}
        self._places = _placed(tasks, (-task.depth for task in tasks))
        self._is_last = False
        self._switch()

    def place(self, task: str) -> int:
        """Return the place of a task."""
        return self._places[task]

    def begun(self, task: Outline) -> bool:
        """Take in that a task has begun; True if from now on all have other places."""
        self._waiting.discard(task.row)
        return self._switch()

    def _switch(self) -> bool:
        if self._is_last or len(self._waiting) > self._running:
            return False
        self._is_last = True
        ways = _ways(self._tasks, _seconds_by_kind(self._tasks, self._times))
        self._places = _placed(self._tasks, (-ways[task.id] for task in self._tasks))
        return True


def shuffled(tasks: Iterable[Outline], seed: int | None) -> list[Outline]:
    """Return tasks in the order of the plan, or with a seed their rows in one that is the same wherever the seed is."""
    return list(tasks) if seed is None else sorted(tasks, key=lambda task: shuffled_place(task.row, seed))


def shuffled_place(row: str, seed: int) -> str:
    """Return what rows are sorted by under a seed."""
    return digest_of(f"{seed}:{row}".encode())


def _is_sent(task: Outline) -> bool:
    return task.action is not Action.SKIP and not task.local and task.stored is None


def _kind(task: Outline) -> JobKind | None:
    """Return what a job of a task is like, None if there will be none."""
    return JobKind(task.sent_name, task.tier) if _is_sent(task) else None


def _seconds_by_kind(tasks: Iterable[Outline], times: JobTimes) -> dict[JobKind, float]:
    """Return how long a job of each kind takes, in the middle; of a kind that is not known, as long as the others."""
    kinds = {kind for task in tasks if (kind := _kind(task)) is not None}
    known = {kind: spread.middle for kind in kinds if (spread := times.spread(kind)) is not None}
    usual = sum(known.values()) / len(known) if known else _UNKNOWN_S
    return {kind: known.get(kind, usual) for kind in kinds}


def _ways(tasks: Sequence[Outline], seconds: Mapping[JobKind, float]) -> dict[str, float]:
    """Return how long it takes from the beginning of each task to the end of the last that waits for it."""
    after: dict[str, float] = {}
    ways: dict[str, float] = {}
    for task in sorted(tasks, key=lambda task: -task.depth):  # whoever waits is deeper
        kind = _kind(task)
        way = ways[task.id] = after.get(task.id, 0.0) + (seconds[kind] if kind is not None else 0.0)
        for need in task.needs:
            after[need] = max(after.get(need, 0.0), way)
    return ways


def _placed(tasks: Iterable[Outline], keys: Iterable[float]) -> dict[str, int]:
    """Return the place of each task when they stand by these keys, and among equals as they are given."""
    ranked = sorted(zip(keys, count(), (task.id for task in tasks), strict=False))
    return {task: place for place, (_, _, task) in enumerate(ranked)}
