"""Order: which of the tasks that could go now goes first (pure).

While more rows wait than jobs run at once, later steps go first: rows that were begun are finished before others begin. After
that it counts how soon the last one ends: the task with the longest way to the end of its row goes first. Among equals the plan's
order holds.
"""

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from engine.plan.graph.graph import TaskGraph
from engine.plan.graph.outline import TaskKind
from engine.run.job_times import JobKind, JobTimes
from engine.values.canonical import digest_of

_UNKNOWN_S = 1.0
"""Where no time is known all jobs take as long; on this machine next to none does."""


@dataclass(slots=True)
class Order:
    """The ranks of the tasks of a run, by their number: the smaller goes first. `running` is how many jobs run at once.

    Among equals the order of `tasks` holds.
    """

    graph: TaskGraph
    times: JobTimes
    running: int
    tasks: Sequence[int]
    _waits: bytearray = field(init=False)  # by row: whether none of its tasks has begun
    _waiting: int = field(init=False)
    _ranks: "array[int]" = field(default_factory=lambda: array("I"))
    _is_last: bool = False

    def __post_init__(self) -> None:
        graph = self.graph
        self._waits = bytearray(graph.rows)
        for task in range(len(graph)):
            if graph.is_sent(task) and not graph.is_out(task):
                self._waits[graph.row[task]] = 1
        self._waiting = sum(self._waits)
        if not self._switch():
            self._ranks = self._ranked(lambda task: -graph.depth[task])

    def rank(self, task: int) -> int:
        """Return the rank of a task."""
        return self._ranks[task]

    def begun(self, task: int) -> bool:
        """Take in that a task has begun; True if from now on all have other ranks."""
        row = self.graph.row[task]
        self._waiting -= self._waits[row]
        self._waits[row] = 0
        return self._switch()

    def _switch(self) -> bool:
        if self._is_last or self._waiting > self.running:
            return False
        self._is_last = True
        ways = _ways(self.graph, _seconds_by_kind(self.graph, self.times))
        self._ranks = self._ranked(lambda task: -ways[task])
        return True

    def _ranked(self, key: Callable[[int], float]) -> "array[int]":
        """Return the rank of each task when they stand by a key."""
        ranks = array("I", bytes(4 * len(self.graph)))
        for rank, task in enumerate(sorted(self.tasks, key=key)):
            ranks[task] = rank
        return ranks


def shuffled(rows: Sequence[str], seed: int | None) -> Sequence[int]:
    """Return the numbers of tasks, whose rows these are, as they are planned, or with a seed their rows in an order of its own.

    It is the same wherever the seed is.
    """
    if seed is None:
        return range(len(rows))
    places = {row: shuffled_place(row, seed) for row in dict.fromkeys(rows)}
    return sorted(range(len(rows)), key=lambda task: places[rows[task]])


def shuffled_place(row: str, seed: int) -> str:
    """Return what rows are sorted by under a seed."""
    return digest_of(f"{seed}:{row}".encode())


def _kind_of(kind: TaskKind) -> JobKind | None:
    """Return what the jobs of tasks of a kind are like, None if there will be none."""
    return JobKind(kind.sent_name, kind.tier) if kind.asks and not kind.local else None


def _seconds_by_kind(graph: TaskGraph, times: JobTimes) -> list[float]:
    """Return how long a job of each kind takes, in the middle; of a kind that is not known, as long as the others."""
    kinds = [_kind_of(kind) for kind in graph.kinds]
    sent = {kinds[graph.kind[task]] for task in range(len(graph)) if graph.is_sent(task) and not graph.is_out(task)}
    known = {kind: spread.middle for kind in sent if kind is not None and (spread := times.spread(kind)) is not None}
    usual = sum(known.values()) / len(known) if known else _UNKNOWN_S
    return [known.get(kind, usual) if kind is not None else 0.0 for kind in kinds]


def _ways(graph: TaskGraph, seconds: list[float]) -> "array[float]":
    """Return how long it takes from the beginning of each task to the end of the last that waits for it."""
    ways = array("d", bytes(8 * len(graph)))
    for task in reversed(range(len(graph))):  # whoever waits is planned later
        if graph.is_out(task):
            continue
        if graph.is_sent(task):
            ways[task] += seconds[graph.kind[task]]
        for need in graph.needs[task]:
            ways[need] = max(ways[need], ways[task])
    return ways
