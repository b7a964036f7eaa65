"""An event of a run, and a cause: the base of all that `run.events` names; and what a run learns of its account."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from engine.errors import EngineError
from engine.values.reason import Argument, Reason


@dataclass(frozen=True, slots=True)
class Cause:
    """Why something did not go well: a code of ours with arguments for its words, or a code of the service.

    `message` are the words of whoever said so, as they came; "" if nobody else did. `operator` is what the service's wire
    knows of its own codes: the operator must act.
    """

    code: str
    message: str = ""
    args: tuple[tuple[str, Argument], ...] = ()
    operator: bool = False

    @classmethod
    def of(cls, reason: Reason) -> "Cause":
        return cls(code=reason.code, args=reason.args)

    @classmethod
    def of_error(cls, error: EngineError) -> "Cause":
        return cls(code=error.key, args=tuple(error.args_by_name.items()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """The base of all events; `task` is a plan's task id, "" for what concerns the whole run."""

    volatile: ClassVar[bool] = False
    task: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfJob(Event):
    """The base of events about a job of the service; `attempt` is the one that it was made of."""

    attempt: str
    job: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtFound(Event):
    """An attempt of this request is in doubt, of run `run`: its job is looked for, and nothing is sent before that is decided."""

    attempt: str
    why: Cause
    run: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuledOut(Event):
    """The request of a doubt has surely made no job; the task is sent anew, once."""

    attempt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Orphaned(OfJob):
    """A job showed up after its attempt had been ruled out or given up: paid twice or late, and no task's result.

    `run` submitted it, for the task of that name, and tells its cost. With the mark `USAGE_UNKNOWN` that is what was reserved.
    """

    run: str
    billed_seconds: Decimal
    cost_micros: int
    currency: str
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalTakenOver(Event):
    """A person has decided that the journal is used on this host from now on, and no longer on the one where it was.

    `who` is NAME@HOST; `host`, `boot` and `here` are what tells this host, `before` is the name of the other.
    """

    who: str
    before: str
    host: str
    boot: str
    here: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignIgnored(Event):
    """A person has decided to go on though the account has jobs that this journal lacks: what they did may be paid for again.

    `who` is NAME@HOST; `jobs` are those that the account's file has of it, by job or else by attempt, and `journal` is what the
    journal is from now on: what the other one does no longer concerns it.
    """

    who: str
    jobs: tuple[str, ...]
    journal: str
