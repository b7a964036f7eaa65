"""The client of servers of media: one GET of a part, without key, cookie or proxy; its errors are values of this room.

It never asks with HEAD: an address that is signed for GET is refused then.
"""

import functools
import ssl
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Final, Self

import httpcore

from engine.net.quiet import keep_quiet
from engine.sources.remote.address import Address
from engine.sources.remote.answer import Unreached, length_of
from engine.sources.remote.limits import Limits
from engine.sources.remote.network import Network
from engine.values.address import masked
from engine.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

AGENT: Final = f"editchain/{__version__}"
_ERRORS: Final = (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError, OSError)
SLOW: Final = "it takes too long"
BROKEN_OFF: Final = "the answer broke off"
_GIVEN_UP: Final = 3
"""So many failures to connect, one after the other, and a server isn't asked any more."""


class Reply:
    """An answer whose body still comes; header names are lower-case."""

    def __init__(self, response: httpcore.Response) -> None:
        self._response = response
        self._chunks: Iterator[bytes] = iter(response.iter_stream())
        self._rest = b""
        self._came = 0
        self.status = response.status
        self.headers: Mapping[str, str] = {
            name.decode("latin-1").lower(): value.decode("latin-1").strip() for name, value in response.headers
        }

    def take(self, count: int) -> bytes:
        """Return the next bytes, fewer only where the body ends; raises Unreached if it breaks off."""
        found = bytearray(self._rest)
        try:
            while len(found) < count and (chunk := next(self._chunks, None)) is not None:
                found += chunk
                self._came += len(chunk)
        except httpcore.TimeoutException:
            raise Unreached(SLOW) from None
        except _ERRORS:
            raise Unreached(BROKEN_OFF) from None
        self._rest = bytes(found[count:])
        return bytes(found[:count])

    def close(self) -> None:
        """Give the connection back for the next request, or close it if more of the body would have to be read."""
        if length_of(self.headers) == self._came:
            with suppress(*_ERRORS):
                next(self._chunks, None)  # the end, for which nothing is waited
        self._response.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Client:
    """One pool of connections for all threads."""

    def __init__(self, limits: Limits) -> None:
        keep_quiet()
        self._limits = limits
        self._network = Network()
        self._ended = threading.Event()
        self._failures: dict[str, tuple[int, str]] = {}  # server -> failures to connect in a row, and the last of them
        self._pool = httpcore.ConnectionPool(
            ssl_context=_tls_context(),
            max_connections=limits.at_once,
            max_keepalive_connections=limits.at_once,
            keepalive_expiry=5.0,
            network_backend=self._network,
        )

    def begin(self) -> None:
        """Start the clock of a probe: all that this thread does from now on ends in time."""
        self._network.until(time.monotonic() + self._limits.whole_s)

    def get(self, address: Address, start: int, stop: int) -> Reply:
        """Ask for the bytes from `start` up to `stop`; raises Unreached when no answer begins."""
        failures, why = self._failures.get(address.netloc, (0, ""))
        if failures >= _GIVEN_UP:
            raise Unreached(why, again=False)
        headers = {
            "Host": address.netloc,
            "User-Agent": AGENT,
            "Accept": "*/*",
            "Accept-Encoding": "identity",
            "Range": f"bytes={start}-{stop - 1}",
        }
        limits = self._limits
        times = {"connect": limits.connect_s, "read": limits.read_s, "write": limits.read_s, "pool": limits.whole_s}
        url = httpcore.URL(
            scheme=address.scheme.encode(),
            host=address.host.encode(),
            port=address.port,
            target=address.target.encode(),
        )
        request = httpcore.Request("GET", url, headers=list(headers.items()), extensions={"timeout": times})
        try:
            reply = Reply(self._pool.handle_request(request))
        except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
            raise Unreached(self._failed(address, _words(error))) from None
        except httpcore.TimeoutException:
            raise Unreached(SLOW) from None
        except _ERRORS:
            raise Unreached(BROKEN_OFF) from None
        self._failures.pop(address.netloc, None)
        encoding = reply.headers.get("content-encoding", "identity").lower()
        if reply.status in (200, 206) and encoding != "identity":
            reply.close()
            raise Unreached("its server sends it compressed, which nobody asked for", again=False)
        return reply

    @property
    def ended(self) -> bool:
        return self._ended.is_set()

    def pause(self, seconds: float) -> None:
        """Wait, unless all is ended."""
        self._ended.wait(seconds)

    def end(self) -> None:
        """Break off whatever is under way, in whatever thread."""
        self._ended.set()
        self._network.end()
        self._pool.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def _failed(self, address: Address, words: str) -> str:
        failures, _ = self._failures.get(address.netloc, (0, ""))
        why = f"no connection to {address.netloc} ({words})"
        self._failures[address.netloc] = (failures + 1, why)
        return why


@functools.cache
def _tls_context() -> ssl.SSLContext:
    """Return the one TLS context of this room (certifi's roots); making one costs some 40 ms."""
    return httpcore.default_ssl_context()


def _words(error: Exception) -> str:
    """Say why there is no connection, in the system's words."""
    if isinstance(error, httpcore.TimeoutException):
        return SLOW
    cause = error.__cause__ or error.__context__
    return masked(str(getattr(cause, "strerror", None) or error))[:200] or type(error).__name__
