"""The table of money: state of an attempt x what came of a command -> next state, its commit, and what happens to the money.

What is not in it is a defect. The lane is a fixed order of commands; a row says whether the attempt goes on in it, leaves it, or
rests until something else is known.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from types import MappingProxyType
from typing import Final

from engine.run.money.attempt import OPEN, STORED, Attempt, AttemptState as S, Unfit


class LaneCommand(StrEnum):
    """What is carried out to submit, one at a time; each ends in one event."""

    TAKE_LANE = "take-lane"  # account file: nobody else sends
    CONNECT = "connect"  # a fresh connection, no byte of HTTP
    INTEND = "intend"  # journal: claim, cap and intent in one transaction
    SEND = "send"  # the request, on that very connection
    RECORD = "record"  # journal: what came of it
    FREE_LANE = "free-lane"  # account file: the next may send


LANE: Final = (
    LaneCommand.TAKE_LANE,
    LaneCommand.CONNECT,
    LaneCommand.INTEND,
    LaneCommand.SEND,
    LaneCommand.RECORD,
    LaneCommand.FREE_LANE,
)
"""The order of a submit; a process that dies between any two of them loses nothing."""


class Outcome(StrEnum):
    """What came of a command, as the guards read it."""

    LANE_TAKEN = "lane taken"
    LANE_BUSY = "lane busy"
    SHADOWED = "an equal one is open"
    CONNECTED = "connected"
    UNREACHED = "not connected"
    CLAIMED = "another has it"
    STORED = "a result is there"
    OVER_CAP = "over the cap"
    JOB = "a job"
    SAME_JOB = "the job of another"
    REFUSED = "refused"
    UNSENT = "surely unsent"
    SILENT = "no answer that says"
    SENDER_DIED = "its process died"
    ADOPTED = "its job found"
    UNDECIDED = "not decided yet"
    RULED_OUT = "surely no job"
    HOPELESS = "nothing more to learn"
    SHOWED_UP = "its job shows up after all"
    SUCCEEDED = "succeeded"
    FAILED = "failed or canceled"
    FORGOTTEN = "not known any more"
    FETCHED = "bytes in the store"
    GIVEN_UP = "a person gives up"
    RESUBMIT = "a person sends anew"
    ELAPSED = "nothing can show up any more"


class Commit(Enum):
    """How a step becomes durable before anything else happens."""

    AWAITED = "awaited"
    GROUPED = "grouped"  # with whatever is written next
    NONE = "none"


class Booking(Enum):
    """What a step does to the reservation of an attempt."""

    KEEP = "keep"
    RESERVE = "reserve"  # the upper bound
    RELEASE = "release"
    SETTLE = "settle"  # what was billed is spent, the rest is free
    BOOK = "book"  # the upper bound is spent: it may have been billed
    REFUND = "refund"  # nothing was billed after all


class Goes(Enum):
    """Where an attempt goes on."""

    ON = "on in the lane"
    OUT = "out of the lane"
    REST = "nowhere yet"


@dataclass(frozen=True, slots=True)
class Transition:
    """One row: a fact is recorded whoever brings it and in whatever state the attempt is, a decision only by who holds it."""

    to: S
    goes: Goes
    commit: Commit = Commit.NONE
    money: Booking = Booking.KEEP
    fact: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """What an attempt is after an event, why, and how that is to be recorded before anything else happens.

    `unfit` is what speaks against a person's choice that is therefore not taken.
    """

    attempt: Attempt
    outcome: Outcome
    row: Transition
    unfit: Unfit | None = None


Table = Mapping[tuple[S, Outcome], Transition]
_O, _G = Outcome, Goes


def _decided(to: S, money: Booking = Booking.KEEP, goes: Goes = Goes.REST) -> Transition:
    return Transition(to, goes, Commit.AWAITED, money)


def _known(to: S, money: Booking = Booking.KEEP, goes: Goes = Goes.REST, commit: Commit = Commit.AWAITED) -> Transition:
    return Transition(to, goes, commit, money, fact=True)


_JOB = _known(S.ACCEPTED, goes=_G.OUT)
_BEFORE_INTENT: Table = {
    (S.READY, _O.LANE_TAKEN): Transition(S.OPENING, _G.ON, Commit.AWAITED),
    (S.READY, _O.LANE_BUSY): Transition(S.READY, _G.REST),
    (S.READY, _O.SHADOWED): Transition(S.READY, _G.REST),
    (S.OPENING, _O.UNREACHED): Transition(S.READY, _G.OUT),
    (S.OPENING, _O.CONNECTED): _decided(S.INTENDED, Booking.RESERVE, _G.ON),
    (S.OPENING, _O.CLAIMED): Transition(S.READY, _G.OUT),
    (S.OPENING, _O.STORED): Transition(S.READY, _G.OUT),
    (S.OPENING, _O.OVER_CAP): Transition(S.READY, _G.OUT),
}
_SENDING: Table = {
    (S.INTENDED, _O.UNSENT): _known(S.UNSENT, Booking.RELEASE, _G.OUT, Commit.GROUPED),
    (S.INTENDED, _O.REFUSED): _known(S.REFUSED, Booking.RELEASE, _G.OUT, Commit.GROUPED),
    (S.INTENDED, _O.JOB): _JOB,
    (S.INTENDED, _O.SAME_JOB): _decided(S.DOUBT, goes=_G.OUT),
    (S.INTENDED, _O.SILENT): _decided(S.DOUBT, goes=_G.OUT),
    (S.INTENDED, _O.SENDER_DIED): _decided(S.DOUBT),
}
_IN_DOUBT: Table = {
    (state, outcome): row
    for state in (S.DOUBT, S.HELD)
    for outcome, row in {
        _O.JOB: _JOB,
        _O.SAME_JOB: _decided(state),
        _O.ADOPTED: _decided(S.ACCEPTED, goes=_G.OUT),
        _O.UNDECIDED: Transition(state, _G.REST),
        _O.RULED_OUT: _decided(S.RULED_OUT, goes=_G.OUT),
        _O.HOPELESS: _decided(S.HELD),
        _O.SENDER_DIED: Transition(state, _G.REST),
        _O.SILENT: Transition(state, _G.OUT),
        # What comes late from a process that was thought dead says that nothing was sent, or that nothing was taken in.
        _O.UNSENT: _known(S.UNSENT, Booking.RELEASE, _G.OUT),
        _O.REFUSED: _known(S.REFUSED, Booking.RELEASE, _G.OUT),
        _O.GIVEN_UP: _decided(S.GIVEN_UP, Booking.BOOK, _G.OUT),
        _O.RESUBMIT: _decided(S.RULED_OUT, goes=_G.OUT),
    }.items()
}
_ACCEPTED: Table = {
    (S.ACCEPTED, _O.JOB): _JOB,
    (S.ACCEPTED, _O.SENDER_DIED): Transition(S.ACCEPTED, _G.OUT),
    (S.ACCEPTED, _O.SUCCEEDED): _known(S.SUCCEEDED, Booking.SETTLE, commit=Commit.GROUPED),
    (S.ACCEPTED, _O.FAILED): _known(S.FAILED, Booking.RELEASE, commit=Commit.GROUPED),
    (S.ACCEPTED, _O.FORGOTTEN): _known(S.HELD, Booking.BOOK),
    (S.SUCCEEDED, _O.FORGOTTEN): _known(S.HELD),  # billed, and its link is dead
    # It was ruled out, and has a job after all: paid twice or late, and nobody's.
    (S.RULED_OUT, _O.JOB): _known(S.ORPHAN, Booking.BOOK, _G.OUT),
    (S.RULED_OUT, _O.ELAPSED): _known(S.UNSENT, Booking.RELEASE, _G.OUT, Commit.GROUPED),
    (S.RULED_OUT, _O.SHOWED_UP): _decided(S.ORPHAN, Booking.BOOK, _G.OUT),
    (S.RULED_OUT, _O.UNDECIDED): Transition(S.RULED_OUT, _G.REST),
    # What was found for it may be a stranger's: its own reply knows better. It is booked already.
    (S.ORPHAN, _O.JOB): _known(S.ORPHAN, goes=_G.OUT),
    # What was given up stays so: its job is booked already.
    (S.GIVEN_UP, _O.JOB): _known(S.GIVEN_UP, goes=_G.OUT),
    (S.GIVEN_UP, _O.SUCCEEDED): _known(S.GIVEN_UP, Booking.SETTLE, _G.OUT),
    (S.GIVEN_UP, _O.SHOWED_UP): _decided(S.GIVEN_UP, goes=_G.OUT),
    (S.GIVEN_UP, _O.UNDECIDED): Transition(S.GIVEN_UP, _G.REST),
}
_OPEN = tuple(state for state in STORED if state in OPEN)
_NO_JOB = (S.UNSENT, S.REFUSED)  # closed, and there is none
_LOST = (S.RULED_OUT, S.GIVEN_UP, S.ORPHAN)  # closed, and if there is one it is nobody's
FACTS: Final = (_O.JOB, _O.UNSENT, _O.REFUSED, _O.SILENT, _O.SUCCEEDED, _O.FAILED, _O.FETCHED)
"""What is recorded in whatever state an attempt is: others may be faster, and nobody asks them to wait."""
_ANYWHERE: Table = {
    # What is known already, and what doesn't undo it, changes nothing.
    **{(state, fact): Transition(state, _G.OUT) for state in STORED for fact in FACTS},
    **{(state, _O.SUCCEEDED): _known(S.SUCCEEDED, Booking.SETTLE) for state in _OPEN if state is not S.SUCCEEDED},
    **{(state, _O.FAILED): _known(S.FAILED, Booking.RELEASE) for state in _OPEN if state is not S.SUCCEEDED},
    **{(state, _O.FETCHED): _known(S.FETCHED, commit=Commit.GROUPED) for state in _OPEN},
    # A job that nobody was to have is booked, and an orphan.
    **{(state, _O.JOB): _known(S.ORPHAN, Booking.BOOK, _G.OUT) for state in (*_NO_JOB, S.RULED_OUT, S.GIVEN_UP)},
    **{(state, _O.SUCCEEDED): _known(S.ORPHAN, Booking.SETTLE, _G.OUT) for state in (*_NO_JOB, *_LOST)},
    **{(state, _O.FAILED): _known(S.FAILED, Booking.REFUND, _G.OUT) for state in _LOST},
}
TABLE: Final[Table] = MappingProxyType({**_ANYWHERE, **_BEFORE_INTENT, **_SENDING, **_IN_DOUBT, **_ACCEPTED})
