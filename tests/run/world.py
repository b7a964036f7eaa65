"""A world for the driver: a scripted service, a clock that never waits, a real journal and store in a temporary folder."""

import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import anyio

from engine.api.facts import data_of, facts_of
from engine.catalog import AnswerShape
from engine.plan import Plan, Task, with_reuse
from engine.plan.model import Request
from engine.run import events as e
from engine.run.driver import drive
from engine.run.history import RunRecord, fold
from engine.run.money.takeover import taken_over
from engine.run.ports import Bill, Identity, Pace, Ports, Stop
from engine.run.scheduler import Limits, Scheduler
from engine.run.service import (
    Accepted,
    Doubt,
    Fetched,
    FetchFailed,
    JobState,
    JobView,
    Lease,
    Payload,
    SubmitAnswer,
    Throttled,
    Unreachable,
    Unsent,
    Usage,
)
from engine.services.dashscope.wire import payload_of
from engine.store.files import FolderPublisher, FolderStore
from engine.store.sqlite import SqliteJournal, open_journal
from engine.values.canonical import digest_of
from engine.values.media import MediaFacts, MediaKind, Span
from engine.values.money import Money

FOUR = Decimal(4)
USAGE = Usage(input_seconds=FOUR, output_seconds=FOUR, billed_seconds=FOUR * 2, tier="720P")


class Clock:
    """Time that jumps to wherever somebody sleeps, once `ready(seconds)` allows it."""

    def __init__(self) -> None:
        self.time = 1_000_000.0
        self.ready: Callable[[float], bool] = lambda seconds: True

    def now(self) -> float:
        return self.time

    def monotonic(self) -> float:
        return self.time

    async def sleep(self, seconds: float) -> None:
        await anyio.lowlevel.checkpoint()
        while not self.ready(seconds):
            await anyio.lowlevel.checkpoint()
        self.time += seconds


@dataclass
class Service:
    """Answers by script: `submits`, `polls` and `fetches` give one answer each; after them everything succeeds."""

    clock: Clock
    submits: list[SubmitAnswer] = field(default_factory=list)
    polls: list[JobView | Throttled | Unreachable | JobState] = field(default_factory=list)
    fetches: list[FetchFailed | Unreachable] = field(default_factory=list)
    connects: list[Unsent] = field(default_factory=list)
    fails: str = ""  # jobs of requests with this prompt end FAILED
    loses: str = ""  # replies to requests with this prompt are lost
    sent: list[dict] = field(default_factory=list)
    accepted: list[str] = field(default_factory=list)
    prompts: dict[str, str] = field(default_factory=dict)
    uploads: list[str] = field(default_factory=list)
    on_poll: Callable[[str], None] = lambda job: None
    fetching: anyio.Event = field(default_factory=anyio.Event)
    on_fetch: anyio.Event | None = None  # downloads wait for it
    open_now: int = 0
    most_open: int = 0
    runs: int = 1  # polls until a job succeeds
    _polled: dict[str, int] = field(default_factory=dict)

    @asynccontextmanager
    async def open(self) -> AsyncIterator["Service | Unsent"]:
        self.open_now += 1
        self.most_open = max(self.most_open, self.open_now)
        try:
            yield self.connects.pop(0) if self.connects else self
        finally:
            self.open_now -= 1

    def payload(self, request: Request, urls: Mapping[str, str]) -> Payload:
        return payload_of(request, urls)

    async def send(self, payload: Payload, *, send_by: float) -> SubmitAnswer:
        self.sent.append(json.loads(payload.body))
        await anyio.lowlevel.checkpoint()
        if self.loses and self.sent[-1]["input"]["prompt"] == self.loses:
            return Doubt(stage="send_request_body", reason="closed")
        if self.submits:
            answer = self.submits.pop(0)
        else:
            number = len(self.accepted)
            answer = Accepted(job=f"job-{number}", request_id=f"r-{number}", server_time=None)
        if isinstance(answer, Accepted):
            self.accepted.append(answer.job)
            self.prompts[answer.job] = self.sent[-1]["input"]["prompt"]
        return answer

    async def poll(self, job: str, answer: AnswerShape) -> JobView | Throttled | Unreachable:
        self.on_poll(job)
        if self.polls:
            answer = self.polls.pop(0)
            return JobView(job=job, state=answer) if isinstance(answer, JobState) else answer
        if self.fails and self.prompts[job] == self.fails:
            return JobView(job=job, state=JobState.FAILED, code="DataInspectionFailed", message="no")
        self._polled[job] = self._polled.get(job, 0) + 1
        if self._polled[job] < self.runs:
            return JobView(job=job, state=JobState.RUNNING, progress=0.5)
        url = f"https://storage.example/{job}.mp4?Signature=s3cret"
        return JobView(
            job=job, state=JobState.SUCCEEDED, usage=USAGE, result_url=url, result_expires=self.clock.now() + 86400
        )

    async def upload(self, path: Path, *, model: str, name: str, digest: str) -> Lease:
        self.uploads.append(digest)
        return Lease(url=f"oss://{digest}", expires=self.clock.now() + 170000)

    async def fetch(self, url: str, part: Path) -> Fetched | FetchFailed | Unreachable:
        self.fetching.set()
        if self.on_fetch is not None:
            await self.on_fetch.wait()
        if self.fetches:
            return self.fetches.pop(0)
        data = url.partition("?")[0].encode()
        part.write_bytes(data)
        return Fetched(digest=digest_of(data), size=len(data), content_type="video/mp4")


