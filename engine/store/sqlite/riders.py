"""Riders: events that are written with whatever is written next, before that and in their order."""

from collections import deque
from collections.abc import Callable, Collection
from typing import NamedTuple

from engine.run import events as e


class Rider(NamedTuple):
    """An event of a run, with the wall time at which it happened; `written` is called once it is on disk."""

    run: str
    at: float
    event: e.Event
    written: Callable[[], None]


class Riders:
    """Those that wait; any thread may add one, and one at a time writes them."""

    def __init__(self) -> None:
        self._waiting: deque[Rider] = deque()
        self._about: deque[str] = deque()

    def __bool__(self) -> bool:
        return bool(self._waiting)

    def add(self, rider: Rider) -> None:
        self._about.append(getattr(rider.event, "attempt", ""))
        self._waiting.append(rider)

    def tell_of(self, attempts: Collection[str]) -> bool:
        """Whether any of them is about one of these attempts."""
        return any(attempt in self._about for attempt in attempts)

    def now(self) -> tuple[Rider, ...]:
        """Return those that wait now; they wait on until they are said to be written."""
        return tuple(self._waiting)

    def written(self, riders: tuple[Rider, ...]) -> None:
        """Let go of the first ones, which are on disk."""
        for rider in riders:
            self._waiting.popleft()
            self._about.popleft()
            rider.written()
