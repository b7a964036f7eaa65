"""The graph of a plan as arrays: a task is its number; what it is called and what it asks for lies in the plan (pure)."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from engine.plan.graph.outline import ACTIONS, OUTSIDE, Action, Outline, TaskKind
from engine.values.spans import Spans

_NUMBERS = {action: number for number, action in enumerate(ACTIONS)}
_RUN = _NUMBERS[Action.RUN]
_SHARE = _NUMBERS[Action.SHARE]
_SKIP = _NUMBERS[Action.SKIP]
_OUTSIDE = frozenset(_NUMBERS[action] for action in OUTSIDE)


@dataclass(slots=True)
class TaskGraph:
    """What a run holds of every task: some 30 bytes.

    `kinds` are what many tasks have in common, `kind` which of these each has; `row` counts the rows whose own tasks they are.
    `needs` are the tasks before each, of which it reads outputs of the first `reads`.
    """

    kinds: list[TaskKind] = field(default_factory=list)
    kind: "array[int]" = field(default_factory=lambda: array("I"))
    row: "array[int]" = field(default_factory=lambda: array("I"))
    depth: "array[int]" = field(default_factory=lambda: array("I"))
    action: bytearray = field(default_factory=bytearray)
    stored: bytearray = field(default_factory=bytearray)
    reads: "array[int]" = field(default_factory=lambda: array("I"))
    needs: Spans = field(default_factory=Spans)
    rows: int = 0

    @classmethod
    def of(cls, outlines: Iterable[Outline]) -> "TaskGraph":
        """Return the graph of tasks in the order of their numbers."""
        found, numbers, row = cls(), dict[TaskKind, int](), None
        seen: dict[int, int] = {}  # by the identity of those in `kinds`: to hash one costs more than all the rest
        for one in outlines:
            if one.row != row:
                row, found.rows = one.row, found.rows + 1
            number = seen.get(id(one.kind))
            if number is None:
                number = numbers.setdefault(one.kind, len(numbers))
                if number == len(found.kinds):
                    found.kinds.append(one.kind)
                    seen[id(one.kind)] = number
            found._add(one, number)
        return found

    def _add(self, one: Outline, kind: int) -> None:
        self.kind.append(kind)
        self.row.append(self.rows - 1)
        self.depth.append(one.depth)
        self.action.append(_NUMBERS[one.action])
        self.stored.append(one.stored is not None)
        self.reads.append(one.reads)
        self.needs.add(one.needs)

    def copied(self) -> "TaskGraph":
        """Return the same with a copy of what may be decided anew."""
        return replace(self, action=self.action[:], stored=self.stored[:])

    def decide(self, task: int, action: Action, *, stored: bool) -> None:
        """Take in what is done with a task, and whether a stored result answers that is at hand."""
        self.action[task], self.stored[task] = _NUMBERS[action], stored

    def __len__(self) -> int:
        return len(self.action)

    def running(self) -> Iterator[int]:
        """Go through the tasks that would run."""
        return (task for task, action in enumerate(self.action) if action == _RUN)

    def is_out(self, task: int) -> bool:
        """Whether nothing of a task is carried out."""
        return self.action[task] in _OUTSIDE

    def is_sent(self, task: int) -> bool:
        """Whether a job will be asked for, as far as is known when a run begins."""
        kind = self.kinds[self.kind[task]]
        return kind.asks and not kind.local and not self.stored[task] and self.action[task] != _SKIP

    def made_from(self, task: int) -> Sequence[int]:
        """Return the tasks from whose results one is made; one that shares another's has that alone."""
        needs = self.needs[task]
        return needs if self.action[task] == _SHARE else needs[: self.reads[task]]
