"""What is played: tasks, processes and projects of one account, the terms of its service, and which faults may happen."""

from dataclasses import dataclass, field
from enum import StrEnum

from engine.run.money.guards import RULES, Rules
from engine.run.money.terms import ProtocolTerms


class Fault(StrEnum):
    """What may go wrong, each as often as its game allows."""

    KILL = "kill"  # a process dies and starts again
    POWER = "power"  # the power goes, and with it what was not on the disk yet; all processes start anew
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
    NO_CONNECTION = "no connection"
    FULL = "full"  # the journal can't take an accepted id: it is put aside, and its process ends
    FOREIGN = "foreign"  # an unknown job of an equal prompt, from before
    STRANGER = "stranger"  # another one, soon after a foreign job and whenever it likes
    TWIN = "twin"  # the service answers with the job of another
    ECHO = "echo"  # what is no answer bears the request id of another
    SLEEP = "sleep"  # a day goes by, and the service forgets
    BLIND = "blind"  # from now on the list is empty, though well-formed
    PARTIAL = "partial"  # a list lacks a job, though well-formed
    EMPTIED = "emptied"  # a project's journal is lost, and all its processes start anew
    RESTORED = "restored"  # first a backup of a journal is made; then it takes the journal's place, and all its processes start anew
    NO_ACCOUNT = "no account"  # the account file is lost, and all processes start anew
    PERSON = "person"  # somebody who knows the truth decides about what is held


LOSSES = (Fault.KILL, Fault.POWER, Fault.FULL, Fault.LOST_REQUEST, Fault.LOST_REPLY, Fault.LATE)
"""Faults by which an answer is lost."""
_MINOR = frozenset(
    {Fault.SLOW, Fault.UNLISTED, Fault.FAILED, Fault.REFUSED, Fault.PAUSE, Fault.OVERRUN, Fault.NO_CONNECTION}
)
HARMLESS = _MINOR | {Fault.FOREIGN, Fault.STRANGER, Fault.BLIND, Fault.PARTIAL, Fault.PERSON}
"""Faults after which nobody has to wait for a person, since no answer is lost."""
LOST_BOOKS = (Fault.EMPTIED, Fault.RESTORED, Fault.NO_ACCOUNT)
"""Faults by which what was written down is lost."""
HEALING = _MINOR | {*LOSSES, Fault.PARTIAL}
"""Faults from which one doubt heals by itself."""

TICKS = ProtocolTerms(send_within=1, late=1, lag=1, longest=4, sure=10, forgets=12, trusts_empty=True)
"""The durations of a search, in ticks."""


@dataclass(frozen=True, slots=True)
class Task:
    """One row's step: what it asks for, its class, and what it may cost."""

    wants: str
    prompt_class: str
    upper: int = 1

    def is_like(self, other: "Task") -> bool:
        """Whether nothing but their names tells two tasks apart."""
        return (self.prompt_class, self.upper) == (other.prompt_class, other.upper)


@dataclass(frozen=True, slots=True, kw_only=True)
class Game:
    """The bounds of one search or simulation; `projects` says of each process whose journal it uses."""

    name: str
    tasks: tuple[Task, ...]
    projects: tuple[int, ...] = (0,)
    faults: dict[Fault, int] = field(default_factory=dict)
    most: int = 99  # faults of all kinds together
    terms: ProtocolTerms = TICKS
    rules: Rules = field(default=RULES, repr=False)
    cap: int | None = None
    dedicated: bool = False
    request_ids: bool = False
    slow_looks: bool = False  # between a list and what is made of it others go on
    leases: bool = False  # a process that has stopped is thought dead: what must not be
    pause: int = 6  # ticks for which a process stops at most: longer than a request may wait, and than all has settled
    until: int = 60

    @property
    def journals(self) -> int:
        return max(self.projects) + 1


def tasks(text: str) -> tuple[Task, ...]:
    """Write tasks by their classes: "aab" are three, two of one class."""
    return tuple(Task(f"{letter}{number}", letter) for number, letter in enumerate(text))
