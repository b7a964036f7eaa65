"""The port of a service: two-phase submit, poll, list, cancel, upload, fetch; what it answers, as plain values.

A service decides nothing: no retry, no sleep, no caching. What its answers mean for money stands in `run.state`.
"""

from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Protocol

from engine.catalog import AnswerShape
from engine.plan.model import Request
from engine.values.reason import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """One submit as its service wants it: the path below its base URL, the bytes of the body, and headers for these alone."""

    endpoint: str
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """The service has made a job of the request; `server_time` is the answer's Date header as Unix seconds, or None."""

    job: str
    request_id: str
    server_time: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A well-formed refusal with a known code: surely no job was made.

    `retry` says whether the same request may be sent again later (throttling), after `after_s` seconds if the service said so;
    `operator` whether the operator must act: the account, the key, its rights.
    """

    status: int
    code: str
    message: str
    request_id: str
    retry: bool
    after_s: float | None = None
    operator: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsent:
    """Surely unsent: not one byte of the request was handed to the network."""

    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Anything else: the service may or may not have made a job.

    `stage` is the furthest stage that the client saw ("send_request_headers", "send_request_body", "receive_response_headers",
    ...); `request_id` is what an error answer carried, if any.
    """

    stage: str
    reason: Reason
    status: int | None = None
    request_id: str | None = None


SubmitAnswer = Acceptance | Refusal | Unsent | Doubt


class JobState(Enum):
    """What the service says of a job; UNKNOWN is "no such job, or forgotten"."""

    PENDING = "PENDING"
    RUNNING = "RUNNING"
    SUSPENDED = "SUSPENDED"
    SUCCEEDED = "SUCCEEDED"
    FAILED = "FAILED"
    CANCELED = "CANCELED"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What the service says it billed: seconds of input, of output and in all, and the tier of the output ("720P").

    None is what it doesn't tell.
    """

    input_seconds: Decimal | None = None
    output_seconds: Decimal | None = None
    billed_seconds: Decimal | None = None
    tier: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JobView:
    """One answer to "how is this job?".

    `result_url` is a bearer secret: it is used and forgotten, never journaled; `result_expires` is Unix seconds if the URL says.
    `code` and `message` are set when the job FAILED; `failure` is the class of it by which a step's rule tries it again
    ("service", "inspection", "download", "" for none), `operator` whether the operator must act. `notes` are the emulator's
    remarks on a draft (empty elsewhere); `progress` is its share done, 0..1, or None. `took_s` is for how many seconds a job that
    is done was worked on, by the service's own clock, None if it doesn't say.
    """

    job: str
    state: JobState
    request_id: str = ""
    result_url: str | None = None
    result_expires: float | None = None
    prompt: str | None = None
    usage: Usage | None = None
    code: str | None = None
    message: str | None = None
    failure: str = ""
    operator: bool = False
    notes: tuple[str, ...] = ()
    progress: float | None = None
    took_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedJob:
    """One line of the service's list; `created` is Unix seconds."""

    job: str
    state: JobState
    model: str
    created: float
    request_id: str
    key_id: str
    account: str


@dataclass(frozen=True, slots=True)
class ListedJobs:
    """A whole list: every job that was in it when it was begun, each once, in no order, and perhaps some that came since.

    `pages` is how many questions it took.
    """

    jobs: tuple[ListedJob, ...]
    pages: int = 1


@dataclass(frozen=True, slots=True)
class RunningJobs:
    """Pages of the list of jobs that run, which may be old and lack some: no more than a hint of whom to ask for.

    `page` is how many jobs a page has that is full, 0 if none was.
    """

    jobs: tuple[ListedJob, ...]
    pages: int
    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Throttled:
    """A query was refused for its rate; it says nothing about the job."""

    after_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreachable:
    """A query (GET) or upload got no usable answer; it may be repeated. `reason` holds no secret.

    `code` is the service's own if the operator must act before it gives another answer: the account, the key, its rights.
    `answered` says that a whole answer came, though not the one that was asked for: somebody is there. `storage` says that it is
    the storage host of an upload which gave none, and not the service.
    """

    reason: Reason
    status: int | None = None
    code: str = ""
    answered: bool = False
    storage: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """A URL that the service can read until `expires` (Unix seconds)."""

    url: str
    expires: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A complete download: its bytes lie in the part file; `size` bytes with SHA-256 `digest`.

    `announced`: the bytes are proved to be the ones that the host keeps, by a checksum or by their exact length over TLS.
    """

    digest: str
    size: int
    announced: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DownloadFailed:
    """A download that is not the result: `gone` means that the link has died and a fresh one must be asked for."""

    reason: Reason
    gone: bool


PollAnswer = JobView | Throttled | Unreachable
CancelAnswer = bool | Throttled | Unreachable
ListAnswer = ListedJobs | Throttled | Unreachable
RunningAnswer = RunningJobs | Throttled | Unreachable
UploadAnswer = Lease | Throttled | Refusal | Unreachable
FetchAnswer = Download | DownloadFailed | Unreachable


class Opened(Protocol):
    """A fresh connection on which exactly one request may be sent."""

    async def send(self, payload: Payload, *, send_by: float) -> SubmitAnswer:
        """POST a payload on this very connection, unless the monotonic clock has passed `send_by`.

        Never raises for what the network does.
        """
        ...


class Service(Protocol):
    """One endpoint with its key."""

    def open(self) -> AbstractAsyncContextManager[Opened | Unsent]:
        """Connect (TCP and TLS) without sending a byte of HTTP; the connection is closed on leaving."""
        ...

    def payload(self, request: Request, urls: Mapping[str, str]) -> Payload:
        """Write a planned request as it is sent: the URL of each medium, by reference, where the reference stands."""
        ...

    async def poll(self, job: str, answer: AnswerShape) -> PollAnswer:
        """Ask how a job is; `answer` says where its model's answer tells of the result and of what was billed."""
        ...

    async def ping(self) -> Unreachable | None:
        """Ask for something that costs nothing; None if anything is answered, be it a refusal, by a server that works."""
        ...

    async def cancel(self, job: str) -> CancelAnswer:
        """Cancel a job that still waits; False if the service says that it no longer can."""
        ...

    async def list_jobs(self, *, model: str | None = None) -> ListAnswer:
        """List the jobs of the last 24 hours, of one model if it is given, whole or not at all.

        Never raises for what the network or the service does: a list of another shape, or one that stays incomplete, is
        Unreachable, never an empty one.
        """
        ...

    async def running_jobs(self, pages: int) -> RunningAnswer:
        """List jobs that run, so many pages at most; nothing may be concluded from what is not among them."""
        ...

    def server_time(self) -> float | None:
        """Return the service's present time as Unix seconds, by its last answer and a clock that nobody sets.

        It is up to a second and the answer's way early; None while no answer has told the time.
        """
        ...

    def heard_s(self) -> float | None:
        """Return how many seconds ago an answer told the time last; None while none has."""
        ...

    async def upload(self, path: Path, *, model: str, name: str, digest: str) -> UploadAnswer:
        """Upload a file whose bytes must have this SHA-256 while they are sent.

        Raises AuthorError `media-changed` when the bytes on disk are no longer those that were planned.
        """
        ...

    async def fetch(self, url: str, part: Path) -> FetchAnswer:
        """Download a result into a part file, without the key, and fsync it, after what an earlier try has left there."""
        ...
