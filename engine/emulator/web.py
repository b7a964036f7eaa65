"""Web: the app behind a socket: uvicorn without its signals, its clock ticks and its slow good-bye."""

import asyncio
import contextlib
import socket
from collections.abc import Callable
from functools import partial
from typing import Any

from uvicorn.config import Config
from uvicorn.server import Server

from engine.emulator.app import app_of
from engine.emulator.emulator import Emulator
from engine.emulator.protocol import CuttingProtocol

_GOOD_BYE_S = 1.0
_TURNS = 3
"""So many turns of the loop after it was accepted, a socket is a connection; asyncio loses it if its server is closed before."""


class Web:
    """Serves one emulator on the running loop until `leave` is called on that loop."""

    def __init__(self, emulator: Emulator) -> None:
        protocol: Any = partial(CuttingProtocol, unused_s=emulator.options.unused_s)
        config = Config(
            app_of(emulator), http=protocol, ws="none", lifespan="off", log_config=None, access_log=False,
            date_header=False, server_header=False, timeout_keep_alive=5,
        )  # fmt: skip
        config.load()
        self._server = Server(config)
        self._server.lifespan = config.lifespan_class(config)
        self._leaving = asyncio.Event()

    async def serve(self, bound: socket.socket, started: Callable[[], None]) -> None:
        """Accept requests, call `started`, and return once all connections are closed."""
        await self._server.startup(sockets=[bound])
        started()
        try:
            await self._leaving.wait()
        finally:
            await self._close()

    def leave(self) -> None:
        self._leaving.set()

    async def _close(self) -> None:
        await self._accept_no_more()
        for server in self._server.servers:
            server.close()
        state = self._server.server_state
        for connection in list(state.connections):
            connection.shutdown()
        if state.tasks:
            await asyncio.wait(state.tasks, timeout=_GOOD_BYE_S)
        for connection in list(state.connections):
            connection.transport.abort()
        for task in list(state.tasks):
            task.cancel()
        await asyncio.gather(*state.tasks, return_exceptions=True)

    async def _accept_no_more(self) -> None:
        loop = asyncio.get_running_loop()
        for bound in (bound for server in self._server.servers for bound in server.sockets):
            with contextlib.suppress(NotImplementedError):  # Windows
                loop.remove_reader(bound.fileno())
        for _ in range(_TURNS):
            await asyncio.sleep(0)
