"""Dial: one fresh connection, on which nothing was sent yet."""

import socket
from typing import TYPE_CHECKING, Final

import anyio

from engine.net.address import Address
from engine.net.network import Network, Proxy
from engine.net.stream import Dialer, Stream, hang_up
from engine.net.tls import MakeContext
from engine.net.trouble import NotConnected, connecting
from engine.net.tunnel import AsyncTunnel
from engine.values.reason import because

if TYPE_CHECKING:
    import httpcore

SOCKET_OPTIONS: Final[tuple[tuple[int, int, int], ...]] = (
    (socket.IPPROTO_TCP, socket.TCP_NODELAY, 1),
    # Bytes that the other side doesn't acknowledge are given up after 30 s (Linux): those of a killed process do not
    # arrive minutes later.
    *(((socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, 30_000),) if hasattr(socket, "TCP_USER_TIMEOUT") else ()),
)


async def dial(address: Address, network: Network, tls: MakeContext, *, seconds: float) -> Stream:
    """Connect, with TLS for https, within so many seconds; no byte of HTTP is sent but to a proxy, which passes on all bytes.

    Raises NotConnected; OperatorError `proxy-invalid`.
    """
    return await opened(address, network.route(address, tunnel=True).tunnel, tls, seconds=seconds)


async def opened(address: Address, tunnel: Proxy | None, tls: MakeContext, *, seconds: float) -> Stream:
    """Connect to where a route leads, perhaps through a tunnel, with TLS for https; raises NotConnected."""
    backend: httpcore.AsyncNetworkBackend = Dialer()
    if tunnel is not None:
        backend = AsyncTunnel(backend, tunnel, tls)
    with connecting(), anyio.move_on_after(seconds):
        stream = await backend.connect_tcp(address.host, address.port, socket_options=SOCKET_OPTIONS)
        if address.scheme == "http":
            return stream
        try:
            return await stream.start_tls(tls(), server_hostname=address.host)
        except BaseException:
            await hang_up(stream)
            raise
    raise NotConnected(because("none-within", seconds=f"{seconds:g}"))
