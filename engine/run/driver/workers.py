"""Workers: coroutines that carry out commands; one that has nothing to do takes the next, so that few are ever begun."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import anyio
from anyio.abc import TaskGroup

from engine.run import commands as c


@dataclass(slots=True, eq=False)
class _Idle:
    """One that waits for a command."""

    called: anyio.Event = field(default_factory=anyio.Event)
    command: c.Command | None = None


@dataclass(slots=True)
class Workers:
    """As many as there are commands under way at the same time."""

    group: TaskGroup
    do: Callable[[c.Command], Awaitable[None]]
    _idle: list[_Idle] = field(default_factory=list)

    def give(self, command: c.Command) -> None:
        """Have a command carried out from now on."""
        if self._idle:
            idle = self._idle.pop()
            idle.command = command
            idle.called.set()
        else:
            self.group.start_soon(self._work, command)

    async def _work(self, command: c.Command | None) -> None:
        while command is not None:
            await self.do(command)
            idle = _Idle()
            self._idle.append(idle)
            await idle.called.wait()
            command = idle.command
