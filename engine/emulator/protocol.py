"""Protocol: uvicorn's HTTP protocol, with a way to cut a connection in the middle of a request."""

import asyncio
from typing import Any

import h11
from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState


class CuttingProtocol(H11Protocol):
    """Gives each request a handle to its connection as `state["protocol"]`.

    A connection on which nothing comes for `unused_s` seconds is closed: a sender that slept meanwhile finds it dead. So is one
    on which half a request has come and nothing more for `half_s` seconds, unless it is we who don't read on.
    """

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
        *,
        unused_s: float = 4.0,
        half_s: float = 30.0,
    ) -> None:
        super().__init__(config, server_state, {**app_state, "protocol": self}, _loop)
        self._unused_s = unused_s
        self._half_s = half_s
        self._half: asyncio.TimerHandle | None = None
        self._used = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._unused = self.loop.call_later(self._unused_s, self.finish)

    def data_received(self, data: bytes) -> None:
        self._used = True
        self._unused.cancel()
        super().data_received(data)
        self._await_the_rest()

    def _await_the_rest(self) -> None:
        if self._half is not None:
            self._half.cancel()
        self._half = self.loop.call_later(self._half_s, self._give_up) if self._is_half() else None

    def _is_half(self) -> bool:
        state = self.conn.their_state
        return state is h11.SEND_BODY or (state is h11.IDLE and bool(self.conn.trailing_data[0]))

    def _give_up(self) -> None:
        if self.flow.read_paused:
            self._await_the_rest()
        elif self._is_half():
            self.finish()

    def connection_lost(self, exc: Exception | None) -> None:
        self._unused.cancel()
        if self._half is not None:
            self._half.cancel()
        super().connection_lost(exc)

    def say_good_bye(self, *, late: bool) -> None:
        """Close once what was asked is answered, or when it is `late`; one on which nothing came is closed as it is."""
        asked = getattr(self, "cycle", None) is not None  # none until the first request is complete
        if asked or not self._used:
            self.shutdown()
        if late:
            self.abort()

    def abort(self) -> None:
        """Drop the connection at once: the client sees a reset."""
        self.transport.abort()

    def finish(self) -> None:
        """Close after what was written has left: the client sees an early end."""
        self.transport.close()
