"""Sweeps: the service's list of its jobs, and when what it lacks is believed (pure)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from engine.run.money.account import AccountStanding
from engine.run.money.attempt import Attempt
from engine.run.money.terms import ProtocolTerms


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


def agree(first: Sweep, second: Sweep, since: float) -> bool:
    """Whether two sweeps show the same of what was made since then, before the first; older jobs may be forgotten meanwhile."""
    return first.made(since, first.began) == second.made(since, first.began)


def shows_absence(doubt: Attempt, looked: Looked, account: AccountStanding, terms: ProtocolTerms) -> bool:
    """Say whether what the sweeps lack is surely not there.

    Both began when everything that is there had to be listed, they agree, and a positive control is in both: a job known to be
    ours that was made after the doubtful one, or, after twice as long, any. Where none is known an empty list is believed only by
    the terms.
    """
    if len(looked.sweeps) < 2 or doubt.until is None:
        return False
    first, second = looked.sweeps[-2:]
    listed = doubt.until + terms.lag
    if first.began < listed or not agree(first, second, doubt.since):
        return False
    younger = {seen.job for seen in looked.jobs if seen.created >= doubt.since}
    if all(sweep.shows(account.known & younger) for sweep in (first, second)):
        return True
    twice = first.began >= listed + terms.settle
    return twice and (
        all(sweep.shows(account.known) for sweep in (first, second)) or (not account.known and terms.trusts_empty)
    )
