"""Outages: a party that a run needs stays away; it is waited for by all tasks together, and is the failure of none (pure).

A party is asked again one question at a time, after pauses that grow. What may follow from an answer, or from none, is the table.

It is a table of its own, beside that of `run/money`: a row there is about one attempt and what is owed for it, a row here about
whom all attempts need. An attempt in doubt stays one whoever is away, and a party that is away owes nothing; as one table they
would be the product of both, with the same row for every state of an attempt. Where they meet, the scheduler asks both: nothing
is submitted while the service is waited for.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from engine.run.back_off import BackOff
from engine.run.service import DownloadFailed, Throttled, Unreachable, Unsent
from engine.values.reason import Reason, because


class Party(StrEnum):
    """Whom a run needs: the service itself, the storage that takes media, and the storage that gives results."""

    SERVICE = "service"
    UPLOADS = "uploads"
    RESULTS = "results"


class Reach(StrEnum):
    """How a run stands with a party."""

    NEW = "new"  # nothing was asked yet
    MISSED = "missed"  # asked in vain, and never reached before: perhaps nobody is there
    REACHED = "reached"
    AWAY = "away"  # reached before: waited for, however long it takes
    GIVEN_UP = "given up"  # the operator must act


class Signal(StrEnum):
    """What a question came to."""

    ANSWERED = "answered"
    BUSY = "busy"  # somebody is there, but does nothing for anyone now
    SILENT = "silent"


_R, _S = Reach, Signal
# A pair (patience left, patience over) is chosen by `BackOff.is_over`.
ReachTable = Mapping[tuple[Reach, Signal], Reach | tuple[Reach, Reach]]
TABLE: Final[ReachTable] = MappingProxyType(
    {
        (_R.NEW, _S.ANSWERED): _R.REACHED,
        (_R.NEW, _S.BUSY): _R.AWAY,
        (_R.NEW, _S.SILENT): _R.MISSED,
        (_R.MISSED, _S.ANSWERED): _R.REACHED,
        (_R.MISSED, _S.BUSY): _R.AWAY,
        (_R.MISSED, _S.SILENT): (_R.MISSED, _R.GIVEN_UP),
        (_R.REACHED, _S.ANSWERED): _R.REACHED,
        (_R.REACHED, _S.BUSY): _R.AWAY,
        (_R.REACHED, _S.SILENT): _R.AWAY,
        (_R.AWAY, _S.ANSWERED): _R.REACHED,
        (_R.AWAY, _S.BUSY): _R.AWAY,
        (_R.AWAY, _S.SILENT): _R.AWAY,
    }
)
WAITED_FOR: Final = frozenset({Reach.MISSED, Reach.AWAY})


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """A question that came to nothing: why, and how many seconds the other side wants to be left in peace.

    `busy`: somebody said so, a server of the party or one before it.
    """

    why: Reason
    after_s: float | None = None
    busy: bool = False


_NOTHING: Final = because("no-answer")


@dataclass(frozen=True, slots=True)
class Contact:
    """How a run stands with one party; times are those of the clock that does not jump.

    While it is waited for: `since` when, after how many `tries`, when it is `due` to be asked again, and `why`.
    """

    reach: Reach = Reach.NEW
    since: float = 0.0
    tries: int = 0
    due: float = 0.0
    why: Reason = _NOTHING

    @property
    def is_waited_for(self) -> bool:
        """Whether nobody asks but one at a time, when it is due."""
        return self.reach in WAITED_FOR

    @property
    def is_given_up(self) -> bool:
        """Whether the operator must act before anything is asked again."""
        return self.reach is Reach.GIVEN_UP

    def answered(self, table: ReachTable = TABLE) -> "Contact":
        """Return how things stand after an answer, whenever it was asked for; one that came too late changes nothing."""
        return self if self.is_given_up else Contact(_next(table, self.reach, Signal.ANSWERED))

    def silent(
        self, silence: NoAnswer, *, now: float, jitter: float, back_off: BackOff, table: ReachTable = TABLE
    ) -> "Contact":
        """Return how things stand after a question that came to nothing; `jitter` is any number from 0 to 1."""
        if self.is_given_up:
            return self
        since, tries = (self.since, self.tries + 1) if self.is_waited_for else (now, 1)
        over = back_off.is_over(tries, now - since, silence.why)
        reach = _next(table, self.reach, Signal.BUSY if silence.busy else Signal.SILENT, over=over)
        due = now + back_off.pause_s(tries, jitter, silence.after_s)
        return replace(self, reach=reach, since=since, tries=tries, due=due, why=silence.why)


class Notice(StrEnum):
    """What is to be said of a party."""

    AWAY = "away"
    STILL_AWAY = "still away"
    BACK = "back"


def notice_of(before: Contact, after: Contact, said: int) -> Notice | None:
    """Return what is to be said of a change; an outage of fewer than `said` tries is none."""
    if after.is_waited_for and after.tries >= said:
        return Notice.AWAY if after.tries == said else Notice.STILL_AWAY
    is_over = before.is_waited_for and before.tries >= said and after.reach is Reach.REACHED
    return Notice.BACK if is_over else None


def silence_of(answer: object, party: Party) -> NoAnswer | None:
    """Return the silence of a party that an answer is, None if it did answer, be it with a refusal.

    Only what comes from nobody is one: no connection, no whole answer, an error of a server, a page of a gateway. Storage that
    takes no more uploads for now is away as well.
    """
    match answer:
        case Unsent():
            return NoAnswer(answer.reason)
        case DownloadFailed(reason=Reason(code="page-came")):
            return NoAnswer(answer.reason, busy=True)
        case Throttled() if party is Party.UPLOADS:
            return NoAnswer(because("asked-too-often"), answer.after_s, busy=True)
        case Unreachable(code="", answered=False) if party is Party.RESULTS or answer.storage is (
            party is Party.UPLOADS
        ):
            return NoAnswer(answer.reason, busy=(answer.status or 0) >= 500)
        case _:
            return None


def _next(table: ReachTable, reach: Reach, signal: Signal, *, over: bool = False) -> Reach:
    following = table[reach, signal]
    return following if isinstance(following, Reach) else following[over]
