"""Jobs: the states of a job as the service shows them, and the table of what may follow what (pure)."""

import enum
from collections.abc import Mapping
from types import MappingProxyType

HOUR_MS = 3_600_000
KEPT_HOURS = 24
FOREVER_HOURS = 24 * 3650
"""How long the service knows a job after its end, and how long a link lives that has no end."""


def link_hours(documented: int | None) -> int:
    """Return how long a link lives, of which None is documented where it has no end."""
    return FOREVER_HOURS if documented is None else documented


class State(enum.Enum):
    """What the service says of a job; UNKNOWN is never stored: it answers for what is not, or no longer, known."""

    PENDING = "PENDING"
    RUNNING = "RUNNING"
    SUCCEEDED = "SUCCEEDED"
    FAILED = "FAILED"
    CANCELED = "CANCELED"
    UNKNOWN = "UNKNOWN"


class Event(enum.Enum):
    """What can happen to a job; RESTART is the emulator coming back after its process died."""

    SCHEDULE = "schedule"
    SUCCEED = "succeed"
    FAIL = "fail"
    CANCEL = "cancel"
    RESTART = "restart"


FINAL = frozenset({State.SUCCEEDED, State.FAILED, State.CANCELED})

TRANSITIONS: Mapping[tuple[State, Event], State] = MappingProxyType(
    {
        (State.PENDING, Event.SCHEDULE): State.RUNNING,
        (State.PENDING, Event.CANCEL): State.CANCELED,
        (State.PENDING, Event.RESTART): State.PENDING,
        (State.RUNNING, Event.SUCCEED): State.SUCCEEDED,
        (State.RUNNING, Event.FAIL): State.FAILED,
        (State.RUNNING, Event.RESTART): State.PENDING,
    }
)


def following(state: State, event: Event) -> State | None:
    """Return the state after the event, or None where the event is not possible: a running job can't be cancelled."""
    return TRANSITIONS.get((state, event))


def sources_of(event: Event) -> tuple[State, ...]:
    """Return every state in which the event is possible."""
    return tuple(state for state, other in TRANSITIONS if other is event)


def shown(state: State, *, known_ms: int, ended_ms: int | None, now_ms: int, kept_hours: int) -> State:
    """Return what a query shows: UNKNOWN before `known_ms`, and again `kept_hours` after the job's end."""
    if now_ms < known_ms:
        return State.UNKNOWN
    if ended_ms is not None and now_ms >= ended_ms + kept_hours * HOUR_MS:
        return State.UNKNOWN
    return state
