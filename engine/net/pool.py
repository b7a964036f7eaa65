"""Pool: connections to one server that are kept for the next request."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Final

import anyio
import httpcore

from engine.net.stream import Stream

MOST: Final = 10
"""So many connections to one server are open at once."""
KEPT_S: Final = 30.0
"""So long one is kept that nobody uses."""
Connection = httpcore.AsyncHTTP11Connection


@dataclass(slots=True)
class Pool:
    """Those to one server, which `connect` opens; a request that comes when all are in use waits."""

    origin: httpcore.Origin
    connect: Callable[[], Awaitable[Stream]]
    _idle: list[Connection] = field(default_factory=list)
    _room: anyio.Semaphore = field(default_factory=lambda: anyio.Semaphore(MOST))

    async def take(self, wait_s: float) -> Connection:
        """Return a connection on which a request may be sent; raises TimeoutError if none is free in time.

        One that the other side has closed meanwhile is not used. Whoever takes one gives it back.
        """
        with anyio.fail_after(wait_s):
            await self._room.acquire()
        try:
            while self._idle:
                kept = self._idle.pop()
                if not kept.has_expired():
                    return kept
                await _close(kept)
            return Connection(self.origin, await self.connect(), keepalive_expiry=KEPT_S)
        except BaseException:
            self._room.release()
            raise

    async def give(self, connection: Connection) -> None:
        """Give one back: it is kept if its answer was read to the end, and closed if not."""
        self._room.release()
        if connection.is_idle():
            self._idle.append(connection)
        else:
            await _close(connection)

    async def aclose(self) -> None:
        """Close all that nobody uses."""
        while self._idle:
            await _close(self._idle.pop())


async def _close(connection: Connection) -> None:
    with anyio.move_on_after(2, shield=True):
        await connection.aclose()
