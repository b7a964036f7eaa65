"""The pool: all tasks of a plan, each request once; an equal one of another row shares the first."""

from dataclasses import dataclass, field

from engine.plan.fingerprint import AskedForm, Identity
from engine.plan.model import Estimate, Request, RequestTask, SkippedTask, Task
from engine.values.money import Money


@dataclass(frozen=True, slots=True)
class PricedRequest:
    """A request, its asked form, what it is estimated to cost, and what is reserved for it."""

    request: Request
    asked: AskedForm
    estimate: Estimate
    bound: Money


@dataclass(slots=True)
class Pool:
    """Collects tasks in the order in which they are planned."""

    tasks: dict[str, Task] = field(default_factory=dict)
    requests: dict[str, RequestTask] = field(default_factory=dict)
    identities: dict[str, Identity] = field(default_factory=dict)
    _leaders: dict[str, str] = field(default_factory=dict)

    def leader(self, fingerprint: str) -> RequestTask | None:
        """Return the task that already asks for this."""
        name = self._leaders.get(fingerprint)
        return self.requests[name] if name is not None else None

    def add(self, task: RequestTask, identity: Identity) -> None:
        """Take a task in; the first of a fingerprint is the one that runs."""
        self.tasks[task.id] = self.requests[task.id] = task
        self.identities[task.id] = identity
        self._leaders.setdefault(identity.fingerprint, task.id)

    def skip(self, task: SkippedTask) -> None:
        """Take in a task that asks for nothing."""
        self.tasks[task.id] = task
