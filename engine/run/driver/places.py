"""Places: how many jobs all processes of an account have at their service at once."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

import anyio
from anyio.lowlevel import checkpoint

from engine.run.ports import Ports

AGAIN_S: Final = 1.0
"""So often it is looked whether another process has given a place back, and told which this one holds."""
LEASE_S: Final = 15.0
"""So long after it was last told of, a place counts: one of a process that is dead or stopped is free again then."""


@dataclass(slots=True)
class JobPlaces:
    """Those that this run holds: each from before a submit until its job has ended; without a known limit as many as it likes.

    `wanted` says whether the run still submits. They decide nothing about money: who has lost the lease of a place has its job
    all the same, and the service refuses too many.
    """

    ports: Ports
    wanted: Callable[[], bool]
    _held: int = 0
    _told: int = 0
    _freed: anyio.Event = field(default_factory=anyio.Event)

    async def take(self) -> bool:
        """Wait for a place, and hold it from now on; False once the run submits nothing more."""
        while self.wanted():
            if self._tell(self._held + 1, self.ports.pace.places):
                self._held += 1
                return True
            with anyio.move_on_after(AGAIN_S):
                await self._freed.wait()
            await checkpoint()  # the loop hears first of what has freed it, which may be a reason to halt
        return False

    def add(self) -> None:
        """Hold the place of a job that is there already."""
        self._held += 1

    def free(self) -> None:
        """Give a place back; the others are told within a moment."""
        self._held -= 1
        self.wake()

    def wake(self) -> None:
        """Let who waits look again, whether for a place or whether it is wanted still."""
        self._freed.set()
        self._freed = anyio.Event()

    async def run(self) -> None:
        """Tell the others which are held, until cancelled; then none are."""
        try:
            while True:
                await anyio.sleep(AGAIN_S)
                if self._held or self._told:
                    self._tell(self._held, math.inf)
        finally:
            if self._told:
                self._tell(0, math.inf)

    def _tell(self, places: int, most: float) -> bool:
        """Hold so many unless there are too many then; nobody is told where there is no limit."""
        if math.isinf(self.ports.pace.places):
            return True
        now, me = self.ports.clock.monotonic(), self.ports.identity.run
        told = self.ports.shared.hold(me, places, now=now, until=now + LEASE_S, most=most)
        self._told = places if told else self._told
        return told
