"""Publications: the names under which results shall stand, and what has become of each (pure)."""

from array import array
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from engine.plan.graph.graph import TaskGraph
from engine.plan.graph.rows import RowGraph
from engine.plan.model import GIVEN, NOWHERE, OutputMember, Plan, PlannedOutput, Row
from engine.run import commands as c, events as e
from engine.run.drafts import drafts_by_number
from engine.values.media import FileSource, TaskSource
from engine.values.spans import Spans

Came = Callable[[int], bool | None]
"""Whether a task's result is there: True, False for one that is allowed not to come, None as long as nothing else may be."""
AT_ONCE: Final = 256
"""So many are underway; of all others only their numbers are held."""


@dataclass(slots=True)
class Publications:
    """All publications of a run, each a number; `failure` is why the last one failed that did.

    A publication is one name; its choices are what may stand under it, the best first.
    """

    plan: Plan
    rows: RowGraph
    drafts: bytearray
    failure: e.Cause | None = None
    _of_task: Spans = field(default_factory=Spans)
    _done: bytearray = field(default_factory=bytearray)
    _row: "array[int]" = field(default_factory=lambda: array("I"))
    _ready: "deque[tuple[int, int]]" = field(default_factory=deque)
    _underway: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, plan: Plan, graph: TaskGraph) -> "Publications":
        rows = plan.rows.graph()
        found = cls(plan, rows, drafts_by_number(graph, plan.terms.realm))
        for row in range(len(rows)):
            found._row.extend(row for _ in rows.members(row))
        found._done = bytearray(len(rows.choices))
        found._of_task = rows.choices.turned(len(graph))
        return found

    @property
    def underway(self) -> bool:
        """Whether any of them has begun and not ended."""
        return bool(self._underway or self._ready)

    def begin(self, came: Came) -> None:
        """Take note of what can be published before any task has ended: files that were given."""
        self._look(range(len(self.rows.choices)), came)

    def after(self, task: int, came: Came) -> None:
        """Take note of what can be published now that a task has ended."""
        self._look(self._of_task[task], came)

    def ended(self, event: e.Published | e.PublishFailed) -> None:
        self._underway.discard(event.file)
        if isinstance(event, e.PublishFailed):
            self.failure = event.cause

    def due(self) -> Iterator[c.Publish]:
        """Go through what is to be published now; the rest follows as these end."""
        while self._ready and len(self._underway) < AT_ONCE:
            command = self._command(*self._ready.popleft())
            self._underway.add(command.file)
            yield command

    def _look(self, publications: Iterable[int], came: Came) -> None:
        for one in publications:
            if not self._done[one]:
                choice = self._comes(one, came)
                if choice is not None:
                    self._done[one] = 1
                    self._ready.append((one, choice))

    def _comes(self, publication: int, came: Came) -> int | None:
        """Return the first choice that comes, once those before it have failed as they are allowed to."""
        for choice, source in enumerate(self.rows.choices[publication]):
            if source == NOWHERE:
                continue
            is_there = True if source == GIVEN else came(source)
            if is_there:
                return choice
            if is_there is None:
                return None
        return None

    def _command(self, publication: int, number: int) -> c.Publish:
        number_of_row = self._row[publication]
        row = self.plan.rows[number_of_row]
        output, member = _members(row)[publication - self.rows.members(number_of_row).start]
        choice, made_by = member.choices[number], self.rows.choices[publication][number]
        assert isinstance(choice.media.source, TaskSource | FileSource), "what is nowhere is no choice"
        return c.Publish(
            row=row.key,
            output=output.name,
            key=member.key,
            source=choice.media.source,
            file=choice.file,
            service=self.plan.terms.service,
            draft=made_by >= 0 and bool(self.drafts[made_by]),
        )


def _members(row: Row) -> list[tuple[PlannedOutput, OutputMember]]:
    return [(output, member) for output in row.outputs for member in output.members]


def kinds_published(plan: Plan) -> frozenset[bool]:
    """Tell whether a plan may publish drafts (True), and whether it may publish results that are none (False)."""
    drafts = drafts_by_number(plan.tasks.graph(), plan.terms.realm)
    sources = {source for source in plan.rows.graph().choices.members if source != NOWHERE}
    return frozenset(source != GIVEN and bool(drafts[source]) for source in sources)
