"""Delivery: a finished job's result into the store, checked and durable."""

from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import partial

from engine.errors import OperatorError
from engine.plan.model import RequestTask
from engine.run import events as e
from engine.run.driver.crew import Crew
from engine.run.driver.desk import Desk
from engine.run.driver.gate import Gates, Unanswered
from engine.run.driver.results import Results
from engine.run.exits import for_all
from engine.run.ports import Part, Ports
from engine.run.result import remarks_on
from engine.run.service import Download, JobState, JobView, Lease, Throttled, Unreachable
from engine.values.media import Proof
from engine.values.reason import Reason, because

TRIES = 5
PAUSE_S = 1.0


@dataclass(frozen=True, slots=True)
class Found:
    """A result that lies in the store: its digest, how many bytes it has, and what a look into it showed."""

    digest: str
    size: int
    proof: Proof


@dataclass(slots=True)
class Delivery:
    """Downloads, checks and keeps; `lengths` are the seconds of each task's result, if the service said."""

    ports: Ports
    desk: Desk
    gates: Gates
    results: Results
    proofs: Crew
    lengths: dict[str, Decimal | None] = field(default_factory=dict)
    own: set[str] = field(default_factory=set)  # the attempts that this run has submitted

    async def fetch(self, task: RequestTask, attempt: str, job: str) -> None:
        """Bring the result of a job into the store; the loop hears Fetched, Reused, Held, FetchFailed or Left.

        Who gives no answer is waited for, and so is another process while it is at it, however long it takes.
        """
        tried = 0
        while True:
            with ExitStack() as held:
                part = held.enter_context(self.ports.store.part(job))
                if part is not None:
                    got = await self._once(task, attempt, job, part)
                    tried += 1
                    if self._is_settled(got) or tried == TRIES:
                        await self._tell(task, attempt, job, part, held, got)
                        return
            await self.ports.clock.sleep(PAUSE_S * 2 ** max(0, tried - 1))

    def forget(self, task: str, attempt: str) -> None:
        """Let go what was known of a result that has come."""
        self.lengths.pop(task, None)
        self.own.discard(attempt)

    @staticmethod
    def _is_settled(got: e.Event | e.Cause | Unanswered) -> bool:
        """Whether another try would come to nothing else."""
        return for_all(got) if isinstance(got, e.Cause) else True

    async def _tell(
        self,
        task: RequestTask,
        attempt: str,
        job: str,
        part: Part,
        held: ExitStack,
        got: e.Event | e.Cause | Unanswered,
    ) -> None:
        """Have written down what came of it; the part file is needed, and held, until the journal says what its bytes are."""
        match got:
            case Unanswered(given_up=False):
                self.desk.heard(e.Left(task=task.id))
            case Unanswered() | e.Cause():
                cause = got.cause if isinstance(got, Unanswered) else got
                await self.desk.happened(e.FetchFailed(task=task.id, attempt=attempt, job=job, cause=cause))
            case _:
                lock = held.pop_all()
                try:
                    await self.desk.happened(got, partial(self._leave, part, lock))
                except BaseException:
                    lock.close()
                    raise

    def _leave(self, part: Part, lock: ExitStack) -> None:
        self.ports.store.drop(part)
        lock.close()

    async def _once(self, task: RequestTask, attempt: str, job: str, part: Part) -> e.Event | e.Cause | Unanswered:
        known = await self.desk.durably(self._known, attempt) if self._may_be_known(attempt) else None
        if known is not None:
            return e.Reused(task=task.id, fingerprint=task.fingerprint, digest=known, job=job)
        found = await self._proved(task, job, part)
        if not isinstance(found, Found):
            return found
        digest, proof = found.digest, found.proof
        if proof.facts is None:
            return self._unusable(task, attempt, digest, proof.fault)
        output, facts = next(iter(task.outputs)), proof.facts
        remarks, marks = remarks_on(facts, self.lengths.get(task.id), task.outputs[output], proof.fault)
        return e.Fetched(
            task=task.id,
            attempt=attempt,
            job=job,
            fingerprint=task.fingerprint,
            output=output,
            digest=digest,
            size=found.size,
            facts=self.ports.data_of(facts),
            remarks=remarks,
            marks=marks,
        )

    async def _proved(self, task: RequestTask, job: str, part: Part) -> Found | e.Cause | Unanswered:
        """Have the bytes and look into them: a moment if they are surely the service's own, else by decoding all of them.

        Whose bytes they are isn't known where nothing was announced, or by a process that is gone. Odd ones are then downloaded
        once more: those that come twice are the service's.
        """
        got = None if part.whole.is_file() else await self._download(task, job, part)
        if got is not None and not isinstance(got, Download):
            return got
        found = await self._look(part, got)
        if found.proof.fault is None or (got is not None and got.announced):
            return found
        got = await self._download(task, job, part)
        if not isinstance(got, Download):
            gone = isinstance(got, e.Cause) and got.code == "result-gone"
            return replace(found, proof=Proof(None, found.proof.fault)) if gone else got
        second = await self._look(part, got)
        if got.announced or second.digest == found.digest or second.proof.fault is None:
            return second
        return e.Cause.of(because("download-failed", why=because("download-damaged", why=second.proof.fault)))

    async def _look(self, part: Part, got: Download | None) -> Found:
        """Keep what came, or lay there, and look into it; never into more files at once than there are cores."""
        return await self.proofs.call(self._looked, part, got)

    def _looked(self, part: Part, got: Download | None) -> Found:
        store = self.ports.store
        if got is not None:
            store.complete(part)
        size, digest = part.whole.stat().st_size, store.keep(part.whole)
        announced = got is not None and got.announced
        return Found(digest, size, self.ports.prove(store.path(digest), whole=not announced))

    def _may_be_known(self, attempt: str) -> bool:
        """Whether another process may have brought in a result: not of what this run has submitted while it is alone.

        Who came since it last looked fetches nothing so soon; if it did, the result is downloaded once more, and that is all.
        """
        return attempt not in self.own or self.ports.journal.shared()

    def _known(self, attempt: str) -> str | None:
        """Return the digest under which another process has brought the result into the store, if it is whole there."""
        digest = self.ports.journal.fetched(attempt)
        try:
            return digest if digest and self.ports.store.whole(digest) else None
        except OperatorError:
            return None

    async def _download(self, task: RequestTask, job: str, part: Part) -> Download | e.Cause | Unanswered:
        url = await self._url(task, job)
        if not isinstance(url, str):
            return url
        got = await self.gates.results.ask(partial(self.ports.service.fetch, url, part.growing))
        if isinstance(got, Unanswered):
            return got
        if not isinstance(got, Download):
            self.results.leases.pop(task.id, None)  # the next try asks for a fresh link
            return e.Cause.of(because("download-failed", why=got.reason))
        return got

    def _unusable(self, task: RequestTask, attempt: str, digest: str, why: Reason | None) -> e.Held:
        """What is no video is kept as evidence, for a person to look at."""
        why = why or because("no-video")
        cause = e.Cause.of(because("result-unusable", path=str(self.ports.store.path(digest)), why=why))
        return e.Held(task=task.id, cause="result", why=cause, attempt=attempt)

    async def _url(self, task: RequestTask, job: str) -> str | e.Cause | Unanswered:
        """The result's URL from the last answer, or from a fresh one if that link has died."""
        lease = self.results.leases.get(task.id)
        if lease is not None and lease.expires > self.ports.clock.now():
            return lease.url
        poll = partial(self.ports.service.poll, job, task.request.answer)
        while isinstance(view := await self.gates.service.ask(poll), Throttled):
            await self.ports.clock.sleep(view.after_s or PAUSE_S)
        match view:
            case Unanswered():
                return view
            case JobView(state=JobState.SUCCEEDED, result_url=str(url)):
                expires = view.result_expires or self.ports.clock.now() + 3600
                self.results.leases[task.id] = Lease(url=url, expires=expires)
                return url
            case Unreachable(code=str(code)) if code:
                return e.Cause(code=code, message=view.reason.quotation, operator=True)
            case _:
                return e.Cause(code="result-gone")
