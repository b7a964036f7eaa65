"""History: the fold of a run's events into what a person wants to know of it (pure)."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from engine.run import events as e
from engine.run.files import FileRecords, PublishedFile
from engine.run.money.attempt import Confirmation
from engine.run.money.budget import Budget
from engine.run.money.ledger import BilledJob
from engine.run.records import GOOD, TaskRecord, TaskRecords
from engine.run.retry import RetryRule, Tried, again, halts
from engine.values.reason import because

RUNNING: Final = "running"
CUT_OFF: Final = "cut off"
_OPEN: Final = frozenset({"running", "waiting"})
"""The states of a task that has not ended."""
ONE_JOB: Final = RetryRule(attempts=1)
End = e.Fetched | e.Made | e.Reused | e.JobFailed
_OfDoubt = e.Doubted | e.DoubtFound | e.RuledOut | e.Released | e.Adopted | e.Resolved | e.GivenUp


@dataclass(slots=True)
class RunRecord:
    """A whole run; `state` is running until it has ended, then done, failed, held or interrupted.

    One whose process died before its end is cut off. `budget` is how its cap stands over all runs of the same, None without one.
    `plan_gone`: the file of its plan is no longer there, and its tasks are those of which anything was told.
    `orphans` are the jobs of whatever run that it found to be nobody's, `disproved` the evidence that
    turned out to be wrong for the account.
    """

    run: str = ""
    name: str = ""
    service: str = ""
    realm: str = ""
    scope: str = ""
    currency: str = "CNY"
    state: str = RUNNING
    cause: e.Cause | None = None
    started: float | None = None
    ended: float | None = None
    rows: Sequence[str] = ()
    tasks: TaskRecords = field(default_factory=TaskRecords)
    files: FileRecords = field(default_factory=FileRecords)
    publish_failures: list[e.PublishFailed] = field(default_factory=list)
    orphans: list[e.Orphaned] = field(default_factory=list)
    disproved: list[e.EvidenceDisproved] = field(default_factory=list)
    budget: Budget | None = None
    plan_gone: bool = False

    @property
    def billed_seconds(self) -> Decimal:
        """Seconds billed in this run; what an earlier run paid for is not among them."""
        return self.tasks.billed_seconds

    @property
    def cost_micros(self) -> int:
        return self.tasks.cost_micros

    @property
    def reserved_micros(self) -> int:
        """What attempts at its tasks may still come to cost."""
        return sum(task.reserved_micros for task in self.tasks.unsettled())


def fold(
    events: Iterable[tuple[float, e.Event]], bills: Iterable[BilledJob] | None = None,
    reserved: Mapping[str, int] | None = None, found: Container[str] = (), *, alive: bool = True,
) -> RunRecord:  # fmt: skip
    """Return the record of a run; `events` are in order, each with its wall time, `alive` tells whether its process lives.

    `bills` are those of all jobs that it submitted, also of such as ended after it; without them, those of its events.
    `reserved` is what each open attempt, of whichever run, may still come to cost; `found` are those whose job is known by now.
    """
    record, tried = RunRecord(), dict[str, Tried]()
    for at, event in events:
        if isinstance(event, e.RunStarted):
            _begin(record, at, event)
        elif isinstance(event, e.RunEnded):
            record.state, record.cause, record.ended = event.state, event.cause, at
        elif isinstance(event, e.Published):
            record.files.add(_file(event))
        elif isinstance(event, e.PublishFailed):
            record.publish_failures.append(event)
        elif isinstance(event, e.Orphaned):
            record.orphans.append(event)
        elif isinstance(event, e.EvidenceDisproved):
            record.disproved.append(event)
        elif event.task in record.tasks:
            _tell(record.tasks.change(event.task), at, event, tried.setdefault(event.task, Tried()))
            if record.tasks.settle(event.task):
                del tried[event.task]
    if bills is not None:
        record.tasks.bill(bills)
    if record.state == RUNNING and not alive:
        record.state = CUT_OFF
    if reserved is not None:
        _reserve(record, reserved, found)
    return record


def unended(record: RunRecord) -> list[TaskRecord]:
    """Return the tasks that had no end when the run was over: another run may have brought them to one."""
    return [] if record.state == RUNNING else [one for one in record.tasks.values() if one.state in _OPEN]


def finish(record: RunRecord, ends: Iterable[tuple[str, float, End]]) -> None:
    """Say what became in other runs of the tasks that this one left, by the events of these, each with its run and wall time.

    An event is of the task that has its attempt, else of that of its name. A job that failed ends only the task that has its
    attempt: of its own jobs the other run may ask for one more.
    """
    by_attempt = {task.attempt: task.id for task in unended(record) if task.attempt}
    ended: dict[str, TaskRecord] = {}
    for run, at, event in ends:
        own = by_attempt.get(event.attempt, "") if isinstance(event, e.Fetched | e.JobFailed) else ""
        if isinstance(event, e.JobFailed) and not own:
            continue
        task = record.tasks.change(own or event.task)
        if isinstance(event, e.Reused) and task.state in GOOD:
            continue  # it is by the result that had come that it answers
        _tell(task, at, event, Tried())
        task.ended_in, ended[task.id] = run, task
    for task in ended.values():
        task.remarks = (*task.remarks, *_ended_in(task))


def _ended_in(task: TaskRecord) -> tuple[e.Cause, ...]:
    return (e.Cause.of(because("ended-in", run=task.ended_in)),) if task.ended_in else ()


def recall(record: RunRecord, said: Iterable[e.Fetched | e.JobSucceeded]) -> None:
    """Say of results that are reused what was said when they came, by the events of their jobs; what they cost was told then."""
    by_job: dict[str | None, list[e.Fetched | e.JobSucceeded]] = {}
    for event in said:
        by_job.setdefault(event.job, []).append(event)
    names = (
        [task.id for task in record.tasks.values() if task.state == "reused" and task.job in by_job] if by_job else []
    )
    for task in map(record.tasks.change, names):
        for event in by_job[task.job]:
            if isinstance(event, e.Fetched):
                task.remarks, task.marks = (*event.remarks, *_ended_in(task)), event.marks
            else:
                task.notes = event.notes
        record.tasks.settle(task.id)


def _reserve(record: RunRecord, reserved: Mapping[str, int], found: Container[str]) -> None:
    names = [task.id for task in record.tasks.values() if task.attempt in reserved] if reserved else []
    for task in map(record.tasks.change, names):
        task.reserved_micros = reserved[task.attempt]
        lost = task.held == "doubt" if task.state == "held" else task.job is None
        lost = lost and not (task.job is None and task.attempt in found)  # it was found since, by whoever did
        task.in_doubt = lost and record.state != RUNNING


def _file(event: e.Published) -> PublishedFile:
    return PublishedFile(
        row=event.row,
        output=event.output,
        key=event.key,
        file=event.file,
        path=event.path,
        digest=event.digest,
        replaced=event.replaced,
        service=event.service,
        draft=event.draft,
    )


def _begin(record: RunRecord, at: float, event: e.RunStarted) -> None:
    record.run, record.name, record.service, record.realm = event.run, event.name, event.service, event.realm
    record.scope, record.currency, record.started, record.rows = event.scope, event.currency, at, event.rows
    record.tasks = TaskRecords(event.tasks)
    record.plan_gone = event.kept and not event.rows


def _fall(
    task: TaskRecord, at: float, event: e.JobFailed | e.PollRefused | e.Refused | e.NotSent | e.MediaFailed | e.FetchFailed,
    tried: Tried,
) -> None:  # fmt: skip
    """A try came to nothing: the task waits for the next or for the operator, or it has failed; of a job its step says more."""
    task.cause = event.cause
    if again(event, rule=ONE_JOB, tried=tried) or halts(event):
        task.state = "waiting"
    else:
        task.state, task.ended = "failed", at


def _resolve(task: TaskRecord, event: e.Resolved) -> None:
    """A person has decided, and the next run goes on by it."""
    if event.attempt != task.attempt:
        return
    task.held, task.cause, task.state = "", None, "waiting"
    if event.way == "adopt":
        task.job, task.confirmed = event.job, Confirmation.PERSON
    if event.way == "give-up":
        task.state, task.cause = "failed", e.Cause("given-up")


def _doubt(task: TaskRecord, at: float, event: _OfDoubt) -> None:
    """Nobody knows of a submit whether it made a job; that is looked for, and found, or proved not to be, or decided."""
    match event:
        case e.Resolved():
            _resolve(task, event)
        case e.GivenUp():
            task.state, task.cause, task.attempt, task.ended = "failed", event.cause, event.attempt, at
        case e.Doubted():
            task.cause = e.Cause.of(because("in-doubt", why=event.reason))
        case e.DoubtFound():
            task.state, task.payer, task.attempt, task.cause = "running", event.run, event.attempt, event.why
        case e.RuledOut() | e.Released():
            task.state, task.cause, task.held, task.ended = "waiting", None, "", None
        case e.Adopted():
            task.state, task.job, task.payer, task.attempt = "running", event.job, event.run, event.attempt
            task.cause, task.confirmed = None, event.grade


def _tell(task: TaskRecord, at: float, event: e.Event, tried: Tried) -> None:
    task.started = task.started or at
    tried.note(event)
    match event:
        case e.Reused():
            task.state, task.job, task.digest, task.ended = "reused", event.job or None, event.digest, at
        case e.Skipped():
            task.state, task.cause, task.ended = "skipped", event.cause, at
        case e.Held():
            task.state, task.cause, task.ended = "held", event.why, at
            task.attempt, task.held = event.attempt or task.attempt, event.cause
        case e.Doubted() | e.DoubtFound() | e.RuledOut() | e.Released() | e.Adopted() | e.Resolved() | e.GivenUp():
            _doubt(task, at, event)
        case e.TakenOver():
            task.state, task.job, task.payer, task.attempt = "running", event.job, event.run, event.attempt
        case e.Intended():
            task.state, task.attempts, task.payer, task.attempt = "running", event.number, "", event.attempt
        case e.Accepted():
            task.job, task.confirmed = event.job, Confirmation.REPLY
        case e.JobSucceeded():
            task.notes, task.marks = event.notes, event.marks
            if not task.payer:
                task.billed_seconds, task.cost_micros = event.billed_seconds, event.cost_micros
        case e.JobFailed() | e.PollRefused() | e.Refused() | e.NotSent() | e.MediaFailed() | e.FetchFailed():
            _fall(task, at, event, tried)
        case e.Halted() | e.Making():
            task.state, task.ended = "running" if isinstance(event, e.Making) else "waiting", None
        case e.Fetched() | e.Made():
            task.state, task.digest, task.cause, task.ended = "done", event.digest, None, at
            if isinstance(event, e.Fetched):
                task.remarks, task.marks = event.remarks, (*task.marks, *event.marks)
            seconds = event.facts.get("seconds")
            task.seconds = Decimal(str(seconds)) if seconds is not None else None
