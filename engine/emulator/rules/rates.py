"""Rates: how many calls, jobs at once and jobs in the queue one account gets."""

import re
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from engine.values.service_limits import ServiceLimits


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
NAMES: Mapping[str, str] = MappingProxyType(
    {"submits": "submits", "running": "running", "queued": "queued", "queries": "queries_per_second"}
)
"""The limits that people may set, by the names that they have for them; submits and queries are so many a second."""
_NUMBER = re.compile(r"[1-9][0-9]{0,8}", re.ASCII)


def limits_of_text(text: str) -> Limits:
    """Read `none`, or limits such as `submits=20,running=none`: others stay as they are; raises ValueError for anything else."""
    if text == "none":
        return UNLIMITED
    found: dict[str, Any] = {}
    for part in text.split(","):
        name, _, value = (side.strip() for side in part.partition("="))
        if name not in NAMES or NAMES[name] in found or not (value == "none" or _NUMBER.fullmatch(value)):
            raise ValueError(part)
        found[NAMES[name]] = None if value == "none" else int(value)
    return replace(Limits(), **found)


def limits_within(given: ServiceLimits) -> Limits:
    """Return limits within which a client stays that keeps to those given; of queries it takes half, as of the service's."""
    own = Limits()
    return replace(
        own,
        submits=given.submits or own.submits,
        running=given.running or own.running,
        queries_per_second=given.queries * 2 if given.queries is not None else own.queries_per_second,
    )


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
