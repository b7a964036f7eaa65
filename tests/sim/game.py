"""What is played: tasks, processes and projects of one account, the terms of its service, and which faults may happen."""

from dataclasses import dataclass, field
from enum import StrEnum

from engine.run.money.guards import RULES, Rules
from engine.run.money.terms import ProtocolTerms


class Fault(StrEnum):
    """What may go wrong, each as often as its game allows."""

    KILL = "kill"  # a process dies and starts again
    PAUSE = "pause"  # a process stops for as long as it likes
    LOST_REQUEST = "lost request"
    LOST_REPLY = "lost reply"
    LATE = "late"  # the client gives up, the service takes the request in afterwards; its reply may still come
    TOO_LATE = "too late"  # the same, later than any terms say
    SLOW = "slow"  # a job takes longer
    UNLISTED = "unlisted"  # a job is listed late
    FAILED = "failed"  # a job ends FAILED
    REFUSED = "refused"
    OVERRUN = "overrun"  # a job is billed more than was reserved
    FOREIGN = "foreign"  # an unknown job of an equal prompt, from before
    SLEEP = "sleep"  # a day goes by, and the service forgets
    BLIND = "blind"  # from now on the list is empty, though well-formed


HARMLESS = frozenset({Fault.SLOW, Fault.UNLISTED, Fault.FAILED, Fault.REFUSED, Fault.PAUSE, Fault.OVERRUN})
"""Faults after which nobody has to wait for a person, since no answer is lost."""
HEALING = HARMLESS | {Fault.KILL, Fault.LOST_REQUEST, Fault.LOST_REPLY, Fault.LATE}
"""Faults from which one doubt heals by itself."""

TICKS = ProtocolTerms(send_within=1, late=1, lag=1, longest=4, sure=10, forgets=12, trusts_empty=True)
"""The durations of a search, in ticks."""


@dataclass(frozen=True, slots=True)
class Task:
    """One row's step: what it asks for, its class, and what it may cost."""

    wants: str
    prompt_class: str
    upper: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Game:
    """The bounds of one search or simulation; `projects` says of each process whose journal it uses."""

    name: str
    tasks: tuple[Task, ...]
    projects: tuple[int, ...] = (0,)
    faults: dict[Fault, int] = field(default_factory=dict)
    terms: ProtocolTerms = TICKS
    rules: Rules = RULES
    cap: int | None = None
    dedicated: bool = False
    request_ids: bool = False
    until: int = 60

    @property
    def journals(self) -> int:
        return max(self.projects) + 1


def tasks(text: str) -> tuple[Task, ...]:
    """Write tasks by their classes: "aab" are three, two of one class."""
    return tuple(Task(f"{letter}{number}", letter) for number, letter in enumerate(text))
