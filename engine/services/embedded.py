"""The embedded service of a project: the emulator on a loopback port of this process, or of another one that serves already."""

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import anyio
from anyio import CapacityLimiter, to_thread

from engine.emulator.rules.declaration import declaration, realm_of
from engine.emulator.rules.options import EmulatorOptions
from engine.emulator.server import EmulatorServer
from engine.emulator.state.folder import announced, is_served
from engine.errors import OperatorError

KEY: Final = "embedded"  # the emulator takes any key; this one is no secret
BUSY: Final = "emulator-folder-busy"
TRIES: Final = 600  # half a minute: a server that goes answers what it was asked before
PAUSE_S: Final = 0.05


@dataclass(frozen=True, slots=True)
class EmbeddedAddress:
    """Where the service is now; `account` is the id of its folder, which outlives every server."""

    base_url: str
    account: str


def require_draft() -> None:
    """Raise OperatorError `draft-extra-missing` unless the packages of the `draft` extra are installed; loads none of them."""
    for package in ("numpy", "cv2", "starlette", "uvicorn", "python_multipart"):
        if find_spec(package) is None:
            raise OperatorError("draft-extra-missing", package=package)


class Embedded:
    """One folder's service for all runs of a project; a server of our own is started when nobody else serves the folder.

    Of several processes one serves, and the others are its clients; when it has gone, the first of them that notices takes over.
    """

    def __init__(self, folder: Path, options: EmulatorOptions, *, tries: int = TRIES) -> None:
        self._folder = folder
        self._options = options
        self._tries = tries
        self._server: EmulatorServer | None = None
        self._one = anyio.Lock()
        self._threads = CapacityLimiter(1)

    async def reach(self) -> EmbeddedAddress:
        """Return where the service is, after starting it if need be.

        Raises OperatorError `draft-extra-missing`, those of the emulator's start, and `emulator-folder-busy` if a process holds
        the folder that doesn't say where it serves, or serves something else.
        """
        require_draft()
        async with self._one:
            for _ in range(self._tries):
                found = await to_thread.run_sync(self._reached, limiter=self._threads)
                if found is not None:
                    return found
                await anyio.sleep(PAUSE_S)
        raise OperatorError(BUSY, folder=str(self._folder))

    def is_at(self, address: EmbeddedAddress) -> bool:
        """Say, by a look at a file, whether the service is still there."""
        return self._server is not None or self._announced() == address

    async def aclose(self) -> None:
        """End our own server, if there is one; running jobs go on at the next start."""
        server, self._server = self._server, None
        if server is not None:
            with anyio.CancelScope(shield=True):
                await to_thread.run_sync(server.stop, limiter=self._threads)

    def _reached(self) -> EmbeddedAddress | None:
        """Look once; None while a server comes or goes."""
        if self._server is None and is_served(self._folder):
            return self._announced()
        if self._server is None:
            try:
                self._server = EmulatorServer(self._folder, self._options).start()
            except OperatorError as error:
                if error.key != BUSY:
                    raise
                return None
        return EmbeddedAddress(self._server.base_url, self._server.account)

    def _announced(self) -> EmbeddedAddress | None:
        """Where another process serves the same as we would."""
        said = announced(self._folder)
        if said is None or realm_of(said["declaration"]) != realm_of(declaration(self._options)):
            return None
        return EmbeddedAddress(said["base_url"], said["account"])
