"""Pool: connections to one server that are kept for the next request."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Final

import anyio

from engine.net.exchange import Exchange
from engine.net.stream import Stream

MOST: Final = 10
"""So many connections to one server are open at once."""


@dataclass(slots=True)
class Pool:
    """Those to one server, which `connect` opens; a request that comes when all are in use waits, as each read or write may."""

    connect: Callable[[], Awaitable[Stream]]
    wait_s: float
    _idle: list[Exchange] = field(default_factory=list)
    _room: anyio.Semaphore = field(default_factory=lambda: anyio.Semaphore(MOST))

    async def take(self) -> Exchange:
        """Return a connection on which a request may be sent; raises TimeoutError if none is free in time.

        One that the other side has closed meanwhile is not used. Whoever takes one gives it back.
        """
        await self._enter()
        try:
            while self._idle:
                kept = self._idle.pop()
                if not kept.has_expired:
                    return kept
                await kept.aclose()
            return Exchange(await self.connect(), self.wait_s)
        except BaseException:
            self._room.release()
            raise

    async def _enter(self) -> None:
        """Wait for room, in the rare case that there is none."""
        try:
            self._room.acquire_nowait()
        except anyio.WouldBlock:
            with anyio.fail_after(self.wait_s):
                await self._room.acquire()

    async def give(self, exchange: Exchange) -> None:
        """Give one back: it is kept if its answer was read to the end, and closed if not."""
        self._room.release()
        if exchange.is_idle:
            self._idle.append(exchange)
        else:
            await exchange.aclose()

    async def aclose(self) -> None:
        """Close all that nobody uses."""
        while self._idle:
            await self._idle.pop().aclose()
