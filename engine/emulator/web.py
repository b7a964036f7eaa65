"""Web: the app behind a socket: uvicorn without its signals, its clock ticks and its slow good-bye."""

import asyncio
import contextlib
import socket
from collections.abc import Callable
from functools import partial
from typing import Any, cast

from uvicorn.config import Config
from uvicorn.server import Server

from engine.emulator.protocol import CuttingProtocol

_GOOD_BYE_S = 1.0
_TURNS = 3
"""So many turns of the loop after it was accepted, a socket is a connection; asyncio loses it if its server is closed before."""
_LOOK_S = 0.02
# Somebody who read our address a moment ago still finds us: a connection refused is known, one cut off is in doubt.
_GRACE_S = 0.25


class Web:
    """Serves an ASGI app on the running loop until `leave` is called on that loop.

    A connection on which nothing was sent yet is closed after `unused_s` seconds, one with half a request after `half_s`.
    """

    def __init__(self, app: Callable[..., Any], *, unused_s: float, half_s: float) -> None:
        protocol: Any = partial(CuttingProtocol, unused_s=unused_s, half_s=half_s)
        # The number of workers is said here, for uvicorn takes what is not given from the environment of our host; and who calls
        # is told by the connection alone, for a header may claim anything.
        config = Config(
            app, http=protocol, ws="none", lifespan="off", log_config=None, access_log=False,
            date_header=False, server_header=False, timeout_keep_alive=5, workers=1, proxy_headers=False,
        )  # fmt: skip
        config.load()
        self._server = Server(config)
        self._server.lifespan = config.lifespan_class(config)
        self._leaving = asyncio.Event()

    async def serve(self, bound: socket.socket, started: Callable[[], None], leaving: Callable[[], None]) -> None:
        """Accept requests, call `started`, later `leaving`, and return once all connections are closed."""
        await self._server.startup(sockets=[bound])
        started()
        try:
            await self._leaving.wait()
        finally:
            leaving()
            await self._close()

    def leave(self) -> None:
        self._leaving.set()

    async def _close(self) -> None:
        state = self._server.server_state
        for _ in range(_TURNS):  # connections that our own process has closed are told of first
            await asyncio.sleep(0)
        if state.connections:
            await asyncio.sleep(_GRACE_S)
        await self._accept_no_more()
        for server in self._server.servers:
            server.close()
        late = asyncio.get_running_loop().time() + _GOOD_BYE_S
        while connections := cast("set[CuttingProtocol]", state.connections):
            for connection in list(connections):
                connection.say_good_bye(late=asyncio.get_running_loop().time() > late)
            await asyncio.sleep(_LOOK_S)
        for task in list(state.tasks):
            task.cancel()
        await asyncio.gather(*state.tasks, return_exceptions=True)

    async def _accept_no_more(self) -> None:
        loop = asyncio.get_running_loop()
        for bound in (bound for server in self._server.servers for bound in server.sockets):
            with contextlib.suppress(NotImplementedError):  # asyncio's proactor loop of Windows has no readers
                loop.remove_reader(bound.fileno())
        for _ in range(_TURNS):
            await asyncio.sleep(0)
