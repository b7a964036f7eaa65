"""Sweeps: what the service's list of its jobs has shown (pure)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from engine.values.media import Span

TOLERANCE_S: Final = Decimal(1) / 30 + Decimal("0.5")
"""A frame, and what is lost where a service rounds to whole seconds."""


class Ending(StrEnum):
    """How far a listed job is; a job that the service does not know any more is UNKNOWN."""

    LIVE = "live"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One job of a sweep; `created` is the service's time.

    `prompt_class` is told by a job that has succeeded only, "" else. `mine`: the key and the model are those of the attempt;
    `alike`: neither its tier nor its input's length speaks against it.
    """

    job: str
    created: float
    ending: Ending
    request_id: str = ""
    prompt_class: str = ""
    mine: bool = True
    alike: bool = True


@dataclass(frozen=True, slots=True)
class Sweep:
    """All pages of the list, begun at a time of the service's; only complete and well-formed ones come to be."""

    began: float
    jobs: tuple[Seen, ...]

    def made(self, since: float, before: float) -> frozenset[str]:
        """Return what it shows of the jobs that were made in a stretch of time."""
        return frozenset(seen.job for seen in self.jobs if since <= seen.created < before)

    def shows(self, jobs: Iterable[str]) -> bool:
        """Whether one of these jobs is in it."""
        return not {seen.job for seen in self.jobs}.isdisjoint(jobs)


@dataclass(frozen=True, slots=True)
class Looked:
    """What two looks at the list and at single jobs have shown, the later one last; `now` is the service's time."""

    now: float
    sweeps: tuple[Sweep, ...]

    @property
    def jobs(self) -> tuple[Seen, ...]:
        """Every job that one of them shows, as the later one shows it."""
        found = {seen.job: seen for sweep in self.sweeps for seen in sweep.jobs}
        return tuple(found.values())


def is_as_long(told: Decimal | None, measured: Span | None) -> bool:
    """Whether the length of a job's input can be that of a request; what isn't known speaks against nothing."""
    if told is None or measured is None:
        return True
    return measured.low - TOLERANCE_S <= told <= measured.high + TOLERANCE_S
