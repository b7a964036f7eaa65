"""A world for the driver: a scripted service, a clock that never waits, a real journal and store in a temporary folder."""

from collections.abc import Collection
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import anyio

from engine.api.facts import data_of, facts_of
from engine.catalog.rates import Allowance
from engine.plan import Plan, RequestTask, with_reuse
from engine.run import events as e
from engine.run.driver.loop import drive
from engine.run.history import RunRecord, fold
from engine.run.hopeless import hopeless
from engine.run.money.takeover import taken_over
from engine.run.money.terms import ProtocolTerms
from engine.run.ports import Account, Bill, JobLimit, Journal, Pace, Ports, Prove, RunIdentity, Stop
from engine.run.schedule.limits import RunLimits
from engine.run.schedule.scheduler import Scheduler
from engine.run.service import Usage
from engine.run.shared_pace import SharedPace
from engine.store.files import Destination, FolderPublisher, FolderStore
from engine.store.sqlite.account import open_account
from engine.store.sqlite.journal import SqliteJournal, open_journal
from engine.testing import JumpingClock, ScriptedService
from engine.values.media import MediaFacts, MediaKind, Proof, Span
from engine.values.money import Money
from engine.values.reason import because

TERMS = ProtocolTerms(late=60, lag=60, longest=600, margin=2, trusts_empty=True)


@dataclass
class World:
    """One project, one service; `run` is what the command does."""

    folder: Path
    clock: JumpingClock = field(default_factory=JumpingClock)
    alive: set[str] = field(default_factory=set)
    count: int = 0
    stop: Stop = field(default_factory=anyio.Event)
    leave_s: float = 95
    price: int = 0
    cap: int | None = None
    told: list[e.Event] = field(default_factory=list)
    seconds: Decimal = Decimal(4)  # of every result
    looks_first: bool = False
    dedicated: bool = False
    proven_only: bool = False
    given: Span | None = None  # how long the input of every request is
    no_video: bool = False  # every result is none
    submits: Allowance | None = None  # that the account may send
    places: int | None = None  # that the account has for jobs
    shared: SharedPace = field(default_factory=SharedPace)  # with whoever else uses the account
    prove: Prove | None = None  # looks into results, in the place of `prove_bytes`
    looks: list[bool] = field(default_factory=list)  # into results: whether each was one at all of it
    versions: dict[str, str] = field(default_factory=dict)  # of URLs, as their servers tell them now

    def __post_init__(self) -> None:
        self.service = ScriptedService(self.clock)
        self.journal: SqliteJournal = open_journal(
            self.folder / "journal.sqlite", self.clock.now, self.alive.__contains__, facts_of
        )
        self.recording: Journal = self.journal
        self.store = FolderStore(self.folder)
        self.account: Account = open_account(
            self.folder / "account.sqlite",
            realm="draft",
            project=str(self.folder),
            life=self.folder.joinpath,
            alive=lambda path: path.name in self.alive,
            dedicated=self.dedicated,
        )

    def new_id(self) -> str:
        self.count += 1
        return f"id-{self.count}"

    def prove_bytes(self, path: Path, *, whole: bool) -> Proof:
        """Bytes that begin with "odd" are damaged, which only a look at all of them shows; that "short" ones are every look."""
        self.looks.append(whole)
        if self.no_video:
            return Proof(None, because("no-video"))
        facts = MediaFacts(kind=MediaKind.VIDEO, seconds=Span.exactly(self.seconds), size=path.stat().st_size)
        shown = (b"odd", b"short") if whole else (b"short",)
        return Proof(facts, because("frame-damaged") if path.read_bytes().startswith(shown) else None)

    def _bill(self, task: RequestTask, usage: Usage) -> Bill | None:
        seconds = usage.billed_seconds
        return Bill(seconds=seconds, cost=Money(self.price, "CNY")) if seconds is not None else None

    def _make(self, task: RequestTask, files: dict[str, Path], target: Path) -> MediaFacts:
        """A tool that writes what it was given."""
        target.write_bytes(b"+".join([task.model.encode(), *(path.read_bytes() for path in files.values())]))
        return MediaFacts(kind=MediaKind.VIDEO, seconds=Span.exactly(2), size=target.stat().st_size)

    def _places(self, plan: Plan) -> dict[str, JobLimit]:
        most = self.places
        return {task.request.model: JobLimit("g", most) for task in plan.requests} if most is not None else {}

    def ports(self, plan: Plan, identity: RunIdentity, wait_s: float | None) -> Ports:
        return Ports(
            connected=self.service,
            journal=self.recording,
            account=self.account,
            terms=TERMS,
            store=self.store,
            publisher=FolderPublisher(
                Destination(self.folder / "out", self.folder / "drafts", self.folder),
                is_draft=lambda digest, _: bool(self.journal.is_draft(digest)),
            ),
            clock=self.clock,
            pace=Pace(first=1, every=1, queries=20, submits=self.submits, places=self._places(plan)),
            identity=identity,
            prove=self.prove or self.prove_bytes,
            cores=2,
            make=self._make,
            bill=self._bill,
            new_id=self.new_id,
            jitter=lambda: 0.0,
            version_of=self.versions.get,
            inline=lambda task: {},
            screen=self.told.append,
            stop=self.stop,
            data_of=data_of,
            answers={task.request.sent_name: task.request.answer for task in plan.requests if not task.local},
            wait_s=wait_s,
            looks_first=self.looks_first,
            proven_only=self.proven_only,
            given=lambda _: self.given,
            shared=self.shared,
            leave_s=self.leave_s,
        )

    async def run(
        self,
        plan: Plan,
        *,
        account: str = "acc",
        host: str = "host",
        wait_s: float | None = None,
        lost: Collection[str] = (),
    ) -> RunRecord:
        """Plan again with what is stored, but for tasks whose result is `lost`, take over what is open, drive to the end."""
        fingerprints = [task.fingerprint for task in plan.requests if task.id not in lost]
        plan = with_reuse(plan, self.journal.results(fingerprints))
        run, process = self.new_id(), self.new_id()
        self.alive.add(process)
        identity = RunIdentity(run=run, account=account, host=host, scope=plan.name, process=process, boot="b")
        started = e.RunStarted(
            run=run, name=plan.name, plan_digest=plan.digest, service="test", realm=plan.terms.realm, account=account,
            scope=plan.name, cap_micros=self.cap, currency="CNY", process=process,
            tasks=tuple(task.id for task in plan.tasks), rows=("",),
        )  # fmt: skip
        taken = taken_over(plan, self.journal.open_attempts(), identity.host, self.store.arrived)
        taken += hopeless(plan, self.journal.failed_jobs(), {event.task for event in taken})
        try:
            ports = self.ports(plan, identity, wait_s)
            await drive(plan, Scheduler(plan, RunLimits(running=5), ports.shared.times), ports, started, taken)
        finally:
            self.alive.discard(process)
        return self.record_of(run)

    def record_of(self, run: str) -> RunRecord:
        """What the journal knows of a run by now."""
        return fold(self.journal.events(run), self.journal.billed_by(run))
