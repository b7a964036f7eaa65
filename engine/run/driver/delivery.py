"""Delivery: a finished job's result into the store, checked and durable, and then under its name."""

from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from anyio import CapacityLimiter, to_thread

from engine.errors import EngineError, OperatorError
from engine.plan.model import RequestTask
from engine.run import commands as c, events as e
from engine.run.driver.bench import unchanged
from engine.run.driver.desk import Desk
from engine.run.driver.supply import Supply
from engine.run.ports import Ports
from engine.run.service import Download, DownloadFailed, JobState, JobView, Lease
from engine.values.media import FileSource, TaskSource

TRIES = 5
PAUSE_S = 1.0


@dataclass(slots=True)
class Delivery:
    """Downloads, checks, keeps and publishes."""

    ports: Ports
    desk: Desk
    supply: Supply
    threads: CapacityLimiter
    lengths: dict[str, Decimal | None] = field(
        default_factory=dict
    )  # task -> seconds of its result, if the service said

    async def fetch(self, task: RequestTask, attempt: str, job: str) -> None:
        """Bring the result of a job into the store; the loop hears Fetched or FetchFailed."""
        cause = e.Cause(code="download-failed", message="the result could not be downloaded")
        tried = 0
        while tried < TRIES:
            got = await self._once(task, attempt, job)
            if isinstance(got, e.Fetched):
                await self.desk.happened(got)
                return
            if got is None:  # another run downloads it: that is waited for, and is no try of this one
                await self.ports.clock.sleep(PAUSE_S)
                continue
            cause, tried = got, tried + 1
            if tried < TRIES:
                await self.ports.clock.sleep(PAUSE_S * 2 ** (tried - 1))
        await self.desk.happened(e.FetchFailed(task=task.id, attempt=attempt, job=job, cause=cause, final=True))

    async def _once(self, task: RequestTask, attempt: str, job: str) -> e.Fetched | e.Cause | None:
        """Try once; None while another run is downloading the same."""
        url = await self._url(task, job)
        if isinstance(url, e.Cause):
            return url
        with self.ports.store.part(job) as part:
            if part is None:
                return None
            got = await self.ports.service.fetch(url, part)
            if not isinstance(got, Download):
                if isinstance(got, DownloadFailed) and got.gone:
                    self.supply.results.pop(task.id, None)
                return e.Cause(code="download-failed", message=got.reason)
            try:
                facts = await to_thread.run_sync(self.ports.check, part, self.lengths[task.id], limiter=self.threads)
            except OperatorError:
                raise
            except EngineError as error:
                return e.Cause.of_error(error)
            await self.desk.durably(self.ports.store.keep, part, got.digest)
        return e.Fetched(
            task=task.id,
            attempt=attempt,
            job=job,
            fingerprint=task.fingerprint,
            output=next(iter(task.outputs)),
            digest=got.digest,
            size=got.size,
            facts=self.ports.data_of(facts),
        )

    async def _url(self, task: RequestTask, job: str) -> str | e.Cause:
        """The result's URL from the last answer, or from a fresh one if that link has died."""
        lease = self.supply.results.get(task.id)
        if lease is not None and lease.expires > self.ports.clock.now():
            return lease.url
        view = await self.ports.service.poll(job, task.request.answer)
        if isinstance(view, JobView) and view.state is JobState.SUCCEEDED and view.result_url is not None:
            expires = view.result_expires or self.ports.clock.now() + 3600
            self.supply.results[task.id] = Lease(url=view.result_url, expires=expires)
            return view.result_url
        return e.Cause(code="result-gone", message="the service no longer gives a link to the result")

    async def publish(self, command: c.Publish) -> None:
        """Put an artifact under its name; the loop hears Published or PublishFailed."""
        about = {"row": command.row, "output": command.output, "key": command.key, "file": command.file}
        try:
            path, replaced, digest = await to_thread.run_sync(self._published, command, limiter=self.threads)
        except EngineError as error:
            await self.desk.happened(e.PublishFailed(**about, cause=e.Cause.of_error(error)))
            return
        await self.desk.happened(e.Published(**about, path=path, digest=digest, replaced=replaced))

    def _published(self, command: c.Publish) -> tuple[str, bool, str]:
        match command.source:
            case TaskSource(task=task):
                digest = self.supply.digests[task]
                source = self.ports.store.path(digest)
            case FileSource(digest=digest, path=name):
                source = unchanged(Path(name), digest)
        return *self.ports.publisher.publish(file=command.file, source=source, digest=digest), digest
