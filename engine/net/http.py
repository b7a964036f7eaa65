"""Http: requests that may be repeated, over shared connections.

Nothing here follows a redirect, tries again, reads the environment or adds a header that it was not given (but Host, the
length, and what a proxy must see).
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from functools import partial

import anyio
import h11

from engine.net.address import Address
from engine.net.answer import headers_of
from engine.net.dial import opened
from engine.net.exchange import Exchange
from engine.net.network import Network, Proxy, Route
from engine.net.pool import Pool
from engine.net.quiet import keep_quiet
from engine.net.tls import tls_context
from engine.net.trouble import BROKEN_OFF, NO_ANSWER, translated

HeaderList = Sequence[tuple[str, str]]


class Reply:
    """An answer whose body still comes; header names are lower-case."""

    def __init__(self, response: h11.Response, exchange: Exchange, pool: Pool) -> None:
        self._exchange = exchange
        self._pool = pool
        self.status = response.status_code
        self.headers: Mapping[str, str] = headers_of(response.headers)

    async def chunk(self) -> bytes:
        """Return what comes next of the body, without decoding, b"" at its end; raises NetError if it ends early."""
        with translated(BROKEN_OFF):
            return await self._exchange.chunk()

    async def whole(self, most_bytes: int) -> bytes | None:
        """Return the body, or None if it is longer than `most_bytes`; raises NetError if it ends early."""
        with translated(BROKEN_OFF):
            return await self._exchange.whole(most_bytes)

    async def aclose(self) -> None:
        """Give the connection back."""
        await self._pool.give(self._exchange)


class Http:
    """Connections that are kept for the next request; times are seconds to connect and for each read or write."""

    def __init__(self, network: Network, *, connect_s: float, wait_s: float) -> None:
        keep_quiet()
        self._network = network
        self._connect_s = connect_s
        self._wait_s = wait_s
        self._pools: dict[tuple[str, str, int, Proxy | None], Pool] = {}

    async def send(
        self, method: str, address: Address, headers: HeaderList, content: AsyncIterator[bytes] | bytes = b""
    ) -> Reply:
        """Send one request and return its answer, which the caller closes; raises NetError when none begins.

        Who gives `content` closes it, and says its length in a header.
        """
        route = self._network.route(address)
        pool = self._pool(route)
        empty = [("Content-Length", "0")] if method == "POST" and not content else []
        told = [("Host", address.netloc), *headers, *empty, *route.headers]
        with translated(NO_ANSWER):
            exchange = await pool.take()
            try:  # the target byte for byte, since a signature is over its spelling
                return Reply(await exchange.send(method, route.to.target, told, content), exchange, pool)
            except BaseException:
                with anyio.CancelScope(shield=True):
                    await pool.give(exchange)
                raise

    async def aclose(self) -> None:
        """Close all connections that nobody uses."""
        for pool in self._pools.values():
            await pool.aclose()

    def _pool(self, route: Route) -> Pool:
        to = route.to
        key = (to.scheme, to.host, to.port, route.tunnel)
        if key not in self._pools:
            tls = partial(tls_context, self._network.ca_bundle)
            self._pools[key] = Pool(partial(opened, to, route.tunnel, tls, seconds=self._connect_s), self._wait_s)
        return self._pools[key]
