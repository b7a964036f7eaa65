"""Protocol: uvicorn's HTTP protocol, with a way to cut a connection in the middle of a request."""

import asyncio
from typing import Any

from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState


class CuttingProtocol(H11Protocol):
    """Gives each request a handle to its connection as `state["protocol"]`.

    A connection on which nothing comes for `unused_s` seconds is closed: a sender that slept meanwhile finds it dead.
    """

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
        *,
        unused_s: float = 4.0,
    ) -> None:
        super().__init__(config, server_state, {**app_state, "protocol": self}, _loop)
        self._unused_s = unused_s
        self._used = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._unused = self.loop.call_later(self._unused_s, self.finish)

    def data_received(self, data: bytes) -> None:
        self._used = True
        self._unused.cancel()
        super().data_received(data)

    def connection_lost(self, exc: Exception | None) -> None:
        self._unused.cancel()
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
