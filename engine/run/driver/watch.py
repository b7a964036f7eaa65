"""The watch: one poller for all jobs of a run; waiting never fails by time."""

import math
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial

import anyio

from engine.plan.model import RequestTask
from engine.run import events as e
from engine.run.asking import Asking, OneJob, PagesOfList, Question
from engine.run.driver.desk import Desk
from engine.run.driver.gate import Gates, Unanswered
from engine.run.driver.places import JobPlaces
from engine.run.driver.queries import QueryBucket
from engine.run.driver.results import Results
from engine.run.driver.workers import Workers
from engine.run.job_times import JobKind, Rhythm
from engine.run.marks import OVERRUN, USAGE_UNKNOWN
from engine.run.money import event as v
from engine.run.money.account import AccountStanding
from engine.run.money.attempt import AttemptState
from engine.run.ports import Bill, Ports
from engine.run.service import JobState, JobView, Lease, RunningJobs, Throttled, Unreachable, Usage
from engine.values.reason import Reason, because

HOUR_S = 3600.0
DAY_S = 24 * HOUR_S
# A job just made may be unknown to a replica for a moment, or lack its result; not for a quarter of an hour and so many answers.
VAIN_S = 15 * 60.0
VAIN = 10
LONGEST_S = 30.0
AT_ONCE = 6  # questions on their way
QUEUED = frozenset({JobState.PENDING, JobState.SUSPENDED})
LIVE = QUEUED | {JobState.RUNNING}

Learn = Callable[[RequestTask, str, JobView], Awaitable[None]]


@dataclass(slots=True)
class _Watched:
    task: RequestTask
    attempt: str
    job: str
    since: float  # wall time of acceptance
    troubles: int = 0
    vain: int = 0  # answers in a row that told nothing of the job
    vain_since: float | None = None

    @property
    def kind(self) -> JobKind:
        return JobKind(self.task.request.sent_name, self.task.request.tier)


