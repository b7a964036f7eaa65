"""Parked: tasks that go on only if a person lets them, while the run still does something else (pure).

What is held is final only once nothing else of the run goes on: until then another cap, a verdict about a doubt, or the word to
keep going is taken up by the run that is at work.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from engine.run import events as e


class Permit(Enum):
    """What a task waits for."""

    CAP = "another cap"
    VERDICT = "a verdict about its own doubt"
    EQUAL = "a verdict about the doubt of an equal one"
    WORD = "the word to keep going, once the operator has mended what stopped the run"


class _Waiting(NamedTuple):
    """By what a task goes on, its attempt, and what was told already of one that is held."""

    permit: Permit
    attempt: str
    held: e.Held | None


@dataclass(slots=True)
class Parked:
    """Those of one run, by their ids."""

    _tasks: dict[str, _Waiting] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self._tasks)

    def put(self, task: str, permit: Permit, attempt: str = "", held: e.Held | None = None) -> None:
        self._tasks[task] = _Waiting(permit, attempt, held)

    def leave(self, task: str) -> None:
        """Let go of a task that goes on, if it is one of them."""
        self._tasks.pop(task, None)

    def doubts(self) -> int:
        """Count those whose own doubt is held: their reservations shrink by no event of the service."""
        return sum(waiting.permit is Permit.VERDICT for waiting in self._tasks.values())

    def take(self, permit: Permit) -> list[str]:
        """Return those that wait for something, which has come; they are parked no longer."""
        found = [task for task, waiting in self._tasks.items() if waiting.permit is permit]
        for task in found:
            self.leave(task)
        return found

    def close(self) -> Iterator[tuple[e.Held, bool]]:
        """Give what each that is to be held is told, and whether that was told already; nobody else is waited for any more."""
        tasks, self._tasks = self._tasks, {}
        for task, waiting in tasks.items():
            match waiting.permit:
                case Permit.CAP:
                    why = e.Cause(code="over-budget")
                    yield e.Held(task=task, cause="budget", why=why, attempt=waiting.attempt), False
                case Permit.EQUAL:
                    why = e.Cause(code="shadowed")
                    yield e.Held(task=task, cause="doubt", why=why, attempt=waiting.attempt), False
                case Permit.VERDICT if waiting.held is not None:
                    yield waiting.held, True
