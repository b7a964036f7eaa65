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
        allowed, clock = self.ports.pace.submits, self.ports.clock
        if allowed is None:
            return
        while (wait := SubmitRate.of_kept(allowed, self.ports.shared.kept(NAME)).free - clock.monotonic()) > 0:
            await clock.sleep(wait)

    async def take(self) -> None:
        """Wait until the account may submit, and take in that something is sent now."""
        while not self._took():
            await self.turn()

    def answered(self, *, refused: bool) -> None:
        """Take in the answer to what was sent, which may be that it came too often."""
        now = self.ports.clock.monotonic()
        self._change(lambda rate: rate.answered(now, refused=refused))

    def _took(self) -> bool:
        """Take the turn, if it is one; whatever another process does at the same time."""
        now, wait = self.ports.clock.monotonic(), 0.0

        def sent(rate: SubmitRate) -> SubmitRate:
            nonlocal wait
            wait = rate.free - now
            return rate if wait > 0 else rate.sent(now)

        self._change(sent)
        return wait <= 0

    def _change(self, step: Callable[[SubmitRate], SubmitRate]) -> None:
        allowed = self.ports.pace.submits
        if allowed is not None:
            self.ports.shared.change(NAME, lambda kept: step(SubmitRate.of_kept(allowed, kept)).kept)
