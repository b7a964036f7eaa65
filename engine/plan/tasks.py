"""Tasks: the steps of one recipe, for one row, take their places in the pool: names, order, who shares whose request."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from engine.plan.fingerprint import PricedRequest
from engine.plan.model import Action, Estimate, RequestTask, SkippedTask
from engine.plan.pool import Pool
from engine.recipe import Step
from engine.values.media import Media, MediaFacts, TaskSource, may_fail
from engine.values.reason import Reason, because

NEW: Final = because("new")
UNVERSIONED: Final = because("unversioned-url")


@dataclass(slots=True)
class RecipeTasks:
    """Adds the tasks of one recipe to the pool that all rows share.

    `path` is what their ids begin with: the row's key and, inside a sub-recipe, the steps that lead there; `after` are tasks
    that everything in here waits for. `ids` are all tasks that stand for a step of this recipe, in order.
    """

    pool: Pool
    row: str
    currency: str
    path: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    ids: dict[str, None] = field(default_factory=dict)
    _of_step: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def name(self, step: Step, key: str) -> str:
        """Name a task row/step@key; names, never positions."""
        return "/".join((*self.path, named(step, key)))

    def needs(self, step: Step) -> tuple[str, ...]:
        """Return the tasks that must end well first for the sake of order; a skipped step holds nobody up."""
        if not step.needs:
            return self.after
        return tuple(dict.fromkeys([*self.after, *(task for need in step.needs for task in self._of_step[need])]))

    def ended(self, step: Step, since: int) -> None:
        """Take note that all tasks from the nth on stand for a step."""
        self._of_step[step.id] = tuple(self.ids)[since:]

    def asking(self, step: Step, key: str, asks: PricedRequest, facts: Mapping[str, MediaFacts]) -> dict[str, Media]:
        """Add a task for a request; return its outputs, or those of the task of another row that asks for the same."""
        request, identity = asks.request, asks.asked.identity
        read = [use.media.source.task for use in request.media if isinstance(use.media.source, TaskSource)]
        reusable = asks.asked.reusable and self.pool.all_reusable(read)
        leader = self.pool.leader(identity, reusable=reusable)
        needs = tuple(dict.fromkeys([*read, *self.needs(step)])) if leader is None else (leader.id,)
        task = RequestTask(
            id=self.name(step, key),
            row=self.row,
            step=step.id,
            model=request.model,
            action=Action.RUN if leader is None else Action.SHARE,
            reason=because("shared", task=leader.id) if leader is not None else NEW if reusable else UNVERSIONED,
            needs=needs,
            request=request,
            fingerprint=identity.fingerprint,
            reusable=reusable,
            estimate=asks.estimate,
            bound=asks.bound,
            outputs=facts,
            attempts=step.retry.attempts,
            retry_on=step.retry.on,
            on_error=step.on_error,
            depth=self.pool.depth_of(needs),
        )
        self.pool.add(task, asks.asked)
        stands = leader.id if leader is not None else task.id
        self.ids[stands] = None
        fragile = step.on_error == "skip" or any(may_fail(use.media) for use in request.media)
        return made_by(stands, facts, may_fail=fragile)

    def skipped(self, step: Step, key: str, reason: Reason) -> None:
        """Add a task that asks for nothing."""
        task = SkippedTask(
            id=self.name(step, key),
            row=self.row,
            step=step.id,
            model=step.uses,
            reason=reason,
            estimate=Estimate.nothing(self.currency),
            attempts=step.retry.attempts,
            retry_on=step.retry.on,
            on_error=step.on_error,
        )
        self.pool.skip(task)


def named(step: Step, key: str) -> str:
    """Return what an instance of a step is called within its recipe."""
    return f"{step.id}@{key}" if key else step.id


def made_by(task: str, facts: Mapping[str, MediaFacts], *, may_fail: bool = False) -> dict[str, Media]:
    """Return the media that a task will make."""
    return {name: Media(source=TaskSource(task, name, may_fail), facts=known) for name, known in facts.items()}
