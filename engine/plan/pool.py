"""The pool: all tasks of a plan, each request once; an equal one of another row shares the first."""

from dataclasses import dataclass, field

from engine.plan.fingerprint import Identity
from engine.plan.model import Task


@dataclass(slots=True)
class Pool:
    """Collects tasks in the order in which they are planned."""

    tasks: dict[str, Task] = field(default_factory=dict)
    identities: dict[str, Identity] = field(default_factory=dict)
    _leaders: dict[str, str] = field(default_factory=dict)

    def leader(self, fingerprint: str) -> Task | None:
        """Return the task that already asks for this."""
        name = self._leaders.get(fingerprint)
        return self.tasks[name] if name is not None else None

    def add(self, task: Task, identity: Identity | None = None) -> None:
        """Take a task in; the first of a fingerprint is the one that runs."""
        self.tasks[task.id] = task
        if identity is not None:
            self.identities[task.id] = identity
            self._leaders.setdefault(identity.fingerprint, task.id)
