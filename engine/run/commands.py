"""Commands: what the scheduler asks the driver to do; each ends in one event or more."""

from dataclasses import dataclass

from engine.run.events import Cause, Event
from engine.values.media import FileSource, TaskSource


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordEvent:
    """Journal a decision that the scheduler has already taken in."""

    event: Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepare:
    """Make every medium of the request readable for the service -> Prepared | MediaFailed."""

    task: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Make:
    """Let a media tool make the task's output here -> Made | MediaFailed."""

    task: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Submit:
    """Go through the lane once -> Intended, then Accepted | Refused | NotSent | Doubted; or Blocked."""

    task: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconcile:
    """Look for the job of an attempt in doubt -> Adopted | RuledOut | Held."""

    task: str
    attempt: str
    why: Cause
    run: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """Ask for the job until it ends -> JobSeen..., then JobSucceeded | JobFailed | Held."""

    task: str
    attempt: str
    job: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """Bring the result into the store -> Fetched | FetchFailed."""

    task: str
    attempt: str
    job: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Publish:
    """Put a result under its name, a path relative to where results go -> Published | PublishFailed.

    `source` is the task that made it, or the file that was given and is the result itself; a draft has a place of its own.
    """

    row: str
    output: str
    key: str
    source: TaskSource | FileSource
    file: str
    service: str
    draft: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """Wait -> Ticked."""

    task: str
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """Nothing is left to do."""

    state: str
    cause: Cause | None


Command = RecordEvent | Prepare | Make | Submit | Reconcile | Poll | Fetch | Publish | Pause | End
