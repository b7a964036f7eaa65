"""The loop: commands out of the scheduler, events into it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice

import anyio

from engine.errors import first_of
from engine.plan.kept.table import stored_digest
from engine.plan.model import Plan, RequestTask
from engine.run import commands as c, events as e
from engine.run.driver.asked import ClassesAsked, FingerprintsAsked, TasksAsked
from engine.run.driver.bench import Bench
from engine.run.driver.calibration import Calibration
from engine.run.driver.crew import Crew, crew_of
from engine.run.driver.delivery import Delivery
from engine.run.driver.desk import Desk, Writer
from engine.run.driver.first_look import FirstLook
from engine.run.driver.gate import Gates, Unanswered
from engine.run.driver.graves import Graves
from engine.run.driver.hearing import Hearing
from engine.run.driver.inbox import Inbox
from engine.run.driver.lane import Lane
from engine.run.driver.lookout import Lookout
from engine.run.driver.older import OlderJobs
from engine.run.driver.places import JobPlaces
from engine.run.driver.publishing import Publishing
from engine.run.driver.queries import QueryBucket
from engine.run.driver.reconcile import Reconciler
from engine.run.driver.results import Results
from engine.run.driver.supply import Supply
from engine.run.driver.watch import Watch
from engine.run.driver.workers import Workers
from engine.run.money.attempt import made_from, outlived
from engine.run.money.takeover import answer
from engine.run.ports import Ports
from engine.run.schedule.scheduler import Scheduler
from engine.values.reason import because

TOGETHER = 1000  # decisions in one transaction
THREADS = 4  # of a run for files and decoders; they are its own, so that a busy host delays no step of it


async def drive(
    plan: Plan, scheduler: Scheduler, ports: Ports, started: e.RunStarted, taken: Iterable[e.Event]
) -> e.RunEnded:
    """Carry a plan out to its end; return how it ended. Cancelling it loses nothing that was accepted.

    `taken` are the events by which this run takes over what earlier ones left. Raises OperatorError when the journal or the store
    can't be written.
    """
    writer = Writer(ports)
    async with crew_of(THREADS) as files, crew_of(ports.cores) as proofs:
        try:
            desk = Desk(ports, Inbox(), writer)
            await desk.record(started)
            ports.screen(started)
            return await _Loop(plan, scheduler, ports, desk, files, proofs).run(taken)
        except BaseExceptionGroup as group:
            raise first_of(group) from None
        finally:
            await writer.leave()


@dataclass(slots=True)
class _Loop:
    plan: Plan
    scheduler: Scheduler
    ports: Ports
    desk: Desk
    files: Crew
    proofs: Crew
    gates: Gates = field(init=False)
    places: JobPlaces = field(init=False)
    results: Results = field(init=False)
    supply: Supply = field(init=False)
    lane: Lane = field(init=False)
    watch: Watch = field(init=False)
    delivery: Delivery = field(init=False)
    publishing: Publishing = field(init=False)
    bench: Bench = field(init=False)
    older: OlderJobs = field(init=False)
    reconciler: Reconciler = field(init=False)
    first: FirstLook = field(init=False)
    hearing: Hearing = field(init=False)
    tasks: TasksAsked = field(init=False)
    stopped: bool = False
    prepared: dict[str, e.Prepared] = field(default_factory=dict)
    since: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.gates = Gates(self.ports, self.desk.happened)
        self.places = JobPlaces(self.ports, lambda: self.scheduler.submits)
        self.results = Results(partial(stored_digest, self.plan.tasks))
        self.supply = Supply(self.ports, self.gates, self.files, self.results)
        queries, calibration = QueryBucket(self.ports), Calibration(self.ports, self.desk)
        self.watch = Watch(self.ports, self.desk, self.gates, self.results, queries, self.places, calibration.answer)
        self.delivery = Delivery(self.ports, self.desk, self.gates, self.results, self.proofs)
        self.publishing = Publishing(self.ports, self.desk, self.results, self.files)
        self.tasks = TasksAsked(self.plan.tasks)
        known = FingerprintsAsked(self.tasks)
        self.bench = Bench(self.ports, self.desk, self.supply, self.files, known)
        self.older = OlderJobs(
            self.ports, self.gates, self.desk.writer, self.proofs, queries, self.places, calibration.answer
        )
        self.lane = Lane(self.ports, self.desk, self.gates, self.supply, known, self.plan.as_of)
        alike = ClassesAsked(self.plan.tasks, self.tasks)
        graves = Graves(self.ports, self.desk, queries, alike)
        lookout = Lookout(self.ports, self.desk, self.gates, queries)
        self.reconciler = Reconciler(self.ports, self.desk, lookout, graves, calibration, self.older.finish)
        self.first = FirstLook(self.ports, lookout, alike)
        self.hearing = Hearing(self.ports, self.desk)

    async def run(self, taken: Iterable[e.Event]) -> e.RunEnded:
        end: e.RunEnded | None = None
        async with anyio.create_task_group() as group:
            group.start_soon(self.desk.writer.run)
            for _ in range(THREADS):
                group.start_soon(self.publishing.run)
            group.start_soon(self.watch.run)
            group.start_soon(self.older.run)
            if self.ports.connected is not None:
                group.start_soon(self.reconciler.run)
            group.start_soon(self.hearing.run)
            group.start_soon(self.places.run)
            group.start_soon(self._stop_when_wished, group.cancel_scope)
            group.start_soon(self._leave_when_asked, group.cancel_scope)
            if self.ports.wait_s is not None:
                group.start_soon(self._stop_after, self.ports.wait_s)
            workers = Workers[c.Command](group, self._do)
            end = await self._begin(taken, workers) or await self._until_the_end(workers)
            group.cancel_scope.cancel()
        return end or await self._end(c.End(state="interrupted", cause=None))

    async def _begin(self, taken: Iterable[e.Event], workers: Workers[c.Command]) -> e.RunEnded | None:
        """Carry out what there is to do at first, so much of it at once that it is never held as a whole."""
        commands = iter(self.scheduler.start(taken))
        end: e.RunEnded | None = None
        while end is None and (some := list(islice(commands, TOGETHER))):
            end = await self._carry_out(some, workers)
        return end

    async def _until_the_end(self, workers: Workers[c.Command]) -> e.RunEnded:
        while True:
            event = await self.desk.inbox.take()
            self._learn(event)
            commands = self.scheduler.on(event)
            if isinstance(event, e.Fetched):
                self._forget(event)
            end = await self._carry_out(commands, workers)
            if end is not None:
                return end

    async def _until_others_end(self) -> None:
        """Wait until the older jobs are finished too, and those that show up late, or somebody wishes that the run stop."""
        self.hearing.ended = True
        async with anyio.create_task_group() as group:

            async def wait() -> None:
                await self.older.done()
                if self.ports.connected is not None:
                    await self.reconciler.finish()
                group.cancel_scope.cancel()

            group.start_soon(wait)
            while not self.stopped:
                self._learn(await self.desk.inbox.take())
            group.cancel_scope.cancel()

    async def _stop_when_wished(self, everything: anyio.CancelScope) -> None:
        await self.ports.stop.wait()
        await self.desk.happened(e.Interrupted(cause="interrupted"))
        await anyio.sleep(self.ports.leave_s)
        everything.cancel()

    async def _leave_when_asked(self, everything: anyio.CancelScope) -> None:
        await self.hearing.stopped.wait()
        await anyio.sleep(self.ports.leave_s)
        everything.cancel()

    async def _stop_after(self, seconds: float) -> None:
        await self.ports.clock.sleep(seconds)
        await self.desk.happened(e.Interrupted(cause="waiting"))

    async def _carry_out(self, commands: Sequence[c.Command], workers: Workers[c.Command]) -> e.RunEnded | None:
        await self._record([command.event for command in commands if isinstance(command, c.RecordEvent)])
        for command in commands:
            match command:
                case c.RecordEvent():
                    pass
                case c.Poll():
                    since = self.since.get(command.task, self.ports.clock.now())
                    self.watch.add(self.tasks[command.task], command.attempt, command.job, since)
                case c.Reconcile():
                    self.reconciler.add(self.tasks[command.task], command.attempt, command.why, command.run)
                case c.End():
                    await self._until_others_end()
                    return await self._end(command)
                case c.Publish():
                    self.publishing.add(command)
                case _:
                    workers.give(command)
        return None

    async def _record(self, decided: list[e.Event]) -> None:
        """Journal what the scheduler has decided before anything of it is carried out."""
        for start in range(0, len(decided), TOGETHER):
            events = decided[start : start + TOGETHER]
            await self.desk.record(*events)
            for event in events:
                if not isinstance(event, e.Reused):  # what the plan is answered by stands in it
                    self._learn(event)
                self.ports.screen(event)

    async def _do(self, command: c.Command) -> None:
        match command:
            case c.Prepare():
                self.ports.screen(e.Begun(task=command.task))
                await self.desk.happened(await self._prepare(self.tasks[command.task]))
            case c.Make():
                await self.desk.happened(e.Making(task=command.task))
                await self.desk.happened(await self.bench.make(self.tasks[command.task]))
            case c.Submit():
                await self._submit(command)
            case c.Fetch():
                await self.delivery.fetch(self.tasks[command.task], command.attempt, command.job)
            case c.Pause():
                await self.ports.clock.sleep(command.seconds)
                self.desk.heard(e.Ticked(task=command.task))

    async def _prepare(self, task: RequestTask) -> e.Event:
        other = await self._taken_over(task, self.supply.upstream(task, self.lane.fingerprints))
        if other is not None:
            return other
        event = await self.supply.prepare(task)
        if isinstance(event, e.Prepared):
            self.prepared[task.id] = event
        return event

    async def _taken_over(self, task: RequestTask, upstream: Mapping[str, str]) -> e.Event | None:
        """Take over what is open of a task, now that it is known what it is made from; a job of other bytes is finished."""
        if not upstream:
            return None
        opened = await self.desk.durably(self.ports.journal.open_of, task.fingerprint)
        for older in outlived(opened, upstream, self.ports.identity.host):
            self.older.finish(task, older)
        known = made_from(opened, upstream)
        found = answer(task.id, known, self.ports.identity.host) if known is not None else None
        return None if isinstance(found, e.Blocked) else found

    async def _submit(self, command: c.Submit) -> None:
        """Submit to the end once begun: a request that may have left is never abandoned to an interrupt."""
        task = self.tasks[command.task]
        obstacle = await self.first.obstacle(task.id)
        if isinstance(obstacle, e.Halted):
            await self.desk.happened(obstacle)
            self.desk.heard(e.Left(task=task.id))
            return
        if obstacle is not None:
            self.desk.heard(obstacle)
            return
        if not await self.places.take(task.request.model, partial(self.ports.screen, e.Crowded(task=task.id))):
            self.desk.heard(e.Left(task=task.id))
            return
        handed = False
        try:
            handed = await self._pass(task, command.number)
        finally:
            if not handed:
                self.places.free(task.request.model)

    async def _pass(self, task: RequestTask, number: int) -> bool:
        """Submit; return whether that made a job, which has the place from then on."""
        async with self.lane.connection() as opened:
            if isinstance(opened, Unanswered):
                await self.desk.happened(_unsent(task, opened))
                return False
            prepared = self.prepared.pop(task.id)
            if not self.supply.fresh(prepared):
                again = await self.supply.prepare(task)
                if not isinstance(again, e.Prepared):
                    await self.desk.happened(e.NotSent(task=task.id, attempt="", reason=because("link-expired")))
                    return False
                prepared = again
            if not self.scheduler.submits:  # a place or the service may have been waited for for hours
                self.desk.heard(e.Left(task=task.id))
                return False
            with anyio.CancelScope(shield=True):
                told = await self.lane.submit(task, number, prepared.urls, opened)
                handed = isinstance(told, e.Accepted)
                if isinstance(told, e.Accepted):
                    self.places.hand_over(told.job)
                self.desk.heard(told)
        return handed

    def _learn(self, event: e.Event) -> None:
        """Keep what later commands need to know."""
        self.hearing.learn(event)
        match event:
            case e.Interrupted():
                self.stopped = True
                self.gates.leave()
                self.places.wake()
            case e.Halted():
                self.places.wake()
            case e.Blocked(by="shadow") if event.attempt:
                self.reconciler.add_other(self.tasks[event.task], event.attempt)
            case e.Reused() | e.Fetched() | e.Made():
                self.results.keep(event.task, event.digest)
            case e.Arrived():
                self.delivery.lengths[event.task] = event.output_seconds
            case e.Accepted() | e.TakenOver():
                self.since[event.task] = event.at
                if isinstance(event, e.Accepted):
                    self.delivery.own.add(event.attempt)
            case e.JobSucceeded():
                self.delivery.lengths[event.task] = event.output_seconds

    def _forget(self, event: e.Fetched) -> None:
        """Let go what only served to bring a result, and the links of results that no task will read any more."""
        self.since.pop(event.task, None)
        self.delivery.forget(event.task, event.attempt)
        for name in self.scheduler.read_to_the_end(event.task):
            self.results.leases.pop(name, None)

    async def _end(self, command: c.End) -> e.RunEnded:
        ended = e.RunEnded(state=command.state, cause=command.cause)
        await self.desk.record(ended)
        self.ports.screen(ended)
        return ended


def _unsent(task: RequestTask, told: Unanswered) -> e.Event:
    """What becomes of a task for which no connection stood."""
    return e.NotSent(task=task.id, attempt="", reason=told.why, retry=False) if told.given_up else e.Left(task=task.id)
