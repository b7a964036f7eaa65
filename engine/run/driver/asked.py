"""What the tasks of a run ask for, read out of its plan when their turn comes: only those that are worked on are held."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Final

from engine.plan.model import RequestTask, TaskTable
from engine.run.money.attempt import prompt_class

AT_HAND: Final = 512
"""So many tasks are held that were asked for last."""


class TasksAsked(Mapping[str, RequestTask]):
    """The tasks of a plan that ask for something, by their id."""

    def __init__(self, tasks: TaskTable) -> None:
        self._tasks = tasks
        self._held: dict[str, RequestTask] = {}

    def __getitem__(self, name: str) -> RequestTask:
        held = self._held.pop(name, None)
        found = held if held is not None else self._tasks.named(name)
        if not isinstance(found, RequestTask):
            raise KeyError(name)
        self._held[name] = found
        if len(self._held) > AT_HAND:
            del self._held[next(iter(self._held))]
        return found

    def __iter__(self) -> Iterator[str]:
        return (one.id for one in self._tasks.outlines() if one.fingerprint)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class FingerprintsAsked(Mapping[str, str]):
    """What each of these tasks asks for, as a fingerprint."""

    def __init__(self, tasks: Mapping[str, RequestTask]) -> None:
        self._tasks = tasks

    def __getitem__(self, name: str) -> str:
        return self._tasks[name].fingerprint

    def __iter__(self) -> Iterator[str]:
        return iter(self._tasks)

    def __len__(self) -> int:
        return len(self._tasks)


class ClassesAsked(Mapping[str, RequestTask]):
    """One task of each class of requests that a service's list can't tell apart."""

    def __init__(self, tasks: TaskTable, asked: Mapping[str, RequestTask]) -> None:
        self._tasks = tasks
        self._asked = asked

    @cached_property
    def _names(self) -> Mapping[str, str]:
        """The tasks by their classes: of a run in which nobody ever asks for one, none is held."""
        return {prompt_class(sent_name, prompt): name for name, sent_name, prompt in self._tasks.prompts()}

    def __getitem__(self, prompts: str) -> RequestTask:
        return self._asked[self._names[prompts]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
