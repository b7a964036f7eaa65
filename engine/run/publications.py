"""Publications: the names under which results shall stand, and what has become of each (pure)."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from engine.plan.model import OutputMember, Plan
from engine.run import commands as c, events as e
from engine.run.drafts import drafts_of
from engine.values.media import FileSource, TaskSource

Came = Callable[[str], bool | None]
"""Whether a task's result is there: True, False for one that is allowed not to come, None as long as nothing else may be."""


@dataclass(slots=True)
class _Publication:
    """One name, and what may stand under it, the best first."""

    choices: tuple[c.Publish, ...]
    done: bool = False

    def due(self, came: Came) -> c.Publish | None:
        """Return the first choice that comes, once those before it have failed as they are allowed to; once only."""
        for choice in () if self.done else self.choices:
            is_there = came(choice.source.task) if isinstance(choice.source, TaskSource) else True
            if is_there:
                self.done = True
                return choice
            if is_there is None:
                return None
        return None


@dataclass(slots=True)
class Publications:
    """All publications of a run; `failure` is why the last one failed that did."""

    failure: e.Cause | None = None
    _all: list[_Publication] = field(default_factory=list)
    _of_task: dict[str, list[_Publication]] = field(default_factory=dict)
    _underway: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, plan: Plan) -> "Publications":
        found = cls()
        for publication in _planned(plan):
            found._all.append(publication)
            for choice in publication.choices:
                if isinstance(choice.source, TaskSource):
                    found._of_task.setdefault(choice.source.task, []).append(publication)
        return found

    @property
    def underway(self) -> bool:
        """Whether any of them has begun and not ended."""
        return bool(self._underway)

    def begin(self, came: Came) -> list[c.Command]:
        """Return what can be published before any task has ended: files that were given."""
        return self._due(self._all, came)

    def after(self, task: str, came: Came) -> list[c.Command]:
        """Return what can be published now that a task has ended."""
        return self._due(self._of_task.get(task, ()), came)

    def ended(self, event: e.Published | e.PublishFailed) -> None:
        self._underway.discard(event.file)
        if isinstance(event, e.PublishFailed):
            self.failure = event.cause

    def _due(self, publications: Iterable[_Publication], came: Came) -> list[c.Command]:
        due = [command for one in publications if (command := one.due(came)) is not None]
        self._underway |= {command.file for command in due}
        return [*due]


def _planned(plan: Plan) -> Iterator[_Publication]:
    """Every result that shall stand under a name."""
    drafts = drafts_of(plan)
    for row in plan.rows:
        for output in row.outputs:
            for member in output.members:
                about = {"row": row.key, "output": output.name, "key": member.key, "service": plan.terms.service}
                yield _Publication(tuple(_choices(about, member, drafts)))


def _choices(about: Mapping[str, str], member: OutputMember, drafts: Container[str]) -> Iterator[c.Publish]:
    for choice in member.choices:
        source = choice.media.source
        if isinstance(source, TaskSource | FileSource):
            draft = isinstance(source, TaskSource) and source.task in drafts
            yield c.Publish(**about, source=source, file=choice.file, draft=draft)


def kinds_published(plan: Plan) -> frozenset[bool]:
    """Tell whether a plan may publish drafts (True), and whether it may publish results that are none (False)."""
    return frozenset(choice.draft for publication in _planned(plan) for choice in publication.choices)
