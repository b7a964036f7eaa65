"""Outlines: what a run needs to know of a task all the time; what it asks for is read when its turn comes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Final, NamedTuple

from engine.values.media import Span
from engine.values.money import Money
from engine.values.reason import Reason


class Action(Enum):
    """What a run will do with a task."""

    RUN = "run"
    REUSE = "reuse"
    SHARE = "share"
    SKIP = "skip"
    UNNEEDED = "unneeded"


ACTIONS: Final = tuple(Action)
"""Actions by number, for where a byte a task is room enough."""


OUTSIDE: Final = frozenset({Action.UNNEEDED, Action.SHARE})
"""Nothing of tasks with these is carried out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """Billed seconds and cost, low and high; `would_cost` is what the same would cost on the service that bills for it."""

    billed_seconds: Span
    cost_low: Money
    cost_high: Money
    would_low: Money
    would_high: Money

    @classmethod
    def nothing(cls, currency: str) -> "Estimate":
        zero = Money.zero(currency)
        return cls(billed_seconds=Span.exactly(0), cost_low=zero, cost_high=zero, would_low=zero, would_high=zero)


class TaskKind(NamedTuple):
    """What many tasks have in common: what kind of job it will be, and the rule of their step.

    `asks`: it asks for something; `local`: a media tool on this machine. `bound` is what is reserved for it, in micro-units.
    """

    step: str
    model: str
    sent_name: str
    tier: str
    asks: bool
    local: bool
    attempts: int
    retry_on: tuple[str, ...]
    on_error: str
    estimate: Estimate
    bound: int


class KnownResult(NamedTuple):
    """A stored result that answers: its digest, the job that made it, "" if none did, and its seconds if they are known."""

    digest: str
    job: str
    seconds: Decimal | None = None


class Outline(NamedTuple):
    """What a run needs to know of a task all the time.

    `needs` are the numbers of the tasks before it: it reads outputs of the first `reads` of them, the others come before it only
    for the sake of order. What asks for nothing has no fingerprint.
    """

    id: str
    row: str
    action: Action
    reason: Reason
    kind: TaskKind
    needs: tuple[int, ...]
    reads: int
    depth: int
    fingerprint: str = ""
    stored: KnownResult | None = None


class RowLinks(NamedTuple):
    """A row by numbers: those of its `tasks`, and of each member of its outputs in order those that its choices come from.

    `GIVEN` stands for a file that was given and is the result itself, `NOWHERE` for what is not published.
    """

    tasks: Sequence[int]
    choices: Sequence[Sequence[int]]


GIVEN: Final = -1
NOWHERE: Final = -2


class RowOutline(NamedTuple):
    """What says of a row what becomes of it: the ids of its tasks, the names of its outputs, and what its key is made of."""

    key: str
    tasks: tuple[str, ...]
    outputs: tuple[str, ...]
    columns: Mapping[str, str]
    axes: Mapping[str, str]
