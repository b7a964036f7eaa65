"""What happens to an attempt: one event for every command, and what others find out about it."""

from dataclasses import dataclass

from engine.run.money.sweep import Looked, Seen


@dataclass(frozen=True, slots=True)
class Wanted:
    """A task wants to be sent; `now` is the service's time."""

    now: float


@dataclass(frozen=True, slots=True)
class Connected:
    """A connection stands; `now` is the service's time, `boot` on the clock that does not jump."""

    now: float
    boot: float


@dataclass(frozen=True, slots=True)
class NoConnection:
    """No connection came to be."""


@dataclass(frozen=True, slots=True)
class JobMade:
    """The service has made a job of the request: a task id, whenever it came; `now` is the service's time."""

    job: str
    now: float = 0.0


@dataclass(frozen=True, slots=True)
class NoJob:
    """A well-formed refusal with a known code, or any that is JSON and a 429: surely no job."""


@dataclass(frozen=True, slots=True)
class NeverSent:
    """Not one byte of the request left this process."""


@dataclass(frozen=True, slots=True)
class Silence:
    """Anything else; `now` is the service's time at its end."""

    now: float
    request_id: str = ""


@dataclass(frozen=True, slots=True)
class SenderGone:
    """The process that was sending it is proved dead; `now` is the service's time of finding that out."""

    now: float


@dataclass(frozen=True, slots=True)
class Ended:
    """The job is over: billed, or not."""

    billed: bool


@dataclass(frozen=True, slots=True)
class Forgotten:
    """The service has not known the job for long enough, a day after it was made."""


@dataclass(frozen=True, slots=True)
class ResultKept:
    """The result's bytes are in the store."""


@dataclass(frozen=True, slots=True)
class Elapsed:
    """The service has forgotten all that it made in the window of an attempt that was ruled out."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A person has decided: this job, as the service shows it, is its own, or it has none (`resubmit`), or it is given up."""

    job: Seen | None = None
    resubmit: bool = False


Answer = JobMade | NoJob | NeverSent | Silence
Event = (
    Wanted
    | Connected
    | NoConnection
    | Answer
    | SenderGone
    | Looked
    | Ended
    | Forgotten
    | ResultKept
    | Elapsed
    | Decided
)