@dataclass
class World:
    """One project, one service; `run` is what the command does."""

    folder: Path
    clock: Clock = field(default_factory=Clock)
    alive: set[str] = field(default_factory=set)
    count: int = 0
    stop: Stop = field(default_factory=anyio.Event)
    leave_s: float = 95
    price: int = 0
    cap: int | None = None
    told: list[e.Event] = field(default_factory=list)
    versions: dict[str, str] = field(default_factory=dict)  # of URLs, as their servers tell them now

    def __post_init__(self) -> None:
        self.service = Service(self.clock)
        self.journal: SqliteJournal = open_journal(
            self.folder / "journal.sqlite", self.clock.now, self.alive.__contains__, facts_of
        )
        self.store = FolderStore(self.folder)

    def new_id(self) -> str:
        self.count += 1
        return f"id-{self.count}"

    def _facts(self, path: Path, told: Decimal | None) -> MediaFacts:
        return MediaFacts(kind=MediaKind.VIDEO, seconds=Span.exactly(told or FOUR), size=path.stat().st_size)

    def _bill(self, task: Task, usage: Usage) -> Bill | None:
        seconds = usage.billed_seconds
        return Bill(seconds=seconds, cost=Money(self.price, "CNY")) if seconds is not None else None

    def _make(self, task: Task, files: dict[str, Path], target: Path) -> MediaFacts:
        """A tool that writes what it was given."""
        target.write_bytes(b"+".join([task.model.encode(), *(path.read_bytes() for path in files.values())]))
        return MediaFacts(kind=MediaKind.VIDEO, seconds=Span.exactly(2), size=target.stat().st_size)

    def ports(self, plan: Plan, identity: Identity, wait_s: float | None) -> Ports:
        return Ports(
            service=self.service,
            journal=self.journal,
            store=self.store,
            publisher=FolderPublisher(self.folder / "out", shown_from=self.folder),
            clock=self.clock,
            pace=Pace(first=1, every=1, queries=20),
            identity=identity,
            check=self._facts,
            make=self._make,
            bill=self._bill,
            new_id=self.new_id,
            version_of=self.versions.get,
            inline=lambda task: {},
            screen=self.told.append,
            stop=self.stop,
            data_of=data_of,
            cause_of=lambda error: e.Cause(code=error.key, message=str(error)),
            wait_s=wait_s,
            leave_s=self.leave_s,
        )

    async def run(
        self, plan: Plan, *, account: str = "acc", host: str = "host", wait_s: float | None = None
    ) -> RunRecord:
        """Plan again with what is stored, take over what is open, drive to the end."""
        fingerprints = [task.fingerprint for task in plan.tasks if task.fingerprint]
        plan = with_reuse(plan, self.journal.results(fingerprints))
        run, process = self.new_id(), self.new_id()
        self.alive.add(process)
        identity = Identity(run=run, account=account, host=host, scope=plan.name, process=process, boot="b")
        started = e.RunStarted(
            run=run, name=plan.name, plan_digest=plan.digest, service="test", realm=plan.terms.realm, account=account,
            scope=plan.name, cap_micros=self.cap, currency="CNY", process=process,
            tasks=tuple(task.id for task in plan.tasks), rows=("",),
        )  # fmt: skip
        taken = taken_over(plan, self.journal.open_attempts(), identity.host)
        try:
            await drive(plan, Scheduler(plan, Limits(running=5)), self.ports(plan, identity, wait_s), started, taken)
        finally:
            self.alive.discard(process)
        return fold(self.journal.events(run))
