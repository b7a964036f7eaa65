"""Submits: the bucket of an account for what it sends, so that nothing is refused for its rate."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from engine.run.ports import Ports
from engine.run.rate import SubmitRate

NAME: Final = "submits"


@dataclass(slots=True)
class SubmitBucket:
    """Says when the account may submit again, whichever of its processes did so last; without a known rate at once."""

    ports: Ports

    async def turn(self) -> None:
        """Wait until the account may submit."""
        while (rate := self._changed(lambda rate: rate)) is not None:
            wait = rate.free - self.ports.clock.monotonic()
            if wait <= 0:
                return
            await self.ports.clock.sleep(wait)

    def sent(self) -> None:
        """Take in that something is sent now."""
        now = self.ports.clock.monotonic()
        self._changed(lambda rate: rate.sent(now))

    def answered(self, *, refused: bool) -> None:
        """Take in its answer, which may be that it came too often."""
        now = self.ports.clock.monotonic()
        self._changed(lambda rate: rate.answered(now, refused=refused))

    def _changed(self, step: Callable[[SubmitRate], SubmitRate]) -> SubmitRate | None:
        allowed = self.ports.pace.submits
        if allowed is None:
            return None
        kept = self.ports.shared.change(NAME, lambda kept: step(SubmitRate.of_kept(allowed, kept)).kept)
        return SubmitRate.of_kept(allowed, kept)
