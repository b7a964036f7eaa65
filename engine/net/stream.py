"""Stream: the two directions of one connection, and its end."""

import select
import ssl
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import anyio
import httpcore
from anyio.abc import ByteStream, SocketAttribute
from anyio.streams.tls import TLSStream

Stream = httpcore.AsyncNetworkStream


async def hang_up(stream: Stream) -> None:
    """Close a connection, whatever state it is in, also while being cancelled."""
    with anyio.move_on_after(2, shield=True), suppress(Exception):
        await stream.aclose()


class Dialer(httpcore.AsyncNetworkBackend):
    """Opens connections as httpcore's own backend does, on which a read or write without a limit costs nothing for one."""

    async def connect_tcp(
        self, host: str, port: int, timeout: float | None = None,  # noqa: ASYNC109 - the base's signature
        local_address: str | None = None, socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> Stream:  # fmt: skip
        with _translated(httpcore.ConnectError, httpcore.ConnectTimeout), anyio.fail_after(timeout):
            stream = await anyio.connect_tcp(host, port, local_host=local_address)
        for option in socket_options or ():
            stream.extra(SocketAttribute.raw_socket).setsockopt(*option)  # noqa: S610 - not Django's
        return _Connected(stream)


class _Connected(Stream):
    """A connection over anyio's stream; its errors are httpcore's, but for a limit of who calls."""

    def __init__(self, inner: ByteStream) -> None:
        self._inner = inner

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109 - the base's signature
        if timeout is not None:
            with _translated(httpcore.ReadError, httpcore.ReadTimeout), anyio.fail_after(timeout):
                return await self.read(max_bytes)
        try:
            return await self._inner.receive(max_bytes)
        except anyio.EndOfStream:
            return b""
        except (anyio.BrokenResourceError, anyio.ClosedResourceError) as error:
            raise httpcore.ReadError(error) from error

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109 - the base's signature
        if timeout is not None:
            with _translated(httpcore.WriteError, httpcore.WriteTimeout), anyio.fail_after(timeout):
                return await self.write(buffer)
        try:
            if buffer:
                await self._inner.send(buffer)
        except (anyio.BrokenResourceError, anyio.ClosedResourceError) as error:
            raise httpcore.WriteError(error) from error

    async def aclose(self) -> None:
        await self._inner.aclose()

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - the base's signature
    ) -> Stream:  # fmt: skip
        try:
            with _translated(httpcore.ConnectError, httpcore.ConnectTimeout), anyio.fail_after(timeout):
                return _Connected(await TLSStream.wrap(
                    self._inner, ssl_context=ssl_context, hostname=server_hostname, standard_compatible=False
                ))  # fmt: skip
        except Exception:
            await self.aclose()
            raise

    def get_extra_info(self, info: str) -> Any:
        socket = self._inner.extra(SocketAttribute.raw_socket, None)  # noqa: S610 - not Django's
        match info:
            case "socket":
                return socket
            case "is_readable":
                return socket is None or socket.fileno() < 0 or _is_readable(socket.fileno())
            case _:
                return None


def _is_readable(descriptor: int) -> bool:
    """Whether a read would return at once, be it the end."""
    if not hasattr(select, "poll"):
        return bool(select.select([descriptor], [], [], 0)[0])
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    return bool(poll.poll(0))


@contextmanager
def _translated(broken: type[Exception], late: type[Exception]) -> Iterator[None]:
    try:
        yield
    except TimeoutError as error:
        raise late(error) from error
    except (OSError, anyio.BrokenResourceError, anyio.EndOfStream) as error:
        raise broken(error) from error
