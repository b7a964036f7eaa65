"""Results: what the tasks of a run have brought so far, by task."""

from collections.abc import Callable
from dataclasses import dataclass, field

from engine.run.service import Lease


def nothing(task: str) -> str | None:  # noqa: ARG001 - the signature of what knows more
    """Know of nothing that was stored before."""
    return None


@dataclass(slots=True)
class Results:
    """Where each result lies in the store, and the service's own URL of it while that is known and of use.

    `stored` returns the digest of a task's result that was there before the run began, which is not held here once more.
    """

    stored: Callable[[str], str | None] = nothing
    leases: dict[str, Lease] = field(default_factory=dict)
    _made: dict[str, bytes] = field(default_factory=dict)

    def digest(self, task: str) -> str:
        """Return the digest under which the result of a task lies in the store; raises KeyError if there is none."""
        made = self._made.get(task)
        found = self.stored(task) if made is None else made.hex()
        if found is None:
            raise KeyError(task)
        return found

    def keep(self, task: str, digest: str) -> None:
        """Keep the digest of a result that has come."""
        self._made[task] = bytes.fromhex(digest)
