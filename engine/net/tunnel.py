"""Tunnel: connections through a proxy that passes bytes on without seeing them (CONNECT, RFC 9110 section 9.3.6)."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import httpcore

from engine.net.network import Proxy
from engine.net.stream import Stream, hang_up
from engine.net.tls import MakeContext
from engine.values.reason import because

Options = Iterable[httpcore.SOCKET_OPTION] | None
_SILENT: Final = because("proxy-silent")


class AsyncTunnel(httpcore.AsyncNetworkBackend):
    """Opens each connection through a proxy; raises httpcore's ProxyError or ConnectTimeout when that doesn't lead on."""

    def __init__(self, inner: httpcore.AsyncNetworkBackend, proxy: Proxy, tls: MakeContext) -> None:
        self._inner = inner
        self._proxy = proxy
        self._tls = tls

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the base's signature
        local_address: str | None = None,
        socket_options: Options = None,
    ) -> Stream:
        to = self._proxy.address
        stream = await self._inner.connect_tcp(to.host, to.port, timeout, local_address, socket_options)
        try:
            with _translated():
                if to.scheme == "https":
                    stream = await stream.start_tls(self._tls(), to.host, timeout)
                request = _connect(self._proxy, host, port, timeout)
                proxy = httpcore.AsyncHTTP11Connection(request.url.origin, stream)
                found: Stream = _passed_on(await proxy.handle_async_request(request))
                return found
        except BaseException:
            await hang_up(stream)
            raise


class Tunnel(httpcore.NetworkBackend):
    """What AsyncTunnel is, for threads."""

    def __init__(self, inner: httpcore.NetworkBackend, proxy: Proxy, tls: MakeContext) -> None:
        self._inner = inner
        self._proxy = proxy
        self._tls = tls

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: Options = None,
    ) -> httpcore.NetworkStream:  # fmt: skip
        to = self._proxy.address
        stream = self._inner.connect_tcp(to.host, to.port, timeout, local_address, socket_options)
        try:
            with _translated():
                if to.scheme == "https":
                    stream = stream.start_tls(self._tls(), to.host, timeout)
                request = _connect(self._proxy, host, port, timeout)
                proxy = httpcore.HTTP11Connection(request.url.origin, stream)
                found: httpcore.NetworkStream = _passed_on(proxy.handle_request(request))
                return found
        except BaseException:
            stream.close()
            raise


@contextmanager
def _translated() -> Iterator[None]:
    """Tell a proxy's trouble from that of a server, which may have been handed a byte."""
    try:
        yield
    except httpcore.TimeoutException as error:
        raise httpcore.ConnectTimeout(_SILENT) from error
    except (httpcore.NetworkError, httpcore.ProtocolError) as error:
        raise httpcore.ProxyError(_SILENT) from error


def _connect(proxy: Proxy, host: str, port: int, timeout: float | None) -> httpcore.Request:
    named = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    to = proxy.address
    url = httpcore.URL(scheme=to.scheme, host=to.host, port=to.port, target=named)
    times = {"read": timeout, "write": timeout}
    return httpcore.Request("CONNECT", url, headers=[("Host", named), *proxy.headers], extensions={"timeout": times})


def _passed_on(response: httpcore.Response) -> Any:
    """Return the stream that leads on; raises ProxyError if the proxy refuses."""
    if response.status == 407:
        raise httpcore.ProxyError(because("proxy-credentials"))
    if not 200 <= response.status < 300:
        raise httpcore.ProxyError(because("proxy-refuses", status=response.status))
    return response.extensions["network_stream"]
