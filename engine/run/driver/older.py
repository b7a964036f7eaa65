"""Older jobs: accepted for requests that this run makes anew from other bytes; each is finished for the run that submitted it."""

from dataclasses import dataclass, field, replace

import anyio

from engine.plan.model import RequestTask
from engine.run import events as e
from engine.run.driver.crew import Crew
from engine.run.driver.delivery import Delivery
from engine.run.driver.desk import Desk, Writer
from engine.run.driver.gate import Gates
from engine.run.driver.inbox import Inbox
from engine.run.driver.places import JobPlaces
from engine.run.driver.queries import QueryBucket
from engine.run.driver.results import Results
from engine.run.driver.watch import Learn, Watch
from engine.run.money.attempt import AttemptState, OpenAttempt
from engine.run.ports import Ports
from engine.values.media import MediaFacts


@dataclass(slots=True)
class OlderJobs:
    """Watches them one after the other, books and keeps what they bring; it is told where they were submitted."""

    ports: Ports
    gates: Gates
    writer: Writer
    proofs: Crew
    queries: QueryBucket
    places: JobPlaces
    learn: Learn
    _waiting: list[tuple[RequestTask, OpenAttempt]] = field(default_factory=list)
    _seen: set[str] = field(default_factory=set)
    _changed: anyio.Event = field(default_factory=anyio.Event)

    def finish(self, task: RequestTask, known: OpenAttempt) -> None:
        """Watch a job to its end, once; its request is the task's, or only as alike as one of its class."""
        if known.attempt not in self._seen:
            self._seen.add(known.attempt)
            self._waiting.append((task, known))
            self._change()

    async def done(self) -> None:
        """Return when all have ended."""
        while self._waiting:
            await self._changed.wait()

    async def run(self) -> None:
        """Finish one after the other, until cancelled."""
        while True:
            if not self._waiting:
                await self._changed.wait()
                continue
            task, known = self._waiting[0]
            await self._finish(_as_asked(task, known), known)
            del self._waiting[0]
            self._change()

    def _change(self) -> None:
        self._changed.set()
        self._changed = anyio.Event()

    async def _finish(self, task: RequestTask, known: OpenAttempt) -> None:
        ports = replace(self.ports, identity=replace(self.ports.identity, run=known.run), screen=_nobody)
        desk = Desk(ports, Inbox(), self.writer)
        results = Results()
        watch = Watch(ports, desk, self.gates, results, self.queries, self.places, self.learn)
        delivery = Delivery(ports, desk, self.gates, results, self.proofs, {task.id: known.told})
        assert known.job is not None, "only an accepted job can be finished"
        if known.state is not AttemptState.SUCCEEDED:
            ended = await self._watched(watch, task, known, desk.inbox)
            if not isinstance(ended, e.JobSucceeded):
                return
            delivery.lengths[task.id] = ended.output_seconds
        await delivery.fetch(task, known.attempt, known.job)

    @staticmethod
    async def _watched(watch: Watch, task: RequestTask, known: OpenAttempt, inbox: Inbox) -> e.Event:
        """Return how the job ended."""
        assert known.job is not None
        watch.add(task, known.attempt, known.job, known.accepted or 0.0)
        async with anyio.create_task_group() as group:
            group.start_soon(watch.run)
            while isinstance(event := await inbox.take(), e.JobSeen):
                continue
            group.cancel_scope.cancel()
        return event


def _nobody(event: e.Event) -> None:
    """Watch what another run is told, which is not here."""


def _as_asked(task: RequestTask, known: OpenAttempt) -> RequestTask:
    """Return the task for which a job was submitted; of another request it isn't known what its result is to be."""
    if task.fingerprint == known.fingerprint:
        return replace(task, id=known.task)
    nothing = {name: MediaFacts(kind=facts.kind) for name, facts in task.outputs.items()}
    return replace(task, id=known.task, fingerprint=known.fingerprint, outputs=nothing)
