"""A service that answers by script."""

import json
import math
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any, Self

import anyio
import anyio.lowlevel

from engine.catalog import AnswerShape
from engine.plan import Request
from engine.run.service import (
    Acceptance,
    CancelAnswer,
    Doubt,
    Download,
    DownloadFailed,
    FetchAnswer,
    JobState,
    JobView,
    Lease,
    ListAnswer,
    ListedJob,
    ListedJobs,
    Opened,
    Payload,
    PollAnswer,
    RunningAnswer,
    RunningJobs,
    Service,
    SubmitAnswer,
    Throttled,
    Unreachable,
    Unsent,
    Usage,
)
from engine.services.dashscope.codes import failure_of, for_operator
from engine.services.dashscope.wire import payload_of
from engine.testing.clock import JumpingClock
from engine.values.canonical import digest_of
from engine.values.reason import quoted

DAY_S = 24 * 3600.0
_LOST = Doubt(stage="send_request_body", reason=quoted("closed"))
_NUMBERS = count(1)


def _told_nobody(job: str) -> None:
    """Hear of a question, and do nothing."""


def job_failed(code: str, message: str = "no", *, job: str = "job") -> JobView:
    """Return what a service tells of a job that ended FAILED with a code of the service's own."""
    failure, operator = failure_of(code), for_operator(code)
    return JobView(job=job, state=JobState.FAILED, code=code, message=message, failure=failure, operator=operator)


