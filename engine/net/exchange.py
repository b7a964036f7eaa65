"""Exchange: one request after the other on a connection that is kept (HTTP/1.1, RFC 9112)."""

import time
from collections.abc import AsyncIterable, AsyncIterator, Sequence
from contextlib import suppress
from typing import Final

import h11
import httpcore

from engine.net.stream import Stream, hang_up

KEPT_S: Final = 30.0
"""So long a connection is kept that nobody uses."""
_BLOCK: Final = 256 * 1024
_LONGEST_HEAD: Final = 100 * 1024
Headers = Sequence[tuple[str, str]]


class Exchange:
    """A connection; what goes wrong on it is raised as httpcore does, for `trouble` to translate."""

    def __init__(self, stream: Stream, wait_s: float) -> None:
        """Each read or write may take `wait_s` seconds."""
        self._stream = stream
        self._wait_s = wait_s
        self._h11 = h11.Connection(h11.CLIENT, max_incomplete_event_size=_LONGEST_HEAD)
        self._used = time.monotonic()

    @property
    def is_idle(self) -> bool:
        """Whether the answer to the last request was read to its end, and another may follow."""
        return self._h11.our_state in (h11.IDLE, h11.DONE) and self._h11.their_state in (h11.IDLE, h11.DONE)

    @property
    def has_expired(self) -> bool:
        """Whether it was idle for long, or the other side has closed it: all that can be read before a request is the end."""
        return time.monotonic() - self._used > KEPT_S or bool(self._stream.get_extra_info("is_readable"))

    async def send(
        self, method: str, target: str, headers: Headers, content: AsyncIterable[bytes] | None = None
    ) -> h11.Response:
        """Send a request, and return its answer without the body; a server may answer before it has heard all of it."""
        try:
            await self._send(method, target, headers, content)
        except h11.LocalProtocolError as error:
            raise httpcore.LocalProtocolError(error) from error
        while not isinstance(event := await self._event(), h11.Response):
            pass  # "100 Continue" and its kin
        return event

    async def _send(
        self, method: str, target: str, headers: Headers, content: AsyncIterable[bytes] | None
    ) -> None:  # fmt: skip
        if self._h11.our_state is h11.DONE:
            self._h11.start_next_cycle()
        head = self._h11.send(h11.Request(method=method, target=target, headers=list(headers))) or b""
        with suppress(httpcore.WriteError):
            if content is None:
                await self._write(head + (self._h11.send(h11.EndOfMessage()) or b""))
                return
            await self._write(head)
            async for chunk in content:
                await self._write(self._h11.send(h11.Data(data=chunk)) or b"")
            await self._write(self._h11.send(h11.EndOfMessage()) or b"")

    async def chunks(self) -> AsyncIterator[bytes]:
        """Go through the body of the answer as it comes."""
        while not isinstance(event := await self._event(), h11.EndOfMessage):
            if isinstance(event, h11.Data):
                yield bytes(event.data)
        self._used = time.monotonic()

    async def aclose(self) -> None:
        """Close it, whatever state it is in."""
        await hang_up(self._stream)

    async def _write(self, data: bytes) -> None:
        if data:
            await self._stream.write(data, self._wait_s)

    async def _event(self) -> h11.Event:
        """Return what comes next."""
        try:
            while (event := self._h11.next_event()) is h11.NEED_DATA:
                data = await self._stream.read(_BLOCK, self._wait_s)
                if not data and self._h11.their_state is h11.SEND_RESPONSE:
                    raise httpcore.RemoteProtocolError("Server disconnected without sending a response.")
                self._h11.receive_data(data)
        except h11.RemoteProtocolError as error:
            raise httpcore.RemoteProtocolError(error) from error
        if not isinstance(event, h11.Event):
            raise httpcore.RemoteProtocolError("The connection is used for something else.")
        return event
