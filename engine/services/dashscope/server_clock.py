"""The service's clock, as far as its answers tell it."""

from collections.abc import Callable, Mapping

from engine.services.dashscope.wire_values import server_time


class ServerClock:
    """The time of the service by the Date of its last answer and a clock of ours that nobody sets."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._ahead: float | None = None
        self._heard = 0.0

    def hear(self, headers: Mapping[str, str]) -> None:
        """Take the time from an answer's headers, at the moment when they come; one without Date changes nothing."""
        said = server_time(headers)
        if said is not None:
            self._heard = self._clock()
            self._ahead = said - self._heard

    def now(self) -> float | None:
        """Return Unix seconds, or None while nothing was heard."""
        return None if self._ahead is None else self._clock() + self._ahead

    def age(self) -> float | None:
        """Return how many seconds ago the time was heard last, or None while nothing was."""
        return None if self._ahead is None else self._clock() - self._heard
