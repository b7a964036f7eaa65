"""Agenda: does things when the emulator's clock reaches them, however that clock moves."""

import asyncio
import heapq
import itertools
from collections.abc import Callable

from engine.emulator.rules.clock import Clock

_LOOK_AGAIN_S = 1.0  # a clock that others move may have jumped meanwhile


class Agenda:
    """Due actions on one event loop; `kick` runs what is due now."""

    def __init__(self, clock: Clock, loop: asyncio.AbstractEventLoop) -> None:
        self._clock = clock
        self._loop = loop
        self._entries: list[tuple[float, int, Callable[[], None]]] = []
        self._order = itertools.count()
        self._timer: asyncio.TimerHandle | None = None

    def at(self, due: float, action: Callable[[], None]) -> None:
        """Call the action once the clock shows `due` (Unix seconds) or more."""
        heapq.heappush(self._entries, (due, next(self._order), action))
        self._arm()

    async def until(self, due: float) -> None:
        """Wait until the clock shows `due` or more."""
        if due <= self._clock.now():
            return
        reached = asyncio.Event()
        self.at(due, reached.set)
        await reached.wait()

    def kick(self) -> None:
        while self._entries and self._entries[0][0] <= self._clock.now():
            heapq.heappop(self._entries)[2]()
        self._arm()

    def close(self) -> None:
        self._entries.clear()
        self._arm()

    def _arm(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._entries:
            wait_s = self._entries[0][0] - self._clock.now()
            self._timer = self._loop.call_later(min(max(wait_s, 0.0), _LOOK_AGAIN_S), self.kick)
