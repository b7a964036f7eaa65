"""Requests that may be repeated, with their time limits and with their errors as values of the port."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import Final, TypeVar

import anyio
from anyio import to_thread

from engine.net.address import Address
from engine.net.answer import Answer, Heard, heard_nothing
from engine.net.http import HeaderList, Http, Reply
from engine.net.network import Network
from engine.net.trouble import NetError
from engine.run.service import Unreachable
from engine.services.dashscope.wire_values import JSON_LIMIT, scrubbed
from engine.values.reason import because

T = TypeVar("T")
_TRANSFERS: Final = 6  # uploads and downloads at a time; the other connections stay free for queries


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLimits:
    """Seconds: to connect; for each read or write; for a whole submit or query; for a whole upload or download."""

    connect: float = 10.0
    read: float = 60.0
    request: float = 90.0
    transfer: float = 1800.0


class ServiceHttp:
    """One shared client. `transfers` limits uploads and downloads; who makes one holds it.

    `tags` are the ETags of what part files hold that broke off, by their paths.
    """

    def __init__(self, limits: TimeLimits, network: Network) -> None:
        self.limits = limits
        self.transfers = anyio.CapacityLimiter(_TRANSFERS)
        self.tags: dict[str, str | None] = {}
        self._threads = anyio.CapacityLimiter(_TRANSFERS)
        self._shared = Http(network, connect_s=limits.connect, wait_s=limits.read)

    async def in_thread(self, call: Callable[..., T], *args: object) -> T:
        """Read or write a file in one of this client's own threads, for which nobody else waits."""
        return await to_thread.run_sync(partial(call, *args), limiter=self._threads)

    async def ask(
        self, method: str, url: str, headers: HeaderList, content: AsyncIterator[bytes] | bytes = b"", *,
        seconds: float, heard: Heard = heard_nothing,
    ) -> Answer | Unreachable:  # fmt: skip
        """Send one request and read the whole answer within `seconds`; who gives `content` closes it.

        `heard` is told the answer's headers as soon as they come.
        """
        with anyio.move_on_after(seconds):
            async with self.stream(method, url, headers, content) as reply:
                if isinstance(reply, Unreachable):
                    return reply
                heard(reply.headers)
                return await _whole(reply)
        return Unreachable(reason=because("answer-late", seconds=f"{seconds:g}"))

    @asynccontextmanager
    async def stream(
        self, method: str, url: str, headers: HeaderList, content: AsyncIterator[bytes] | bytes = b""
    ) -> AsyncIterator[Reply | Unreachable]:
        """Send one request; its answer is read within the block."""
        try:
            reply = await self._shared.send(method, Address.of(url), headers, content)
        except NetError as error:
            yield Unreachable(reason=scrubbed(error.reason))
            return
        except ValueError:
            yield Unreachable(reason=because("no-such-address"))
            return
        try:
            yield reply
        finally:
            await reply.aclose()

    async def aclose(self) -> None:
        await self._shared.aclose()


async def _whole(reply: Reply) -> Answer | Unreachable:
    if reply.headers.get("content-encoding", "identity").lower() != "identity":
        return Unreachable(reason=because("answer-encoded"), status=reply.status, answered=True)
    try:
        body = await reply.whole(JSON_LIMIT)
    except NetError as error:
        return Unreachable(reason=scrubbed(error.reason), status=reply.status)
    if body is None:
        return Unreachable(reason=because("answer-too-big", limit=JSON_LIMIT), status=reply.status, answered=True)
    return Answer(status=reply.status, headers=reply.headers, body=body)
