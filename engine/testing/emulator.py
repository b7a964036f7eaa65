"""The draft service for tests over real sockets, and of other clients."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from os import PathLike
from pathlib import Path
from typing import Any

from engine.emulator.server import EmulatorServer
from engine.services.emulator_file import setup_of_text

ANY_KEY = "any"


class DraftService:
    """A DashScope-compatible service that runs.

    `base_url` is what clients take as their base URL; it ends in `/api/v1`. `api_key` is good there: one of the first account's,
    or any where there are no accounts.
    """

    def __init__(self, server: EmulatorServer, api_key: str) -> None:
        self._server = server
        self.api_key = api_key
        self.base_url = server.base_url

    @property
    def environment(self) -> Mapping[str, str]:
        """The variables by which the official SDK and editchain find it."""
        return {"DASHSCOPE_HTTP_BASE_URL": self.base_url, "DASHSCOPE_API_KEY": self.api_key}

    @property
    def jobs(self) -> list[dict[str, Any]]:
        """Every job that was accepted, oldest first, with its `state`, `prompt`, `code` and `message`."""
        accepted: list[dict[str, Any]] = self._server.told()["accepted"]
        return accepted

    @property
    def meter(self) -> list[dict[str, Any]]:
        """Every job that would have been billed, oldest first, with its `model`, `tier` and `billed_seconds`."""
        meter: list[dict[str, Any]] = self._server.told()["meter"]
        return meter

    @property
    def requests(self) -> list[dict[str, Any]]:
        """Every request since the start: `method`, `path`, `status`, and the fault that `struck` it; never a key."""
        requests: list[dict[str, Any]] = self._server.told()["requests"]
        return requests

    def play(self, *rules: Mapping[str, Any], seed: int = 0) -> None:
        """Make trouble from now on, by rules as in a file's `scenario`; without any all goes well. Raises OperatorError."""
        self._server.play({"rules": list(rules), "seed": seed})

    def advance(self, seconds: float) -> None:
        """Move its clock, by which jobs and links expire."""
        self._server.advance(seconds)

    def release(self, job: str | None = None) -> None:
        """Let one held job, or all, go on."""
        self._server.release(job)

    def settle(self, timeout_s: float = 30.0) -> bool:
        """Wait until no job waits or runs; False if that takes longer."""
        return self._server.settled(timeout_s)


@contextmanager
def emulator(folder: str | PathLike[str], **says: Any) -> Iterator[DraftService]:
    """Serve a DashScope-compatible service on a free port of this machine.

    `says` are the keys of `editchain emulate --config`: `renderer`, `scenario`, `accounts`, `latency` ... Left out, the renderer
    is "stamp", which draws the digest of each request into a clip, there are no limits, and the port is a free one. Jobs, results
    and meter are kept in the folder. Raises FaultsFound for what the file may not say, and OperatorError as `editchain emulate`.
    """
    said = {"emulator": 1, "renderer": "stamp", "limits": "none", "port": 0, **says}
    setup = setup_of_text(json.dumps(said, ensure_ascii=False).encode(), "emulator", Path.cwd())
    keys = sorted(setup.options.accounts[0].keys) if setup.options.accounts else [ANY_KEY]
    server = EmulatorServer(Path(folder), setup.options, host=setup.host, port=setup.port, public=setup.public)
    with server:
        yield DraftService(server, keys[0])
