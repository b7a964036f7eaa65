"""Rates: how many calls, jobs at once and jobs in the queue one account gets."""

from collections import deque
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Limits for one account and group of models; None is no limit. `queries_per_second` holds for each kind of query.

    So many `submits` may come within `submits_within_s` seconds.
    """

    submits: int | None = 5
    submits_within_s: int = 1
    running: int | None = 5
    queued: int | None = 500
    queries_per_second: int | None = 20
    policies_per_second: int | None = 100


UNLIMITED = Limits(submits=None, running=None, queued=None, queries_per_second=None, policies_per_second=None)


class Window:
    """Allows `limit` calls within any `seconds` of the emulator's clock."""

    def __init__(self, limit: int | None, seconds: float = 1.0) -> None:
        self._limit = limit
        self._seconds = seconds
        self._calls: deque[float] = deque()

    def allows(self, now: float) -> bool:
        """Count a call and say whether it is within the limit; a refused call does not count."""
        if self._limit is None:
            return True
        while self._calls and not now - self._seconds < self._calls[0] <= now:  # also after a journey back in time
            self._calls.popleft()
        if len(self._calls) >= self._limit:
            return False
        self._calls.append(now)
        return True
