"""An event of a run, and a cause: the base of all that `run.events` names.

And those that no other event builds on: who is away, what a run learns of its account, what a person decides about a doubt.
"""

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
class EvidenceDisproved(Event):
    """A job shows that something by which jobs are adopted is wrong for this account; it is no longer believed there.

    `evidence` is what (`run.money.account.Belief`).
    """

    evidence: str
    job: str


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


@dataclass(frozen=True, slots=True, kw_only=True)
class CapSet(Event):
    """A person has set the cap of the run's scope, in micro-units: it holds from the next submit on, for all runs of that scope.

    `who` is user@host, `command` what was typed; `before_micros` is the cap until then, None if there was none.
    """

    who: str
    command: str
    cap_micros: int
    before_micros: int | None
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptGoing(Event):
    """A person has said that a run goes on which had stopped to submit; what failed before counts no longer; `who` said it."""

    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Released(Event):
    """A person has decided that the task of a doubt is sent anew, and the run that held it goes on with it; `who` did."""

    attempt: str
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtDecided(Event):
    """A person has decided about a doubt of which a run holds no task: what waits for an equal one looks again."""

    volatile: ClassVar[bool] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A job that may be a doubt's, as the service showed it: `state` is its word, `created` its time in Unix seconds.

    `against` is what speaks against it (`run.money.attempt.Unfit`), "" if nothing does. `prompt` tells whether it has the
    prompt of the doubt: "same", "other", or "" if it doesn't tell that yet.
    """

    job: str
    state: str
    created: float
    prompt: str = ""
    against: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought(Event):
    """The service's list was read for the job of a doubt; `candidates` may be its own. Told when they are others than before.

    `at` is the service's time.
    """

    attempt: str
    at: float
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved(Event):
    """A person has decided about a doubt, and the next run goes on by it; `way` is "adopt", "resubmit" or "give-up".

    `who` is user@host, `command` what was typed, `note` why. What was shown then: the service's time `looked` at which its list
    was read (None if it was not: `unseen` says why), the window in which the job must have been made, and the `candidates` in it.
    Of a job that is adopted, `host` is where it is asked for and `at` the wall time of that.
    """

    attempt: str
    way: str
    who: str
    command: str
    note: str
    at: float
    since: float
    until: float | None = None
    job: str = ""
    host: str = ""
    looked: float | None = None
    unseen: Cause | None = None
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenUp(Event):
    """A person has given this very request up: nothing is sent for it."""

    attempt: str

    @property
    def cause(self) -> Cause:
        return Cause("given-up")


@dataclass(frozen=True, slots=True, kw_only=True)
class Away(Event):
    """A party that all tasks need is away: it is asked again at `next_at` (times are Unix seconds). No task fails by it."""

    # "service", "uploads" (the storage that takes media) or "results" (the one that gives results); a screen hears also of
    # "journal" and "account", files that another process writes
    party: str
    since: float
    next_at: float
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class StillAway(Away):
    """It was asked once more in vain; only a screen hears it."""

    volatile: ClassVar[bool] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Back(Event):
    """A party that was away answers again; times are Unix seconds."""

    party: str
    since: float
    until: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowded(Event):
    """Other runs have all jobs that the account may have at once; only a screen hears it."""

    volatile: ClassVar[bool] = True
