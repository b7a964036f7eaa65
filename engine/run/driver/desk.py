"""The desk: where everything that happened is journaled first and then handed to the loop."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

import anyio
from anyio import to_thread
from anyio.streams.memory import MemoryObjectSendStream

from engine.run import events as e
from engine.run.ports import Ports

T = TypeVar("T")


@dataclass(slots=True)
class Desk:
    """One writer for the journal, whatever runs at the same time."""

    ports: Ports
    stream: MemoryObjectSendStream[e.Event]
    _one: anyio.CapacityLimiter = field(default_factory=lambda: anyio.CapacityLimiter(1))

    async def durably(self, call: Callable[..., T], *args: object) -> T:
        """Run a call of the journal in its thread, to its end even when this task is cancelled."""
        # A thread that has begun is waited for: to_thread shields it; the limiter alone may be cancelled, before anything began.
        return await to_thread.run_sync(partial(call, *args), abandon_on_cancel=False, limiter=self._one)

    async def happened(self, event: e.Event) -> None:
        """Journal an event unless it is volatile, then hand it to the loop."""
        if not event.volatile:
            await self.durably(self.ports.journal.record, self.ports.identity.run, event)
        self.heard(event)

    def heard(self, event: e.Event) -> None:
        """Hand an event to the loop that is journaled already, or never is."""
        self.stream.send_nowait(event)
