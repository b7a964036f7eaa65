"""Supply: makes every medium of a request readable for the service, by a lease that is still valid or by an upload."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import anyio

from engine.errors import AuthorError, EngineError, OperatorError
from engine.plan.model import MediaUse, RequestTask
from engine.run import events as e
from engine.run.driver.crew import Crew
from engine.run.driver.gate import Gates, Unanswered
from engine.run.driver.results import Results
from engine.run.exits import of_its_media
from engine.run.ports import Ports
from engine.run.service import Lease, Refusal, Throttled, Unreachable, UploadAnswer
from engine.values.address import shown
from engine.values.media import DataSource, FileSource, MediaKind, TaskSource, UrlSource
from engine.values.reason import because, quoted

# A lease passed on must outlive the whole queue wait of the job that reads it, and then some.
MARGIN_S = 3600.0
FOREVER = float("inf")
# A URL is asked for its version again if it waited longer than this for its turn to be sent.
ASKED_S = 30.0
Answer = UploadAnswer | Unanswered


@dataclass(slots=True)
class Supply:
    """Knows the leases of this run's uploads, by digest."""

    ports: Ports
    gates: Gates
    files: Crew
    results: Results
    _uploads: dict[tuple[str, str], Lease] = field(default_factory=dict)
    _locks: dict[tuple[str, str], anyio.Lock] = field(default_factory=dict)

    async def prepare(self, task: RequestTask) -> e.Event:
        """Return Prepared with a URL for each reference, or MediaFailed; Left if the run leaves while somebody is away."""
        expires = FOREVER
        urls: dict[str, str] = {}
        try:
            if any(use.media.kind is MediaKind.IMAGE for use in task.request.media):
                urls |= await self.files.call(self.ports.inline, task)
        except AuthorError as error:
            return _failed(task, e.Cause.of_error(error), retry=False)
        for use in task.request.media:
            if use.reference in urls:
                continue
            try:
                lease = await self._lease(use, task.request.sent_name)
            except EngineError as error:
                if not of_its_media(error):
                    raise
                return _failed(task, e.Cause.of_error(error), retry=False)
            match lease:
                case Lease():
                    urls[use.reference] = lease.url
                    expires = min(expires, lease.expires)
                case Refusal() if lease.retry:
                    why = quoted(": ".join(filter(None, (lease.code, lease.message))))
                    return _failed(task, e.Cause.of(because("upload-failed", why=why)), retry=True)
                case Refusal():
                    cause = e.Cause(code=lease.code, message=lease.message, operator=lease.operator)
                    return _failed(task, cause, retry=False)
                case Throttled():
                    return _failed(task, e.Cause(code="throttled"), retry=True)
                case Unanswered():
                    return _failed(task, lease.cause, retry=False) if lease.given_up else e.Left(task=task.id)
                case Unreachable():
                    return _failed(task, e.Cause.of(because("upload-failed", why=lease.reason)), retry=True)
        return e.Prepared(task=task.id, urls=urls, expires=expires)

    def fresh(self, prepared: e.Prepared) -> bool:
        """Whether the URLs still live long enough to be sent."""
        return prepared.expires - self.ports.clock.now() >= MARGIN_S

    def upstream(self, task: RequestTask, fingerprints: Mapping[str, str]) -> dict[str, str]:
        """Say which bytes a request is made from: "fingerprint/output" of the task before -> digest."""
        sources = [use.media.source for use in task.request.media]
        return {
            f"{fingerprints[source.task]}/{source.output}": self.results.digest(source.task)
            for source in sources
            if isinstance(source, TaskSource)
        }

    async def _lease(self, use: MediaUse, model: str) -> Answer:
        match use.media.source:
            case UrlSource() as source:
                return await self._of_url(source)
            case DataSource(url=url):
                return Lease(url=url, expires=FOREVER)
            case TaskSource(task=task):
                return await self._of_task(task, model, use.media.facts.format or "mp4")
            case FileSource(digest=digest, path=path):
                return await self._upload(digest, Path(path), model, Path(path).name)

    async def _of_url(self, source: UrlSource) -> Lease:
        """Pass a URL on if it still has the version that was planned; a server that says nothing now decides nothing."""
        if not source.changeable:
            return Lease(url=source.url, expires=FOREVER)
        now = await self.files.call(self.ports.version_of, source.url)
        if now is not None and source.differs(now):
            raise AuthorError("media-changed", path=shown(source.url))
        return Lease(url=source.url, expires=self.ports.clock.now() + MARGIN_S + ASKED_S)

    async def _of_task(self, task: str, model: str, ext: str) -> Answer:
        lease = self.results.leases.get(task)
        if lease is not None and lease.expires - self.ports.clock.now() >= MARGIN_S:
            return lease
        digest = self.results.digest(task)
        path = await self.files.call(self.ports.store.whole, digest)
        return await self._upload(digest, path, model, f"{digest[:16]}.{ext}")

    async def _upload(self, digest: str, path: Path, model: str, name: str) -> Answer:
        """Upload bytes once, however many tasks of this run read them; the service goes by the name's ending."""
        key = (digest, model)
        async with self._locks.setdefault(key, anyio.Lock()):
            known = self._uploads.get(key)
            if known is not None and known.expires - self.ports.clock.now() >= MARGIN_S:
                return known
            if not await self.files.call(path.is_file):
                raise OperatorError("media-missing", path=str(path))
            upload = partial(self.ports.service.upload, path, model=model, name=name, digest=digest)
            answer = await self.gates.uploads.ask(partial(self.gates.service.ask, upload))
            if isinstance(answer, Lease):
                self._uploads[key] = answer
            return answer


def _failed(task: RequestTask, cause: e.Cause, *, retry: bool) -> e.MediaFailed:
    return e.MediaFailed(task=task.id, cause=cause, retry=retry)
