"""The inbox of a loop: what has happened and was not taken in yet, in order."""

from collections import deque
from dataclasses import dataclass, field

import anyio

from engine.run import events as e


@dataclass(slots=True)
class Inbox:
    """One takes out of it; whoever puts in waits for nothing. All in the thread of the event loop."""

    _events: deque[e.Event] = field(default_factory=deque)
    _come: anyio.Event | None = None

    def __len__(self) -> int:
        return len(self._events)

    def put(self, event: e.Event) -> None:
        """Have an event taken in after those that are there."""
        self._events.append(event)
        if self._come is not None:
            self._come.set()

    async def take(self) -> e.Event:
        """Return the next event: without a turn of the event loop, which costs more, if there is one."""
        while not self._events:
            self._come = anyio.Event()
            try:
                await self._come.wait()
            finally:
                self._come = None
        return self._events.popleft()
