"""Http: requests that may be repeated, over shared connections.

Nothing here follows a redirect, tries again, reads the environment or adds a header that it was not given (but Host, the
length, and what a proxy must see). httpx lends its client over `engine.net.transport`; no other module notices which library
it is.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from functools import partial
from typing import Final

import anyio
import httpcore
import httpx

from engine.net.address import Address
from engine.net.answer import headers_of
from engine.net.dial import SOCKET_OPTIONS
from engine.net.network import Network, Route
from engine.net.quiet import keep_quiet
from engine.net.tls import tls_context
from engine.net.transport import Transport
from engine.net.trouble import BROKEN_OFF, NO_ANSWER, translated
from engine.net.tunnel import AsyncTunnel

HeaderList = Sequence[tuple[str, str]]
_CONNECTIONS: Final = 10  # httpcore looks at each pooled connection on each request: few are quicker than many


class Reply:
    """An answer whose body still comes; header names are lower-case."""

    def __init__(self, response: httpx.Response) -> None:
        self._response = response
        self.status = response.status_code
        self.headers: Mapping[str, str] = headers_of(response.headers.raw)

    async def chunks(self) -> AsyncIterator[bytes]:
        """Go through the body as it comes, without decoding; raises NetError if it ends early."""
        with translated(BROKEN_OFF):
            async for chunk in self._response.aiter_raw():
                yield chunk

    async def whole(self, most_bytes: int) -> bytes | None:
        """Return the body, or None if it is longer than `most_bytes`; raises NetError if it ends early."""
        body = bytearray()
        with anyio.CancelScope() as scope:
            async for chunk in self.chunks():
                body += chunk
                if len(body) > most_bytes:
                    scope.cancel()  # ends the chain of generators from within; `break` would leave them open
        return bytes(body) if len(body) <= most_bytes else None

    async def aclose(self) -> None:
        with anyio.move_on_after(2, shield=True):
            await self._response.aclose()


class _Body(httpx.AsyncByteStream):
    """A request's body that adds no generator of its own: one left open when a write fails could not be closed here."""

    def __init__(self, content: AsyncIterator[bytes]) -> None:
        self._content = content

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._content


class Http:
    """Connections that are kept for the next request; times are seconds to connect and for each read or write."""

    def __init__(self, network: Network, *, connect_s: float, wait_s: float) -> None:
        keep_quiet()
        self._network = network
        self._times = httpx.Timeout(wait_s, connect=connect_s).as_dict()
        self._clients: dict[tuple[str, bool], httpx.AsyncClient] = {}

    async def send(
        self, method: str, address: Address, headers: HeaderList, content: AsyncIterator[bytes] | None = None
    ) -> Reply:
        """Send one request and return its answer, which the caller closes; raises NetError when none begins.

        Who gives `content` closes it, and says its length in a header.
        """
        route = self._network.route(address)
        request = self._request(method, address, route, headers, content)
        with translated(NO_ANSWER):
            return Reply(await self._client(route).send(request, stream=True))

    async def aclose(self) -> None:
        with anyio.move_on_after(2, shield=True):
            for client in self._clients.values():
                await client.aclose()

    def _request(
        self, method: str, address: Address, route: Route, headers: HeaderList, content: AsyncIterator[bytes] | None
    ) -> httpx.Request:
        """Return the request as it goes out: the target byte for byte, since a signature is over its spelling."""
        to = route.to
        empty = [("Content-Length", "0")] if method == "POST" and content is None else []
        return httpx.Request(
            method,
            httpx.URL(scheme=to.scheme, host=to.host, port=to.port),
            headers=[("Host", address.netloc), *headers, *empty, *route.headers],
            stream=None if content is None else _Body(content),
            extensions={"timeout": self._times, "target": to.target.encode("ascii")},
        )

    def _client(self, route: Route) -> httpx.AsyncClient:
        key = (route.to.scheme, route.tunnel is not None)
        if key not in self._clients:
            transport = Transport(self._pool(route))
            self._clients[key] = httpx.AsyncClient(transport=transport, trust_env=False, follow_redirects=False)
        return self._clients[key]

    def _pool(self, route: Route) -> httpcore.AsyncConnectionPool:
        tls = partial(tls_context, self._network.ca_bundle)
        backend: httpcore.AsyncNetworkBackend = httpcore.AnyIOBackend()
        if route.tunnel is not None:
            backend = AsyncTunnel(backend, route.tunnel, tls)
        return httpcore.AsyncConnectionPool(
            ssl_context=tls() if route.to.scheme == "https" else None,
            max_connections=_CONNECTIONS,
            max_keepalive_connections=_CONNECTIONS,
            keepalive_expiry=30.0,
            network_backend=backend,
            socket_options=SOCKET_OPTIONS,
        )
