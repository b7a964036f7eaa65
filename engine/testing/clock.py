"""A clock that never waits."""

from typing import TYPE_CHECKING, Final

import anyio.lowlevel

if TYPE_CHECKING:
    from collections.abc import Callable

BEGINNING: Final = 1_795_392_000.0
"""2026-11-23 00:00:00 UTC: a day on which every model of the catalog has a price."""


class JumpingClock:
    """Time that jumps to wherever somebody sleeps: weeks pass in a moment.

    `time` is Unix seconds and may be set. A sleeper waits for as long as `ready(seconds)` is false, and so do all others.
    """

    def __init__(self, time: float = BEGINNING) -> None:
        self.time = time
        self.ready: Callable[[float], bool] = lambda seconds: True  # noqa: ARG005 - a port's own signature

    def now(self) -> float:
        """Return Unix seconds."""
        return self.time

    def monotonic(self) -> float:
        """Return the same: nobody sets this clock back."""
        return self.time

    async def sleep(self, seconds: float) -> None:
        """Let others have their turn, then jump."""
        await anyio.lowlevel.checkpoint()
        while not self.ready(seconds):
            await anyio.lowlevel.checkpoint()
        self.time += seconds
