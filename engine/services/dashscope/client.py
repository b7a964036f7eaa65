"""The client of one endpoint with its key: the port `Service` over HTTP. No retry, no sleep, no decision.

This is the one place that writes the key's header; it goes to the API's host only. Storage hosts get none of it.
"""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from urllib.parse import quote, urlencode

from engine.catalog import AnswerShape
from engine.catalog.service import ServiceProfile
from engine.net.answer import Answer
from engine.net.network import AGENT, DIRECT, Network
from engine.net.stream import hang_up
from engine.net.tls import tls_context
from engine.plan.model import Request
from engine.run.service import (
    CancelAnswer,
    FetchAnswer,
    ListAnswer,
    Opened,
    Payload,
    PollAnswer,
    Refusal,
    RunningAnswer,
    Service,
    Throttled,
    Unreachable,
    Unsent,
    UploadAnswer,
)
from engine.services.dashscope import listing, wire
from engine.services.dashscope.client_http import ServiceHttp, TimeLimits
from engine.services.dashscope.client_submit import Submission, dial
from engine.services.dashscope.fetch import fetch_result
from engine.services.dashscope.profile import BaseUrl, base_url_of, storage_url
from engine.services.dashscope.secret import Secret
from engine.services.dashscope.server_clock import ServerClock
from engine.services.dashscope.storage import Policy, policy_of
from engine.services.dashscope.upload import send_file
from engine.values.reason import because


