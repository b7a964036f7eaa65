"""The draft service as a fixture, for tests over real sockets and of other clients."""

from collections.abc import Iterator
from contextlib import contextmanager
from os import PathLike
from pathlib import Path
from typing import Literal

from engine.emulator.rules.options import EmulatorOptions
from engine.emulator.server import EmulatorServer


@contextmanager
def emulator(folder: str | PathLike[str], *, renderer: Literal["draft", "stamp", "none"] = "stamp") -> Iterator[str]:
    """Serve a DashScope-compatible service on a free port of this machine, and give its base URL, which ends in `/api/v1`.

    Its jobs, results and billing meter are kept in the folder. `stamp` draws the digest of each request into a clip, `draft`
    really edits, `none` gives an empty clip at once. Raises OperatorError as `editchain emulate`.
    """
    with EmulatorServer(Path(folder), EmulatorOptions(renderer=renderer)) as server:
        yield server.base_url
