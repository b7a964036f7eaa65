"""The desk: where everything that happened is handed to the writer first, and then to the loop.

The writer is one thread for journal and account, which takes in transactions in order, so that what is on disk is a prefix. What
decides about money waits for the disk. All else rides along with whatever is written next, and with nothing else after a moment.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

import anyio

from engine.run import events as e
from engine.run.driver.crew import Crew
from engine.run.driver.inbox import Inbox
from engine.run.durability import waits
from engine.run.ports import Ports

T = TypeVar("T")


def nothing() -> None:
    """Do nothing once an event is written."""


@dataclass(slots=True, eq=False)
class _Rider:
    """An event of this run that the screen hears of once it is written."""

    event: e.Event
    after: Callable[[], None]
    is_written: bool = False

    def written(self) -> None:
        self.is_written = True
        self.after()


@dataclass(slots=True)
class Writer:
    """All that is written by a run, and by those jobs of others that it finishes."""

    ports: Ports
    crew: Crew = field(default_factory=lambda: Crew(1))
    _riders: deque[_Rider] = field(default_factory=deque)
    _rides: anyio.Event = field(default_factory=anyio.Event)

    async def call(self, do: Callable[..., T], *args: object) -> T:
        """Run a call of the journal or the account in the thread, to its end even when this task is cancelled."""
        try:
            return await self.crew.call(do, *args)
        finally:
            self._show()

    def ride(self, run: str, event: e.Event, written: Callable[[], None] = nothing) -> None:
        """Have an event written within a moment; `written` is called, in a thread, once it is on disk."""
        if run == self.ports.identity.run:
            self._riders.append(_Rider(event, written))
            written = self._riders[-1].written
        self.ports.journal.ride(run, event, written)
        self.gather()

    def gather(self) -> None:
        """Have what rides written within a moment, whether or not anything comes to take it along."""
        self._rides.set()

    async def run(self) -> None:
        """Write what nothing else came to take along, until cancelled."""
        while True:
            await self._rides.wait()
            self._rides = anyio.Event()
            await self.ports.clock.sleep(self.ports.pace.gather)
            if self.ports.journal.rides or self.ports.account.rides:
                await self.call(self._flush)
            else:
                self._show()

    async def leave(self) -> None:
        """Write what still rides, and let the thread end."""
        try:
            with anyio.CancelScope(shield=True):
                await self.call(self._flush)
        finally:
            self.crew.leave()

    def _flush(self) -> None:
        try:
            self.ports.journal.flush()
        finally:  # what rides in the account is about what the journal has on the disk already
            self.ports.account.flush()

    def _show(self) -> None:
        """Let the screen hear of what has been written; it never hears of what may be lost."""
        while self._riders and self._riders[0].is_written:
            self.ports.screen(self._riders.popleft().event)


@dataclass(slots=True)
class Desk:
    """That of one run, which shares the writer with others."""

    ports: Ports
    inbox: Inbox
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
            self.inbox.put(event)

    def heard(self, event: e.Event) -> None:
        """Hand an event to the screen and the loop that is journaled already, or never is."""
        self.ports.screen(event)
        self.inbox.put(event)
