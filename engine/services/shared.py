"""A client of the embedded service that stays one when another process's server goes and a new one comes."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from engine.catalog import AnswerShape
from engine.plan import Request
from engine.run.service import (
    CancelAnswer,
    FetchAnswer,
    ListAnswer,
    Opened,
    Payload,
    PollAnswer,
    RunningAnswer,
    Service,
    Unreachable,
    Unsent,
    UploadAnswer,
)
from engine.services.dashscope.client import DashScope
from engine.services.dashscope.profile import parse_base_url
from engine.services.embedded import Embedded, EmbeddedAddress

T = TypeVar("T")


class SharedClient(Service):
    """The port over a client whose address is looked for again whenever nothing answers there."""

    def __init__(self, client: DashScope, embedded: Embedded, address: EmbeddedAddress) -> None:
        self._client = client
        self._embedded = embedded
        self._address = address

    def open(self) -> AbstractAsyncContextManager[Opened | Unsent]:
        return self._open()

    @asynccontextmanager
    async def _open(self) -> AsyncIterator[Opened | Unsent]:
        """Connect only to a server that still says that it is there: one that goes would leave a submit in doubt."""
        if not self._embedded.is_at(self._address):
            await self._look_again()
        async with self._client.open() as opened:
            yield await self._heard(opened)

    def payload(self, request: Request, urls: Mapping[str, str]) -> Payload:
        return self._client.payload(request, urls)

    async def poll(self, job: str, answer: AnswerShape) -> PollAnswer:
        return await self._heard(await self._client.poll(job, answer))

    async def ping(self) -> Unreachable | None:
        return await self._heard(await self._client.ping())

    async def cancel(self, job: str) -> CancelAnswer:
        return await self._heard(await self._client.cancel(job))

    async def list_jobs(self, *, model: str | None = None) -> ListAnswer:
        return await self._heard(await self._client.list_jobs(model=model))

    async def running_jobs(self, pages: int) -> RunningAnswer:
        return await self._heard(await self._client.running_jobs(pages))

    def server_time(self) -> float | None:
        return self._client.server_time()

    def heard_s(self) -> float | None:
        return self._client.heard_s()

    async def upload(self, path: Path, *, model: str, name: str, digest: str) -> UploadAnswer:
        return await self._heard(await self._client.upload(path, model=model, name=name, digest=digest))

    async def fetch(self, url: str, part: Path) -> FetchAnswer:
        """Fetch from where the service is now: its links hold at every address that it has."""
        here = urlsplit(self._address.base_url).netloc
        return await self._heard(await self._client.fetch(urlsplit(url)._replace(netloc=here).geturl(), part))

    async def _heard(self, answer: T) -> T:
        if isinstance(answer, Unreachable | Unsent):
            await self._look_again()
        return answer

    async def _look_again(self) -> None:
        self._address = await self._embedded.reach()
        self._client.base = parse_base_url(self._address.base_url)
