"""The account: what all projects of one user have open or know at a service, as one file keeps it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from engine.run.money.attempt import BURIED, Attempt, AttemptState, Confirmation


class Mark(StrEnum):
    """What an attempt is to all others of its account."""

    LANE = "lane"  # it is being sent: nothing else is
    SHADOW = "shadow"  # its outcome is unknown: nothing of its class is sent
    GRAVE = "grave"  # it was ruled out: what shows up in its window is nobody's, and what showed up may be a stranger's
    KNOWN = "known"  # its job is known: nobody else may take that


_S = AttemptState
MARKS: Final[Mapping[AttemptState, Mark | None]] = MappingProxyType(
    {
        _S.READY: None,
        _S.OPENING: None,
        _S.UNSENT: None,
        _S.REFUSED: None,
        _S.INTENDED: Mark.SHADOW,
        _S.DOUBT: Mark.SHADOW,
        _S.HELD: Mark.SHADOW,
        _S.ACCEPTED: Mark.KNOWN,
        _S.SUCCEEDED: Mark.KNOWN,
        _S.FETCHED: Mark.KNOWN,
        _S.FAILED: Mark.KNOWN,
        _S.ORPHAN: Mark.GRAVE,
        _S.RULED_OUT: Mark.GRAVE,
        _S.GIVEN_UP: Mark.GRAVE,
    }
)
"""What the account keeps of an attempt once it has left the lane; None is nothing."""


class Belief(StrEnum):
    """What a job may be told by; what was wrong once for an account is no longer believed there."""

    REQUEST_ID = "request_id"  # the list tells the request id that a submit was answered with
    DEDICATED = "dedicated"  # nobody else uses the key
    PROMPT = "prompt"  # a job that is done tells the prompt that was sent
    SECONDS = "seconds"  # it tells the length of its input as it was measured


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountEntry:
    """What the account keeps of one attempt; `owner` is who sends it, `lives` whether that process may still do so.

    `journal` is which journal knows more, "" if that was not written down.
    """

    attempt: str
    wants: str
    prompt_class: str
    mark: Mark
    owner: str
    since: float
    until: float | None = None
    job: str = ""
    lives: bool = False
    journal: str = ""

    @property
    def is_open(self) -> bool:
        """Whether nobody knows yet if it has a job."""
        return self.mark in (Mark.LANE, Mark.SHADOW)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountStanding:
    """What of the account decides about an attempt, read in one transaction.

    `entries` are those in the lane, the open ones and the graves; `known` the ids of all jobs that somebody surely has.
    `dedicated`: every job of this key passes through this file. Belief that was wrong once for this account is no longer
    believed: `by_request_id`, `by_prompt`, `by_seconds`.
    """

    entries: tuple[AccountEntry, ...] = ()
    known: frozenset[str] = frozenset()
    dedicated: bool = False
    by_request_id: bool = True
    by_prompt: bool = True
    by_seconds: bool = True

    def others(self, attempt: Attempt) -> tuple[AccountEntry, ...]:
        return tuple(entry for entry in self.entries if entry.attempt != attempt.id)

    @property
    def taken(self) -> frozenset[str]:
        """The ids of all jobs that somebody has, those of graves too: nobody else may have one of these."""
        return self.known.union(entry.job for entry in self.entries if entry.job)

    @property
    def lane(self) -> AccountEntry | None:
        return next((entry for entry in self.entries if entry.mark is Mark.LANE), None)


def in_lane(attempt: Attempt) -> AccountEntry:
    """Return the entry of an attempt that takes the lane."""
    return AccountEntry(
        attempt=attempt.id,
        wants=attempt.wants,
        prompt_class=attempt.prompt_class,
        mark=Mark.LANE,
        owner=attempt.owner,
        since=attempt.since,
        lives=True,
    )


def is_guessed(attempt: Attempt) -> bool:
    """Whether a buried attempt has its job by evidence alone: somebody who asks for the same may have made that."""
    return attempt.state in BURIED and attempt.grade is Confirmation.EVIDENCE


def mark_of(
    attempt: Attempt,
    marks: Mapping[AttemptState, Mark | None] = MARKS,
    guessed: Callable[[Attempt], bool] = is_guessed,
) -> Mark | None:
    """Return what an attempt is to all others of its account once it has left the lane, None if nothing."""
    return Mark.KNOWN if attempt.job and not guessed(attempt) else marks[attempt.state]


def is_over(attempt: Attempt) -> bool:
    """Whether an attempt stands in nobody's way any more: to go on taking it for one that does would only keep others waiting."""
    return mark_of(attempt) in (None, Mark.KNOWN)


def out_of_lane(
    entry: AccountEntry,
    attempt: Attempt | None,
    marks: Mapping[AttemptState, Mark | None] = MARKS,
    guessed: Callable[[Attempt], bool] = is_guessed,
    *,
    lacks: bool = False,
) -> AccountEntry | None:
    """Return what stays of an entry, as its journal knows the attempt; None if nothing does.

    An attempt that the journal doesn't know was never intended, so surely unsent, unless it `lacks` what it had once. One that
    has a job shadows nothing, whatever became of that; but a grave whose job was found by evidence alone stays one.
    """
    if attempt is None:
        shadow = Mark.SHADOW if entry.mark is Mark.LANE else entry.mark
        return replace(entry, mark=shadow, lives=False) if lacks else None
    mark = mark_of(attempt, marks, guessed)
    if mark is None:
        return None
    return replace(entry, mark=mark, since=attempt.since, until=attempt.until, job=attempt.job, lives=False)


def orphaned(dead: AccountEntry, until: float) -> AccountEntry:
    """Return what becomes of the entry in the lane whose process has died: a shadow, until nothing can arrive any more."""
    return replace(dead, mark=Mark.SHADOW, until=until, lives=False)
