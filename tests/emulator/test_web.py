"""How a server ends: no connection is left to the garbage collector."""

import gc
import socket
import warnings
from pathlib import Path
from urllib.parse import urlsplit

from engine.emulator.rules.options import EmulatorOptions
from engine.emulator.server import EmulatorServer


def test_a_connection_that_comes_while_the_server_ends_is_closed(tmp_path: Path) -> None:
    gc.collect()
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always", ResourceWarning)
        for index in range(10):
            server = EmulatorServer(tmp_path / str(index), EmulatorOptions(renderer="none")).start()
            address = urlsplit(server.origin)
            clients = [socket.create_connection((address.hostname, address.port)) for _ in range(5)]
            server.stop()
            for client in clients:
                client.close()
        gc.collect()
    assert [str(warning.message) for warning in told] == []
