"""Blocking: GETs from threads, over shared connections; each thread keeps to a deadline, and all can be ended at once.

Neither redirects are followed nor anything tried again, and no header is sent that was not given. httpx lends its client over
`engine.net.transport`.
"""

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import partial
from typing import Self

import httpcore
import httpx

from engine.net.address import Address
from engine.net.answer import headers_of
from engine.net.bounded import Bounded, Resolve
from engine.net.network import Network, Route
from engine.net.quiet import keep_quiet
from engine.net.tls import tls_context
from engine.net.transport import Transport
from engine.net.trouble import BROKEN_OFF, NO_ANSWER, NetError, translated
from engine.net.tunnel import Tunnel


class BlockingReply:
    """An answer whose body still comes; header names are lower-case."""

    def __init__(self, response: httpx.Response) -> None:
        self._response = response
        self._chunks: Iterator[bytes] = response.iter_raw()
        self._rest = b""
        self._came = 0
        self.status = response.status_code
        self.headers: Mapping[str, str] = headers_of(response.headers.raw)

    def take(self, count: int) -> bytes:
        """Return the next bytes, fewer only where the body ends; raises NetError if it breaks off."""
        found = bytearray(self._rest)
        with translated(BROKEN_OFF):
            while len(found) < count and (chunk := next(self._chunks, None)) is not None:
                found += chunk
                self._came += len(chunk)
        self._rest = bytes(found[count:])
        return bytes(found[:count])

    def close(self) -> None:
        """Give the connection back for the next request, or close it if more of the body would have to be read."""
        if self.headers.get("content-length") == str(self._came):
            with suppress(NetError), translated(BROKEN_OFF):
                next(self._chunks, None)  # the end, for which nothing is waited
        self._response.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Blocking:
    """Connections for all threads; times are seconds to connect, for each read, and for all that a thread does after `begin`.

    `resolve` names the address at which a host is connected to, unless a proxy is asked for it.
    """

    def __init__(
        self, network: Network, *, connect_s: float, read_s: float, whole_s: float, connections: int,
        resolve: Resolve | None = None,
    ) -> None:  # fmt: skip
        keep_quiet()
        self._network = network
        self._whole_s = whole_s
        self._times = {"connect": connect_s, "read": read_s, "write": read_s, "pool": whole_s}
        self._connections = connections
        self._direct, self._proxied = Bounded(resolve), Bounded()
        self._clients: dict[tuple[str, bool, bool], httpx.Client] = {}
        self._lock = threading.Lock()

    def begin(self) -> None:
        """Start the clock: all that this thread does from now on ends in time."""
        for backend in (self._direct, self._proxied):
            backend.until(time.monotonic() + self._whole_s)

    def get(self, address: Address, headers: Mapping[str, str]) -> BlockingReply:
        """Send one request; raises NotConnected, or NetError when no answer begins."""
        route = self._network.route(address)
        to = route.to
        request = httpx.Request(
            "GET",
            httpx.URL(scheme=to.scheme, host=to.host, port=to.port),
            headers=[("Host", address.netloc), *headers.items(), *route.headers],
            extensions={"timeout": self._times, "target": to.target.encode("ascii")},
        )
        with translated(NO_ANSWER):
            return BlockingReply(self._client(route).send(request, stream=True))

    def end(self) -> None:
        """Break off whatever is under way, in whatever thread."""
        for backend in (self._direct, self._proxied):
            backend.end()
        with self._lock:
            for client in self._clients.values():
                client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def _client(self, route: Route) -> httpx.Client:
        key = (route.to.scheme, route.proxied, route.tunnel is not None)
        with self._lock:
            if key not in self._clients:
                transport = Transport(self._pool(route))
                self._clients[key] = httpx.Client(transport=transport, trust_env=False, follow_redirects=False)
            return self._clients[key]

    def _pool(self, route: Route) -> httpcore.ConnectionPool:
        tls = partial(tls_context, self._network.ca_bundle)
        backend: httpcore.NetworkBackend = self._proxied if route.proxied else self._direct
        if route.tunnel is not None:
            backend = Tunnel(backend, route.tunnel, tls)
        return httpcore.ConnectionPool(
            ssl_context=tls() if route.to.scheme == "https" else None,
            max_connections=self._connections,
            max_keepalive_connections=self._connections,
            keepalive_expiry=5.0,
            network_backend=backend,
        )
