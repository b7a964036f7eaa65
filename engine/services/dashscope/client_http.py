"""Requests that may be repeated: one shared httpx client, its time limits, and its errors as values.

Nothing here follows a redirect, tries again, reads the environment or adds a header that it was not given (but Host
and the length). httpx stays behind `Http`: no other module notices which library it is.
"""

import functools
import socket
import ssl
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

import anyio
import httpx

from engine.net.quiet import keep_quiet
from engine.run.service import Unreachable
from engine.services.dashscope.words import JSON_LIMIT, scrub

SOCKET_OPTIONS: Final[tuple[tuple[int, int, int], ...]] = (
    (socket.IPPROTO_TCP, socket.TCP_NODELAY, 1),
    # Bytes that the other side doesn't acknowledge are given up after 30 s (Linux): those of a killed process do not
    # arrive minutes later.
    *(((socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, 30_000),) if hasattr(socket, "TCP_USER_TIMEOUT") else ()),
)

_CONNECTIONS: Final = 10  # httpcore looks at each pooled connection on each request: few are quicker than many
_TRANSFERS: Final = 6  # uploads and downloads at a time; the other connections stay free for queries
_NETWORK_ERRORS: Final = (
    httpx.HTTPError,
    httpx.InvalidURL,
    httpx.StreamError,
    anyio.BrokenResourceError,
    anyio.ClosedResourceError,
    OSError,
)

HeaderList = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLimits:
    """Seconds: to connect; for each read or write; for a whole submit or query; for a whole upload or download."""

    connect: float = 10.0
    read: float = 60.0
    request: float = 90.0
    transfer: float = 1800.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A complete answer; header names are lower-case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class BrokenOffError(Exception):
    """An answer ended before it was complete; the text holds no secret."""


class Reply:
    """An answer whose body still comes."""

    def __init__(self, response: httpx.Response) -> None:
        self._response = response
        self.status = response.status_code
        self.headers: Mapping[str, str] = {name.lower(): value for name, value in response.headers.items()}

    async def chunks(self) -> AsyncIterator[bytes]:
        """Go through the body as it comes, without decoding; raises BrokenOffError if it ends early."""
        try:
            async for chunk in self._response.aiter_raw():
                yield chunk
        except _NETWORK_ERRORS as error:
            raise BrokenOffError(_words(error)) from None


class _Body(httpx.AsyncByteStream):
    """A request's body that adds no generator of its own: one left open when a write fails could not be closed here."""

    def __init__(self, content: AsyncIterator[bytes]) -> None:
        self._content = content

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._content


class Http:
    """One shared client. `transfers` limits uploads and downloads; who makes one holds it."""

    def __init__(self, limits: TimeLimits) -> None:
        keep_quiet()
        self.limits = limits
        self.transfers = anyio.CapacityLimiter(_TRANSFERS)
        pool = httpx.Limits(max_connections=_CONNECTIONS, max_keepalive_connections=_CONNECTIONS, keepalive_expiry=30.0)
        transport = httpx.AsyncHTTPTransport(
            verify=tls_context(), trust_env=False, limits=pool, retries=0, socket_options=SOCKET_OPTIONS
        )
        timeout = httpx.Timeout(limits.read, connect=limits.connect)
        self._client = httpx.AsyncClient(
            transport=transport, trust_env=False, follow_redirects=False, timeout=timeout, cookies=None
        )

    async def ask(
        self, method: str, url: str, headers: HeaderList, content: AsyncIterator[bytes] | None = None, *, seconds: float
    ) -> Answer | Unreachable:
        """Send one request and read the whole answer within `seconds`; who gives `content` closes it."""
        with anyio.move_on_after(seconds):
            async with self.stream(method, url, headers, content) as reply:
                if isinstance(reply, Unreachable):
                    return reply
                return await _whole(reply)
        return Unreachable(reason=f"no complete answer within {seconds:g} s")

    @asynccontextmanager
    async def stream(
        self, method: str, url: str, headers: HeaderList, content: AsyncIterator[bytes] | None = None
    ) -> AsyncIterator[Reply | Unreachable]:
        """Send one request; its answer is read within the block."""
        try:
            # A Request built by hand carries no headers but these; the client's own would add four more.
            request = httpx.Request(method, url, headers=list(headers))
            if content is not None:
                request.stream = _Body(content)
            response = await self._client.send(request, stream=True)
        except _NETWORK_ERRORS as error:
            yield Unreachable(reason=_words(error))
            return
        try:
            yield Reply(response)
        finally:
            with anyio.move_on_after(2, shield=True):
                await response.aclose()

    async def aclose(self) -> None:
        with anyio.move_on_after(2, shield=True):
            await self._client.aclose()


@functools.cache
def tls_context() -> ssl.SSLContext:
    """Return the one TLS context of this process (certifi's roots); making one costs some 40 ms."""
    context = httpx.create_ssl_context(trust_env=False)
    context.set_alpn_protocols(["http/1.1"])
    return context


async def _whole(reply: Reply) -> Answer | Unreachable:
    if reply.headers.get("content-encoding", "identity").lower() != "identity":
        return Unreachable(reason="the answer came encoded, which nobody asked for", status=reply.status)
    body = bytearray()
    try:
        with anyio.CancelScope() as scope:
            async for chunk in reply.chunks():
                body += chunk
                if len(body) > JSON_LIMIT:
                    scope.cancel()  # ends the chain of generators from within; `break` would leave them open
    except BrokenOffError as error:
        return Unreachable(reason=str(error), status=reply.status)
    if len(body) > JSON_LIMIT:
        return Unreachable(reason=f"an answer of more than {JSON_LIMIT} bytes", status=reply.status)
    return Answer(status=reply.status, headers=reply.headers, body=bytes(body))


def _words(error: Exception) -> str:
    text = scrub(str(error)).strip()
    return f"{type(error).__name__}: {text[:200]}" if text else type(error).__name__
