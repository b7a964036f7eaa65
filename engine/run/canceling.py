"""Canceling: what becomes of jobs that a person wants no more (pure)."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from engine.run.event import Cause
from engine.run.exits import DONE, FAILED, OPERATOR


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenJob:
    """A job that was accepted and of whose end nobody knows yet; `reserved` is what it may cost, in micro-units of `currency`.

    `run` submitted it as its task `task`; `model` is the catalog's name.
    """

    attempt: str
    run: str
    task: str
    service: str
    realm: str
    host: str
    job: str
    model: str
    reserved: int
    currency: str


class Canceling(StrEnum):
    """What came of asking that a job be canceled."""

    CANCELED = "canceled"  # it waited; nothing is billed
    RUNS = "runs"  # it is made already, and will be billed
    OVER = "over"  # it has ended before
    UNSURE = "unsure"  # nobody answered: it may be canceled or not


@dataclass(frozen=True, slots=True)
class Cancellation:
    """What came of it for one job; `state` is the service's last word for it, "" if it had none; `why` nobody answered."""

    job: OpenJob
    outcome: Canceling
    state: str = ""
    why: Cause | None = None


def exit_code(found: Collection[Cancellation]) -> int:
    """Return 3 if nobody answered for a job, 1 if one runs already and will be billed, else 0: what is over asks for nothing."""
    outcomes = {one.outcome for one in found}
    if Canceling.UNSURE in outcomes:
        return OPERATOR
    return FAILED if Canceling.RUNS in outcomes else DONE
