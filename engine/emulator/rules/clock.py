"""Clock: the emulator's own time, which tests and scenarios may move."""

import threading
import time
from datetime import timedelta, timezone
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

BEIJING: Final = timezone(timedelta(hours=8))
"""The service writes and reads times of day in Beijing's time."""


_FIRST: Final = 946_684_800  # 2000-01-01 UTC
_LAST: Final = 4_102_444_800  # 2100-01-01 UTC


def is_reached(time: float) -> bool:
    """Tell whether a clock may show Unix seconds: links, lists and calendars of clients know the years 2000 to 2099."""
    return _FIRST <= time < _LAST


class Clock(Protocol):
    """Anything that tells the time as Unix seconds."""

    def now(self) -> float: ...


class SystemClock:
    """The machine's wall clock."""

    def now(self) -> float:
        return time.time()


class ManualClock:
    """A clock that stands still until it is moved."""

    def __init__(self, start: float) -> None:
        self._now = start
        self._lock = threading.Lock()

    def now(self) -> float:
        return self._now

    def advance(self, seconds: float) -> None:
        with self._lock:
            self._now += seconds


class TravelClock:
    """Another clock plus the seconds that somebody travelled; `on_travel` is called after each journey."""

    def __init__(self, base: Clock, travelled: float = 0.0) -> None:
        self._base = base
        self._lock = threading.Lock()
        self.travelled = travelled
        self.on_travel: Callable[[], None] = _stay

    def now(self) -> float:
        return self._base.now() + self.travelled

    def now_ms(self) -> int:
        return round(self.now() * 1000)

    def advance(self, seconds: float) -> None:
        """Move the time, forward or back; raises ValueError for a journey that leads beyond the years 2000 to 2099."""
        with self._lock:
            if not is_reached(self.now() + seconds):
                raise ValueError(seconds)
            self.travelled += seconds
        self.on_travel()


def _stay() -> None:
    """Do nothing: what a journey tells to when nobody listens."""
