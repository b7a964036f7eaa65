"""Protocol: uvicorn's HTTP protocol, with a way to cut a connection in the middle of a request."""

import asyncio
from typing import Any

from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState


class CuttingProtocol(H11Protocol):
    """Gives each request a handle to its connection as `state["protocol"]`."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, {**app_state, "protocol": self}, _loop)

    def abort(self) -> None:
        """Drop the connection at once: the client sees a reset."""
        self.transport.abort()

    def finish(self) -> None:
        """Close after what was written has left: the client sees an early end."""
        self.transport.close()