@dataclass
class ScriptedService(Service, Opened):
    """Implements the port of a service: it gives the answers that a test wrote down, and then lets everything succeed.

    Each has an `account` of its own, as its job ids begin anew. `connects`, `submits`, `polls`, `fetches`, `lists` and `cancels`
    give one answer each, the first first.

    - `seconds` is how long every result is; twice that is billed.
    - `fails`: jobs of requests with this prompt end FAILED. `loses`: requests with this prompt are lost, and so is the reply
      to each. `takes`: requests with this prompt become jobs, and only the reply is lost.
    - `lost_cancels`: so many jobs are canceled without a reply; all others that were not seen running yet with one (`canceled`).
    - `rounds`: how often a job is asked for until it is done.
    - `announces`: whether the storage says what the bytes of a result are; some of `fetches` may be such bytes.
    - `away`: until when (Unix seconds) the "service" itself, the storage that takes "uploads" or the one that gives "results"
      has no answer to anything; `knocks` counts how often each was asked in vain.
    - `lag_s`: so many seconds after it was made a job is in the list; a day after it was made it is no more.
    - `silent_s`: so many seconds ago it told the time last, None if it never did.
    - `on_poll` hears of each question; `holds_downloads`, if it is there, is waited for by each download.

    What it was asked stands in `sent` (bodies), `accepted` (job ids that it told), `uploads` (digests) and `prompts` (by job);
    `made` are all its jobs as they were made, and jobs of others may be added. `downloading` is set by the first download,
    `downloads` counts them; `most_open` is how many connections for submits were open at once.
    """

    clock: JumpingClock = field(default_factory=JumpingClock)
    account: str = field(default_factory=lambda: f"scripted-{next(_NUMBERS)}")
    connects: list[Unsent] = field(default_factory=list)
    submits: list[SubmitAnswer] = field(default_factory=list)
    polls: list[JobView | Throttled | Unreachable | JobState] = field(default_factory=list)
    fetches: list[DownloadFailed | Unreachable | bytes] = field(default_factory=list)
    lists: list[ListAnswer] = field(default_factory=list)
    cancels: list[CancelAnswer] = field(default_factory=list)
    lost_cancels: int = 0
    seconds: Decimal = Decimal(4)
    fails: str = ""
    loses: str = ""
    takes: str = ""
    rounds: int = 1
    announces: bool = True
    away: dict[str, float] = field(default_factory=dict)
    knocks: Counter[str] = field(default_factory=Counter)
    lag_s: float = 0
    key_id: str = "key"
    silent_s: float | None = 0.0
    on_poll: Callable[[str], None] = _told_nobody
    holds_downloads: anyio.Event | None = None
    sent: list[dict[str, Any]] = field(default_factory=list)
    accepted: list[str] = field(default_factory=list)
    made: list[ListedJob] = field(default_factory=list)
    canceled: list[str] = field(default_factory=list)
    uploads: list[str] = field(default_factory=list)
    downloading: anyio.Event = field(default_factory=anyio.Event)
    downloads: int = 0
    open_now: int = 0
    most_open: int = 0
    prompts: dict[str, str] = field(default_factory=dict)
    _asked: Counter[str] = field(default_factory=Counter)
    _states: dict[str, JobState] = field(default_factory=dict)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Self | Unsent]:
        self.open_now += 1
        self.most_open = max(self.most_open, self.open_now)
        try:
            gone = self._gone("service")
            yield Unsent(reason=gone.reason) if gone else self.connects.pop(0) if self.connects else self
        finally:
            self.open_now -= 1

    def payload(self, request: Request, urls: Mapping[str, str]) -> Payload:
        return payload_of(request, urls)

    async def send(self, payload: Payload, *, send_by: float) -> SubmitAnswer:  # noqa: ARG002 - the port's own signature
        body = json.loads(payload.body)
        self.sent.append(body)
        prompt = body["input"].get("prompt", "")
        await anyio.lowlevel.checkpoint()
        if self.loses and prompt == self.loses:
            return _LOST
        number = len(self.made)
        made = Acceptance(job=f"job-{number}", request_id=f"r-{number}", server_time=None)
        if self.takes and prompt == self.takes:
            self._make(made, body["model"], prompt)
            return _LOST
        answer = self.submits.pop(0) if self.submits else made
        if isinstance(answer, Acceptance):
            self.accepted.append(answer.job)
            self._make(answer, body["model"], prompt)
        return answer

    def _make(self, told: Acceptance, model: str, prompt: str) -> None:
        self.prompts[told.job] = prompt
        self.made.append(
            ListedJob(
                job=told.job, state=JobState.PENDING, model=model, created=self.clock.now(), request_id=told.request_id,
                key_id=self.key_id, account=self.account,
            )
        )  # fmt: skip

    async def poll(self, job: str, answer: AnswerShape) -> PollAnswer:  # noqa: ARG002
        self.on_poll(job)
        said = self._gone("service") or self._said(job)
        if isinstance(said, JobView):
            self._states[job] = said.state
        return said

    def _said(self, job: str) -> PollAnswer:
        if job in self.canceled:
            return JobView(job=job, state=JobState.CANCELED)
        if self.polls:
            written = self.polls.pop(0)
            return JobView(job=job, state=written) if isinstance(written, JobState) else written
        if self.fails and self.prompts[job] == self.fails:
            return job_failed("DataInspectionFailed", job=job)
        self._asked[job] += 1
        if self._asked[job] < self.rounds:
            return JobView(job=job, state=JobState.RUNNING, progress=0.5)
        return self._done(job)

    @property
    def usage(self) -> Usage:
        """What it bills for every job that succeeds."""
        seconds = self.seconds
        return Usage(input_seconds=seconds, output_seconds=seconds, billed_seconds=seconds * 2, tier="720P")

    def _done(self, job: str) -> JobView:
        url = f"https://storage.example/{job}.mp4?Signature=s3cret"
        expires = self.clock.now() + DAY_S
        return JobView(
            job=job, state=JobState.SUCCEEDED, prompt=self.prompts.get(job), usage=self.usage, result_url=url,
            result_expires=expires,
        )  # fmt: skip

    async def ping(self) -> Unreachable | None:
        return self._gone("service")

    async def cancel(self, job: str) -> CancelAnswer:
        await anyio.lowlevel.checkpoint()
        if gone := self._gone("service"):
            return gone
        if self.cancels:
            return self.cancels.pop(0)
        if self._states.get(job, JobState.PENDING) is not JobState.PENDING:
            return False
        self.canceled.append(job)
        self._states[job] = JobState.CANCELED
        if self.lost_cancels > 0:
            self.lost_cancels -= 1
            return Unreachable(reason=quoted("closed"))
        return True

    async def list_jobs(self, *, model: str | None = None) -> ListAnswer:
        """List what was made, each job in the state in which it was told last."""
        await anyio.lowlevel.checkpoint()
        if gone := self._gone("service"):
            return gone
        if self.lists:
            return self.lists.pop(0)
        now = self.clock.now()
        shown = {
            job.job: replace(job, state=self._states.get(job.job, job.state))
            for job in self.made
            if job.created + self.lag_s <= now < job.created + DAY_S and model in (None, job.model)
        }
        return ListedJobs(tuple(shown.values()))

    async def running_jobs(self, pages: int) -> RunningAnswer:  # noqa: ARG002 - one page holds all
        """Tell of no job: each is asked for."""
        await anyio.lowlevel.checkpoint()
        return self._gone("service") or RunningJobs((), pages=1)

    def server_time(self) -> float | None:
        return self.clock.now()

    def heard_s(self) -> float | None:
        return self.silent_s

    async def upload(self, path: Path, *, model: str, name: str, digest: str) -> Lease | Unreachable:  # noqa: ARG002
        if gone := self._gone("service") or self._gone("uploads"):
            return gone
        self.uploads.append(digest)
        return Lease(url=f"oss://{digest}", expires=self.clock.now() + 2 * DAY_S)

    async def fetch(self, url: str, part: Path) -> FetchAnswer:
        """Give a file that holds its own address."""
        self.downloading.set()
        self.downloads += 1
        if self.holds_downloads is not None:
            await self.holds_downloads.wait()
        if gone := self._gone("results"):
            return gone
        data = self.fetches.pop(0) if self.fetches else url.partition("?")[0].encode()
        if not isinstance(data, bytes):
            return data
        part.write_bytes(data)  # noqa: ASYNC240 - a few bytes, in no thread of somebody else's
        return Download(digest=digest_of(data), size=len(data), announced=self.announces)

    def _gone(self, party: str) -> Unreachable | None:
        """Give no answer while a party is away."""
        if self.clock.now() >= self.away.get(party, -math.inf):
            return None
        self.knocks[party] += 1
        return Unreachable(reason=quoted("nobody answers"), storage=party == "uploads")