class DashScope(Service):
    """One endpoint with its key; made by `connect`.

    `clock` is the clock of `send_by` (it counts while the machine sleeps); `wall` gives Unix seconds.
    """

    def __init__(
        self, base: BaseUrl, key: Secret, *, clock: Callable[[], float], wall: Callable[[], float], limits: TimeLimits,
        network: Network,
    ) -> None:  # fmt: skip
        self.base = base
        self._key = key
        self._clock = clock
        self._wall = wall
        self._limits = limits
        self._network = network
        self._http = ServiceHttp(limits, network)
        self._server = ServerClock(clock)

    def open(self) -> AbstractAsyncContextManager[Opened | Unsent]:
        return self._open()

    def payload(self, request: Request, urls: Mapping[str, str]) -> Payload:
        return wire.payload_of(request, urls)

    async def poll(self, job: str, answer: AnswerShape) -> PollAnswer:
        said = await self._ask("GET", f"/tasks/{quote(job, safe='')}")
        if isinstance(said, Unreachable):
            return said
        return wire.poll_answer(job, answer, said.status, said.headers, said.body)

    async def ping(self) -> Unreachable | None:
        """Ask for the first line of the list of jobs."""
        answer = await self._ask("GET", "/tasks/?page_no=1&page_size=1")
        if isinstance(answer, Unreachable):
            return None if answer.answered else answer
        return wire.server_trouble(answer.status, answer.body) if answer.status >= 500 else None

    async def cancel(self, job: str) -> CancelAnswer:
        answer = await self._ask("POST", f"/tasks/{quote(job, safe='')}/cancel")
        if isinstance(answer, Unreachable):
            return answer
        return wire.cancel_answer(answer.status, answer.headers, answer.body)

    async def list_jobs(self, *, model: str | None = None) -> ListAnswer:
        """List the jobs of the last 24 hours; a sweep of the pages in which some may be missed is made again.

        No window is sent: the zone of the service's times is unknown, and a wrong one looks like an empty list. A service
        that ignores `model` gives jobs of others too.
        """
        again = 0
        while True:
            pages = await self._sweep(model)
            answer = listing.whole(pages, again) if isinstance(pages, list) else pages
            if answer is not None:
                return answer
            again += 1

    async def running_jobs(self, pages: int) -> RunningAnswer:
        read: list[listing.Page] = []
        while len(read) < pages and (not read or len(read) < read[-1].pages):
            page = await self._page(len(read) + 1, listing.running_query)
            if not isinstance(page, listing.Page):
                return page
            read.append(page)
        return listing.running(read)

    def server_time(self) -> float | None:
        return self._server.now()

    def heard_s(self) -> float | None:
        return self._server.age()

    async def upload(self, path: Path, *, model: str, name: str, digest: str) -> UploadAnswer:
        policy = await self._policy(model)
        if not isinstance(policy, Policy):
            return policy
        return await send_file(
            self._http, policy, path, name=name, digest=digest, base=self.base, agent=AGENT, now=self._wall
        )

    async def storage_host(self, *, model: str) -> str | Throttled | Refusal | Unreachable:
        """Ask which storage takes uploads for a model, and return its address; nothing is uploaded."""
        policy = await self._policy(model)
        if not isinstance(policy, Policy):
            return policy
        try:
            return storage_url(policy.host, self.base)
        except ValueError:
            return Unreachable(reason=because("no-such-address"))

    async def knock(self, url: str) -> Unreachable | None:
        """Ask a storage host for nothing, without the key; None if it gives any answer at all."""
        answer = await self._http.ask("GET", url, [("User-Agent", AGENT)], seconds=self._limits.request)
        return answer if isinstance(answer, Unreachable) and not answer.answered else None

    async def _policy(self, model: str) -> Policy | Throttled | Refusal | Unreachable:
        answer = await self._ask("GET", "/uploads?" + urlencode({"action": "getPolicy", "model": model}))
        if isinstance(answer, Unreachable):
            return answer
        given = wire.policy_answer(answer.status, answer.headers, answer.body)
        return policy_of(given) if isinstance(given, dict) else given

    async def fetch(self, url: str, part: Path) -> FetchAnswer:
        return await fetch_result(self._http, url, part, base=self.base, agent=AGENT)

    async def aclose(self) -> None:
        await self._http.aclose()

    @asynccontextmanager
    async def _open(self) -> AsyncIterator[Opened | Unsent]:
        stream = await dial(self.base, partial(tls_context, self._network.ca_bundle), self._limits, self._network)
        if isinstance(stream, Unsent):
            yield stream
            return
        try:
            yield Submission(
                stream, self.base, self._submit_headers, self._clock, self._limits, self._server.hear, self._key.hidden
            )
        finally:
            await hang_up(stream)

    async def _sweep(self, model: str | None) -> list[listing.Page] | Throttled | Unreachable:
        pages: list[listing.Page] = []
        while listing.goes_on(pages):
            page = await self._page(len(pages) + 1, partial(listing.query_of, model=model))
            if not isinstance(page, listing.Page):
                return page
            pages.append(page)
        return pages

    async def _page(
        self, number: int, query: Callable[[int], Mapping[str, str | int]]
    ) -> listing.Page | Throttled | Unreachable:
        answer = await self._ask("GET", "/tasks/?" + urlencode(query(number)))
        if isinstance(answer, Unreachable):
            return answer
        return listing.page_answer(number, answer.status, answer.headers, answer.body)

    async def _ask(self, method: str, path: str) -> Answer | Unreachable:
        answer = await self._http.ask(
            method, f"{self.base}{path}", self._headers(), seconds=self._limits.request, heard=self._server.hear
        )
        return answer if isinstance(answer, Unreachable) else replace(answer, body=self._key.hidden(answer.body))

    def _headers(self) -> list[tuple[str, str]]:
        return [("User-Agent", AGENT), ("Authorization", self._key.bearer())]

    def _submit_headers(self) -> list[tuple[str, str]]:
        return [*self._headers(), ("Content-Type", "application/json"), ("X-DashScope-Async", "enable")]


@asynccontextmanager
async def connect(
    profile: ServiceProfile,
    key: Secret,
    *,
    clock: Callable[[], float],
    wall: Callable[[], float],
    base_url: str | None = None,
    insecure: bool = False,
    limits: TimeLimits | None = None,
    network: Network = DIRECT,
) -> AsyncIterator[DashScope]:
    """Make the client of a profile, at `base_url` if the settings give one; nothing is sent yet.

    Raises OperatorError `base-url-invalid`. `insecure` allows plain http to other machines.
    """
    base = base_url_of(profile, base_url, insecure=insecure)
    service = DashScope(base, key, clock=clock, wall=wall, limits=limits or TimeLimits(), network=network)
    try:
        yield service
    finally:
        await service.aclose()