@dataclass(slots=True)
class Watch:
    """Asks for each job when `asking` says that it is due, never faster than the account's rate.

    `learn` hears the answer that one is done.
    """

    ports: Ports
    desk: Desk
    gates: Gates
    results: Results
    queries: QueryBucket
    places: JobPlaces
    learn: Learn
    asking: Asking = field(init=False)
    _jobs: dict[str, _Watched] = field(default_factory=dict)
    _underway: int = 0
    _changed: anyio.Event = field(default_factory=anyio.Event)
    _nap: anyio.CancelScope | None = None
    _nap_ends: float = math.inf

    def __post_init__(self) -> None:
        pace = self.ports.pace
        rhythm = Rhythm(first=pace.first, every=pace.every, longest=pace.longest)
        self.asking = Asking(rhythm, self.ports.shared.times, pace.running)

    def add(self, task: RequestTask, attempt: str, job: str, since: float) -> None:
        """Watch a job from now on; `since` is the wall time at which it was accepted."""
        clock = self.ports.clock
        now, age = clock.monotonic(), max(0.0, clock.now() - since)
        if job not in self._jobs:
            self.places.add(task.request.model, job)
        watched = self._jobs[job] = _Watched(task, attempt, job, since)
        self.asking.add(job, watched.kind, now - age, now)
        self._wake()

    async def run(self) -> None:
        """Poll until cancelled: several questions at a time, so that one without an answer keeps nobody waiting."""
        async with anyio.create_task_group() as group:
            workers = Workers[Question](group, self._ask)
            while True:
                due = self.asking.due() if self._underway < AT_ONCE else None
                if due is None:
                    self._changed = anyio.Event()
                    await self._changed.wait()
                    continue
                now = self.ports.clock.monotonic()
                if due > now:
                    self._nap_ends = due
                    await self._sleep(due - now)
                elif (question := self.asking.take(now)) is not None:
                    if (wait := self.queries.take()) > 0:
                        await self.ports.clock.sleep(wait)
                    self._underway += 1
                    workers.give(question)

    async def _sleep(self, seconds: float) -> None:
        """Sleep, but wake up early when a question is due before."""
        with anyio.CancelScope() as self._nap:
            await self.ports.clock.sleep(seconds)
        self._nap = None

    def _wake(self) -> None:
        self._changed.set()
        if self._nap is not None and (due := self.asking.due()) is not None and due < self._nap_ends:
            self._nap.cancel()

    async def _ask(self, question: Question) -> None:
        match question:
            case OneJob(job=job):
                await self._ask_for(self._jobs[job])
            case PagesOfList(pages=pages):
                await self._ask_for_all(pages)
        self._underway -= 1
        self._wake()

    async def _ask_for(self, watched: _Watched) -> None:
        poll = partial(self.ports.service.poll, watched.job, watched.task.request.answer)
        answer = await self.gates.service.ask(poll)
        self.queries.heard(answer)
        if not isinstance(answer, Unanswered) or answer.given_up:  # else the run leaves
            await self._tell(watched, answer)

    async def _ask_for_all(self, pages: int) -> None:
        """Look at the list, which says for whom a question is worth it."""
        answer = await self.gates.service.ask(partial(self.ports.service.running_jobs, pages))
        self.queries.heard(answer)
        now = self.ports.clock.monotonic()
        if not isinstance(answer, RunningJobs):
            self.asking.unlisted(now, useless=not isinstance(answer, Throttled))
            return
        if answer.pages > 1:
            self.queries.take(answer.pages - 1)
        states = {listed.job: listed.state for listed in answer.jobs if listed.job in self._jobs}
        begun = {job: state is JobState.RUNNING for job, state in states.items() if state not in QUEUED}
        self.asking.listed(begun, now, answer.page)
        for job, state in states.items():
            if state in LIVE:
                self._seen(self._jobs[job], state.value, None)

    async def _tell(self, watched: _Watched, answer: JobView | Throttled | Unreachable | Unanswered) -> None:
        match answer:
            case JobView() if answer.state in LIVE:
                watched.troubles, watched.vain, watched.vain_since = 0, 0, None
                goes_on = self.asking.waits if answer.state in QUEUED else self.asking.runs
                goes_on(watched.job, self.ports.clock.monotonic())
                self._seen(watched, answer.state.value, answer.progress)
            case JobView(state=JobState.SUCCEEDED):
                await self._succeeded(watched, answer)
            case JobView(state=JobState.UNKNOWN):
                await self._asked_in_vain(watched, answer, because("job-not-known-yet"))
            case JobView():
                code, message = answer.code or answer.state.value, answer.message or ""
                await self._gone(watched, e.JobFailed(
                    task=watched.task.id, attempt=watched.attempt, job=watched.job,
                    cause=e.Cause(code=code, message=message, operator=answer.operator), failure=answer.failure,
                ))  # fmt: skip
            case Throttled():
                watched.troubles += 1
                self._later(watched, answer.after_s or self._backoff(watched))
                self._seen(watched, "", None, because("asked-too-often"))
            case Unanswered():
                await self._refused(watched, answer.cause)
            case Unreachable() if answer.code:
                await self._refused(watched, e.Cause(code=answer.code, message=answer.reason.quotation, operator=True))
            case Unreachable():
                watched.troubles += 1
                self._later(watched, self._backoff(watched))
                self._seen(watched, "", None, answer.reason)

    async def _succeeded(self, watched: _Watched, view: JobView) -> None:
        if view.result_url is None:
            await self._asked_in_vain(watched, view, because("result-lacking"))
            return
        usage = view.usage or Usage()
        told = self.ports.bill(watched.task, usage)
        bill = told or _reserved(watched.task)
        expires = view.result_expires or self._expiry(watched)
        self.results.leases[watched.task.id] = Lease(url=view.result_url, expires=expires)
        sent = watched.task.request.prompt
        await self.learn(watched.task, watched.attempt, view)
        await self._gone(watched, e.JobSucceeded(
            task=watched.task.id, attempt=watched.attempt, job=watched.job,
            input_seconds=usage.input_seconds, output_seconds=usage.output_seconds, billed_seconds=bill.seconds,
            tier=usage.tier or watched.task.request.tier, cost_micros=bill.cost.micros, currency=bill.cost.currency,
            marks=_marks(watched.task, told), expires=expires if math.isfinite(expires) else None,
            prompt_as_sent=None if view.prompt is None else view.prompt == sent, notes=view.notes,
        ), view.took_s)  # fmt: skip

    def _expiry(self, watched: _Watched) -> float:
        """Return until when a result can be read whose link doesn't say: the catalog's hours, from acceptance on."""
        hours = watched.task.request.answer.hours
        return math.inf if hours is None else watched.since + hours * HOUR_S

    async def _asked_in_vain(self, watched: _Watched, view: JobView, why: Reason) -> None:
        """An accepted id is never submitted again: it is asked for on, and then held for a person.

        One answer decides nothing, and neither does the wall clock: only many in a row, over a time that was lived through.
        """
        now = self.ports.clock.monotonic()
        watched.vain, watched.vain_since = watched.vain + 1, now if watched.vain_since is None else watched.vain_since
        if watched.vain >= VAIN and now - watched.vain_since >= VAIN_S:
            await self._hold(watched, view)
            return
        watched.troubles += 1
        self._later(watched, self._backoff(watched))
        self._seen(watched, view.state.value, None, why)

    async def _hold(self, watched: _Watched, view: JobView) -> None:
        old = self.ports.clock.now() - watched.since >= DAY_S
        unknown = e.Cause("job-expired" if old else "job-unknown")
        cause, why = ("doubt", unknown) if view.state is JobState.UNKNOWN else ("result", e.Cause("result-gone"))
        held = e.Held(task=watched.task.id, cause=cause, why=why, attempt=watched.attempt)
        if old and view.state is JobState.UNKNOWN and await self.desk.durably(self._forget, watched, held):
            self._leave(watched)
            self.desk.heard(held)
            self.places.free(watched.task.request.model)
        else:
            await self._gone(watched, held)

    def _forget(self, watched: _Watched, held: e.Held) -> bool:
        """Book a job that the service has forgotten as one that may have been billed; say whether that is recorded now."""
        ports, known = self.ports, {AttemptState.ACCEPTED}
        told = ports.journal.decide(
            ports.identity.run, watched.attempt, v.Forgotten(), AccountStanding(), ports.terms, lambda _: held, known
        )
        return told is not None

    async def _refused(self, watched: _Watched, cause: e.Cause) -> None:
        refused = e.PollRefused(task=watched.task.id, attempt=watched.attempt, job=watched.job, cause=cause)
        await self._gone(watched, refused)

    async def _gone(self, watched: _Watched, event: e.Event, took_s: float | None = None) -> None:
        took = self._leave(watched, took_s)
        if isinstance(event, e.JobSucceeded):
            self.ports.shared.learn(watched.kind, took)
        await self.desk.happened(event)
        # After what has become of the job, which may halt the run: nobody submits before it is known.
        self.places.free(watched.task.request.model)

    def _leave(self, watched: _Watched, took_s: float | None = None) -> float:
        """Watch a job no longer; return how long it took."""
        del self._jobs[watched.job]
        return self.asking.end(watched.job, self.ports.clock.monotonic(), took_s)

    def _later(self, watched: _Watched, seconds: float) -> None:
        self.asking.later(watched.job, self.ports.clock.monotonic() + seconds)

    def _backoff(self, watched: _Watched) -> float:
        return float(min(LONGEST_S, max(self.ports.pace.every, 0.5) * 2 ** min(watched.troubles, 8)))

    def _seen(self, watched: _Watched, phase: str, progress: float | None, trouble: Reason | None = None) -> None:
        self.desk.heard(
            e.JobSeen(task=watched.task.id, job=watched.job, phase=phase, progress=progress, trouble=trouble)
        )


def _marks(task: RequestTask, told: Bill | None) -> tuple[str, ...]:
    if told is None:
        return (USAGE_UNKNOWN,)
    return (OVERRUN,) if told.cost.micros > task.bound.micros else ()


def _reserved(task: RequestTask) -> Bill:
    """Return what was reserved for a job: booked where the service doesn't say what it billed."""
    return Bill(seconds=task.estimate.billed_seconds.high, cost=task.bound)
