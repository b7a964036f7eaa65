"""Workers: coroutines that carry out what they are given; one that has nothing to do takes the next, so that few are begun."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

import anyio
from anyio.abc import TaskGroup

T = TypeVar("T")


@dataclass(slots=True, eq=False)
class _Idle(Generic[T]):
    """One that waits for something to do."""

    called: anyio.Event = field(default_factory=anyio.Event)
    given: T | None = None


@dataclass(slots=True)
class Workers(Generic[T]):
    """As many as there are things under way at the same time."""

    group: TaskGroup
    do: Callable[[T], Awaitable[None]]
    _idle: list[_Idle[T]] = field(default_factory=list)

    def give(self, given: T) -> None:
        """Have something carried out from now on."""
        if self._idle:
            idle = self._idle.pop()
            idle.given = given
            idle.called.set()
        else:
            self.group.start_soon(self._work, given)

    async def _work(self, given: T | None) -> None:
        while given is not None:
            await self.do(given)
            idle = _Idle[T]()
            self._idle.append(idle)
            await idle.called.wait()
            given = idle.given
