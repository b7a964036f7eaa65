"""Latency: how long jobs wait and run at least, spread by a seed (pure)."""

import hashlib
from dataclasses import dataclass
from typing import Final

_PARTS: Final = 1 << 32


@dataclass(frozen=True, slots=True)
class Between:
    """Seconds from `low` to `high`; where low is more than 0, each doubling is as likely as the next."""

    low: float = 0.0
    high: float = 0.0

    def drawn(self, key: str) -> float:
        """Return the seconds that a key gets, always the same."""
        if self.low == self.high:
            return self.low
        share = int.from_bytes(hashlib.sha256(key.encode()).digest()[:4], "big") / _PARTS
        if self.low > 0:
            return float(self.low * (self.high / self.low) ** share)
        return self.low + share * (self.high - self.low)


@dataclass(frozen=True, slots=True, kw_only=True)
class Latency:
    """How long the jobs of an account wait and run at least, on the emulator's clock."""

    queue: Between = Between()
    run: Between = Between()
    seed: int = 0

    def queue_s(self, number: int) -> float:
        """Return how long the job of that number waits; jobs are counted from 1 as they come."""
        return self.queue.drawn(f"{self.seed}/queue/{number}")

    def run_s(self, number: int) -> float:
        """Return how long it runs."""
        return self.run.drawn(f"{self.seed}/run/{number}")


AT_ONCE: Final = Latency()
LIKE_THE_SERVICE: Final = Latency(queue=Between(10, 15), run=Between(60, 640))
"""One to five minutes are told, and three samples took 4 to 11 minutes, 10 to 15 s of them in the queue:
https://help.aliyun.com/zh/model-studio/wan-video-editing-api-reference (read 2026-05)."""
