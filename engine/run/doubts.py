"""Doubts: submits of which nobody knows whether they made a job, and what a person may decide about them (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from engine.run import events as e
from engine.run.money.attempt import Attempt
from engine.run.money.sweep import Seen
from engine.values.reason import Reason

SHORTEST = 8
"""So many signs of an attempt's id at least stand for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDoubt:
    """A submit without a known outcome; `reserved` is what it may cost, in micro-units of the intent's currency.

    One that has a job is held because the service has forgotten that.

    `run` made it for `task`; `last_run` is the newest run that met it, as its task `last_task`. `lives`: the process that sends
    it may still do so. `candidates` are the jobs that may be its own, as they were seen last, at the service's time `looked`,
    None if nobody has looked yet.
    """

    attempt: Attempt
    run: str
    task: str
    last_run: str
    last_task: str
    service: str
    realm: str
    intent: e.Intended
    reserved: int
    why: Reason | None
    lives: bool
    looked: float | None = None
    candidates: tuple[e.Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class NamedDoubt:
    """A doubt with what names it in a command, and the tasks whose equal request waits until it is decided."""

    doubt: OpenDoubt
    name: str
    waiting: tuple[str, ...] = ()


class Way(StrEnum):
    """The ways out of a doubt."""

    ADOPT = "adopt"
    RESUBMIT = "resubmit"
    GIVE_UP = "give-up"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wants: a way out, the job that is adopted ("" for the others), and why, in that person's words."""

    way: Way
    job: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the service showed of a doubt at its time `looked`, None if it didn't: `unseen` says why."""

    looked: float | None
    candidates: tuple[e.Candidate, ...] = ()
    unseen: e.Cause | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A choice that can be carried out, with all that speaks for and against it; nothing is decided yet.

    `attempt` is the doubt as it stands by now, `job` what is adopted. `at_work` are the living runs that hold the task: they
    take the verdict up.
    """

    named: NamedDoubt
    wish: Wish
    attempt: Attempt
    evidence: Evidence
    job: Seen | None = None
    at_work: tuple[str, ...] = ()


def meant(doubts: Sequence[OpenDoubt], name: str) -> list[OpenDoubt]:
    """Return the doubts that a person may mean: those of that task, or the one whose attempt's id begins so."""
    tasks = [doubt for doubt in doubts if name in (doubt.task, doubt.last_task)]
    return tasks or [doubt for doubt in doubts if len(name) >= SHORTEST and doubt.attempt.id.startswith(name)]


def name_of(doubt: OpenDoubt, doubts: Sequence[OpenDoubt]) -> str:
    """Return what names a doubt among all of them: its task, or the beginning of its attempt's id where that names several."""
    if len(meant(doubts, doubt.last_task)) == 1:
        return doubt.last_task
    own, others = doubt.attempt.id, [other.attempt.id for other in doubts if other is not doubt]
    lengths = range(SHORTEST, len(own))
    return next((own[:n] for n in lengths if not any(other.startswith(own[:n]) for other in others)), own)
