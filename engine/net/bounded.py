"""Bounded: connections of threads that keep to one deadline in all, and that can be ended from another thread."""

import socket
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any
from weakref import WeakSet

import httpcore

Resolve = Callable[[str, int], str]


class Bounded(httpcore.SyncBackend):
    """Opens connections; `until` is the time, on the monotonic clock, at which whatever the calling thread does must end.

    A limit on each read is none on the whole: a server may send a byte now and then for ever.
    """

    def __init__(self, resolve: Resolve | None = None) -> None:
        """`resolve` names the address of a host and a port that is connected to; it may raise."""
        self._resolve = resolve
        self._thread = threading.local()
        self._streams: WeakSet[_Stream] = WeakSet()
        self._lock = threading.Lock()
        self._ended = False

    def until(self, deadline: float) -> None:
        self._thread.deadline = deadline

    def left(self, timeout: float | None) -> float:
        """Return the seconds that may still be waited; raises httpcore's ReadTimeout when there are none."""
        left: float = getattr(self._thread, "deadline", float("inf")) - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout
        return left if timeout is None else min(left, timeout)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        if self._resolve is not None:
            try:
                host = self._resolve(host, port)
            except OSError as error:
                raise httpcore.ConnectError from error
        stream = super().connect_tcp(host, port, self.left(timeout), local_address, socket_options)
        return self.kept(stream)

    def kept(self, stream: httpcore.NetworkStream) -> "_Stream":
        found = _Stream(stream, self)
        with self._lock:
            if self._ended:
                found.close()
                raise httpcore.ConnectError("no connection is wanted any more")
            self._streams.add(found)
        return found

    def end(self) -> None:
        """Break every connection off: whoever waits for one goes on at once."""
        with self._lock:
            self._ended = True
            for stream in self._streams:
                stream.break_off()


class _Stream(httpcore.NetworkStream):
    def __init__(self, inner: httpcore.NetworkStream, network: Bounded) -> None:
        self._inner = inner
        self._network = network

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._network.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._network.left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self._inner.start_tls(ssl_context, server_hostname, self._network.left(timeout))
        return self._network.kept(secured)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)

    def break_off(self) -> None:
        with suppress(OSError):
            # TLS keeps its state: its own method would change it under the thread that reads.
            socket.socket.shutdown(self._inner.get_extra_info("socket"), socket.SHUT_RDWR)
