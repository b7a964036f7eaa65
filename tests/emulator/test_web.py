"""How a server ends: no connection is left to the garbage collector."""

import gc
import socket
import warnings
from pathlib import Path
from urllib.parse import urlsplit

import pytest

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


def test_variables_that_are_meant_for_other_servers_are_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WEB_CONCURRENCY", "abc")
    with EmulatorServer(tmp_path, EmulatorOptions(renderer="none")) as server:
        assert server.origin.startswith("http://127.0.0.1:")
