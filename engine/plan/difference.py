"""Difference: two plans held against each other: which requests change, and what would have to be made anew (pure)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from engine.catalog.catalog import Catalog
from engine.plan.media import media_in, reference_of
from engine.plan.model import Action, Estimate, Plan, RequestTask
from engine.plan.parameters import parameters_of
from engine.plan.price import total_of


class Change(Enum):
    """What became of a task.

    `UPSTREAM`: its request says the same, of what another request makes. `ADDED` and `REMOVED` count tasks that are
    skipped or that no output needs as not there.
    """

    SAME = "same"
    CHANGED = "changed"
    UPSTREAM = "upstream"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class ParameterChange:
    """A parameter of a request before and after; None: not sent. Media are written by their references."""

    name: str
    before: object
    after: object


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskDifference:
    """One task in both plans.

    `anew` tells that no request of the plan before asks for the same, so that it has to be made and paid for; `like` is the
    task before that asked for the same under another name.
    """

    id: str
    change: Change
    anew: bool = False
    like: str = ""
    before: RequestTask | None = None
    after: RequestTask | None = None
    parameters: tuple[ParameterChange, ...] = ()

    @property
    def task(self) -> RequestTask:
        """The task as it is now, or as it was if it is gone."""
        found = self.after or self.before
        assert found is not None
        return found


@dataclass(frozen=True, slots=True)
class PlanDifference:
    """Two plans and their tasks, those of the second in its order, then those that are gone."""

    before: Plan
    after: Plan
    tasks: tuple[TaskDifference, ...]

    def count(self, change: Change) -> int:
        return sum(task.change is change for task in self.tasks)

    @property
    def anew(self) -> tuple[RequestTask, ...]:
        """The tasks that have to be made, each request once."""
        return tuple(one.after for one in self.tasks if one.anew and one.after is not None)

    @property
    def price(self) -> Estimate:
        """What making them bills."""
        return total_of((task.estimate for task in self.anew), self.after.totals.saved.currency)


def difference_of(before: Plan, after: Plan, catalog: Catalog) -> PlanDifference:
    """Compare two plans task by task; a task is the same if its fingerprint is."""
    old, new = _asked(before), _asked(after)
    known: dict[str, str] = {}
    for task in old.values():
        known.setdefault(task.fingerprint, task.id)
    found = [_of_task(old.get(task.id), task, known, catalog) for task in new.values()]
    gone = (
        TaskDifference(id=name, change=Change.REMOVED, before=task) for name, task in old.items() if name not in new
    )
    return PlanDifference(before, after, (*found, *gone))


def _asked(plan: Plan) -> dict[str, RequestTask]:
    return {task.id: task for task in plan.requests if task.action is not Action.UNNEEDED}


def _of_task(
    before: RequestTask | None, after: RequestTask, known: Mapping[str, str], catalog: Catalog
) -> TaskDifference:
    like = known.get(after.fingerprint, "")
    if before is None:
        return TaskDifference(id=after.id, change=Change.ADDED, anew=_is_anew(after, like), like=like, after=after)
    if before.fingerprint == after.fingerprint:
        return TaskDifference(id=after.id, change=Change.SAME, before=before, after=after)
    parameters = tuple(_changes(before, after, catalog))
    change = Change.CHANGED if parameters else Change.UPSTREAM
    return TaskDifference(
        id=after.id,
        change=change,
        anew=_is_anew(after, like),
        like=like,
        before=before,
        after=after,
        parameters=parameters,
    )


def _is_anew(task: RequestTask, like: str) -> bool:
    """A request that another task of the same plan asks for as well is made once."""
    return not like and task.action is not Action.SHARE


def _changes(before: RequestTask, after: RequestTask, catalog: Catalog) -> Iterator[ParameterChange]:
    if before.model != after.model:
        yield ParameterChange("uses", before.model, after.model)
    old, new = _parameters(before, catalog), _parameters(after, catalog)
    for name in dict.fromkeys((*old, *new)):
        if old.get(name) != new.get(name):
            yield ParameterChange(name, old.get(name), new.get(name))


def _parameters(task: RequestTask, catalog: Catalog) -> dict[str, object]:
    """Return what a task's own words ask for; a seed that is only derived from them says nothing more."""
    callee = catalog.models.get(task.model) or catalog.tools.get(task.model)
    assert callee is not None
    found = parameters_of(task.request, callee)
    return {name: _named(value) for name, value in found.items() if name not in task.request.derived}


def _named(value: object) -> object:
    media = media_in(value)
    if not media:
        return value
    names = tuple(reference_of(medium) for medium in media)
    return names if isinstance(value, tuple) else names[0]
