"""Exchange: one request after the other on a connection that is kept (HTTP/1.1, RFC 9112)."""

import time
from collections.abc import AsyncIterable, Callable, Sequence
from contextlib import suppress
from typing import Final

import anyio
import h11
import httpcore

from engine.net.stream import Stream, hang_up

KEPT_S: Final = 30.0
"""So long a connection is kept that nobody uses."""
_BLOCK: Final = 256 * 1024
_LONGEST_HEAD: Final = 100 * 1024
Headers = Sequence[tuple[str, str]]


def _nothing() -> None:
    """Do nothing before the first byte."""


class Exchange:
    """A connection; what goes wrong on it is raised as httpcore does, for `trouble` to translate.

    `stage` is the furthest that a request reached, "" while no byte was handed over: the words that `run.service.Doubt` lists.
    """

    def __init__(self, stream: Stream, wait_s: float) -> None:
        """Each read or write may take `wait_s` seconds."""
        self.stage = ""
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
        self, method: str, target: str, headers: Headers, content: bytes | AsyncIterable[bytes] = b"",
        before: Callable[[], None] = _nothing,
    ) -> h11.Response:  # fmt: skip
        """Send a request, and return its answer without the body; a server may answer before it has heard all of it.

        `before` is called right before the first byte; what it raises stops that.
        """
        if self._h11.our_state is h11.DONE:
            self._h11.start_next_cycle()
        try:
            head = self._h11.send(h11.Request(method=method, target=target, headers=list(headers))) or b""
            with anyio.fail_after(self._wait_s) as limit:
                with suppress(httpcore.WriteError):
                    await self._hand_over(head, content, before, limit)
                self.stage = "receive_response_headers"
                self._moved(limit)
                while not isinstance(event := await self._event(limit), h11.Response):
                    pass  # "100 Continue" and its kin
        except h11.LocalProtocolError as error:
            raise httpcore.LocalProtocolError(error) from error
        self.stage = "receive_response_body"
        return event

    async def _hand_over(
        self, head: bytes, content: bytes | AsyncIterable[bytes], before: Callable[[], None], limit: anyio.CancelScope
    ) -> None:
        """Write the request, in one piece if it lies here whole."""
        if isinstance(content, bytes):
            data = (self._h11.send(h11.Data(data=content)) or b"") if content else b""
            data += self._h11.send(h11.EndOfMessage()) or b""
            before()
            self.stage = "send_request_body" if data else "send_request_headers"
            await self._stream.write(head + data)
            return
        before()
        self.stage = "send_request_headers"
        await self._stream.write(head)
        self.stage = "send_request_body"
        async for chunk in content:
            self._moved(limit)
            await self._stream.write(self._h11.send(h11.Data(data=chunk)) or b"")
        if end := self._h11.send(h11.EndOfMessage()):
            await self._stream.write(end)

    async def chunk(self) -> bytes:
        """Return what comes next of the body of the answer, b"" at its end."""
        event = self._come()
        if event is None:
            with anyio.fail_after(self._wait_s) as limit:
                event = await self._event(limit)
        if isinstance(event, h11.Data):
            return bytes(event.data) or await self.chunk()
        self._used = time.monotonic()
        return b""

    async def whole(self, most_bytes: int) -> bytes | None:
        """Return the body of the answer, or None if it is longer than `most_bytes`."""
        body = bytearray()
        while chunk := await self.chunk():
            body += chunk
            if len(body) > most_bytes:
                return None
        return bytes(body)

    async def aclose(self) -> None:
        """Close it, whatever state it is in."""
        await hang_up(self._stream)

    def _moved(self, limit: anyio.CancelScope) -> None:
        """Give the next read or write its whole time."""
        limit.deadline = anyio.current_time() + self._wait_s

    async def _event(self, limit: anyio.CancelScope) -> h11.Event:
        """Return what comes next."""
        while (event := self._come()) is None:
            data = await self._stream.read(_BLOCK)
            if not data and self._h11.their_state is h11.SEND_RESPONSE:
                raise httpcore.RemoteProtocolError("Server disconnected without sending a response.")
            self._h11.receive_data(data)
            self._moved(limit)
        return event

    def _come(self) -> h11.Event | None:
        """Return what has come already, None if more must be read first."""
        try:
            event = self._h11.next_event()
        except h11.RemoteProtocolError as error:
            raise httpcore.RemoteProtocolError(error) from error
        if event is h11.NEED_DATA:
            return None
        if not isinstance(event, h11.Event):
            raise httpcore.RemoteProtocolError("The connection is used for something else.")
        return event
