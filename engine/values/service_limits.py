"""Service limits: how fast a service is asked and how many jobs it has at once, where somebody has said so."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Self

LARGEST: Final = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceLimits:
    """So many `submits` and `queries` a second, so many jobs `running` at one time; None takes what is known of the service.

    A job is asked for `poll_first_s` seconds after its acceptance while nothing is known of how long its kind takes, and never
    more often than every `poll_every_s` seconds.
    """

    submits: int | None = None
    queries: int | None = None
    running: int | None = None
    poll_first_s: int | None = None
    poll_every_s: int | None = None

    @classmethod
    def parse(cls, given: Mapping[str, Any]) -> Self:
        """Read limits by name; raises KeyError for a name that there is not, ValueError with the name of one that is no limit."""
        for name, value in given.items():
            if name not in cls.__slots__:
                raise KeyError(name)
            if type(value) is not int or not 1 <= value <= LARGEST:
                raise ValueError(name)
        return cls(**given)
