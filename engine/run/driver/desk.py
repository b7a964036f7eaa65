"""The desk: where everything that happened is handed to the writer first, and then to the loop."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from anyio.streams.memory import MemoryObjectSendStream

from engine.run import events as e
from engine.run.driver.writer import Writer, nothing
from engine.run.durability import waits
from engine.run.ports import Ports

T = TypeVar("T")


@dataclass(slots=True)
class Desk:
    """That of one run, which shares the writer with others."""

    ports: Ports
    stream: MemoryObjectSendStream[e.Event]
    writer: Writer

    async def durably(self, call: Callable[..., T], *args: object) -> T:
        """Run a call of the journal in the writer's thread, to its end even when this task is cancelled."""
        return await self.writer.call(call, *args)

    async def record(self, *events: e.Event) -> None:
        """Journal events in one transaction that is on disk when this returns."""
        await self.durably(self.ports.journal.record, self.ports.identity.run, *events)

    async def happened(self, event: e.Event, written: Callable[[], None] = nothing) -> None:
        """Journal an event unless it is volatile, and hand it to the loop: only what decides about money waits for the disk.

        `written` is called, in a thread, once it is there.
        """
        if event.volatile:
            self.heard(event)
        elif waits(event):
            await self.record(event)
            if written is not nothing:
                await self.durably(written)
            self.heard(event)
        else:
            self.writer.ride(self.ports.identity.run, event, written)
            self.stream.send_nowait(event)

    def heard(self, event: e.Event) -> None:
        """Hand an event to the screen and the loop that is journaled already, or never is."""
        self.ports.screen(event)
        self.stream.send_nowait(event)
