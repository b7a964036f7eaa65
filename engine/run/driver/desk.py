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
LONGEST_S = 1.0  # that an event waits for others
GROUPED = (e.Reused, e.Published, e.NotSent)
"""What may be written a moment later, together with others: to do it again costs nothing, if it is lost with its process."""


@dataclass(slots=True)
class _Group:
    """Events that one transaction will write."""

    events: list[e.Event] = field(default_factory=list)
    written: anyio.Event = field(default_factory=anyio.Event)


@dataclass(slots=True)
class Desk:
    """One writer for the journal, whatever runs at the same time."""

    ports: Ports
    stream: MemoryObjectSendStream[e.Event]
    _one: anyio.CapacityLimiter = field(default_factory=lambda: anyio.CapacityLimiter(1))
    _group: _Group | None = None
    _last: int = 1  # how many were in the group before

    async def durably(self, call: Callable[..., T], *args: object) -> T:
        """Run a call of the journal in its thread, to its end even when this task is cancelled."""
        # A thread that has begun is waited for: to_thread shields it; the limiter alone may be cancelled, before anything began.
        return await to_thread.run_sync(partial(call, *args), abandon_on_cancel=False, limiter=self._one)

    async def record(self, *events: e.Event) -> None:
        """Journal events in one transaction."""
        await self.durably(self.ports.journal.record, self.ports.identity.run, *events)

    async def happened(self, event: e.Event) -> None:
        """Journal an event unless it is volatile, then hand it to the loop."""
        if isinstance(event, GROUPED):
            await self._record_with_others(event)
        elif not event.volatile:
            await self.record(event)
        self.heard(event)

    def heard(self, event: e.Event) -> None:
        """Hand an event to the loop that is journaled already, or never is."""
        self.stream.send_nowait(event)

    async def _record_with_others(self, event: e.Event) -> None:
        """Wait until the event is written, by whoever of those that happened at the same time was the first."""
        group = self._group
        if group is not None:
            group.events.append(event)
            await group.written.wait()
            return
        group = self._group = _Group([event])
        with anyio.CancelScope(shield=True):  # others, who may not be cancelled, wait for it
            await self.ports.clock.sleep(min(self.ports.pace.gather * self._last, LONGEST_S))
            self._group, self._last = None, len(group.events)
            await self.record(*group.events)
        group.written.set()
