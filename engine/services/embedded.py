"""The embedded service: the emulator on a free loopback port of this process, spoken to like any other service."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from anyio import CancelScope, to_thread

from engine.emulator.rules.options import EmulatorOptions
from engine.errors import OperatorError

KEY = "embedded"  # the emulator takes any key; this one is no secret


@dataclass(frozen=True, slots=True)
class Embedded:
    """A running embedded service; `account` is the id of its folder, which outlives it."""

    base_url: str
    account: str


def require_draft() -> None:
    """Raise OperatorError `draft-extra-missing` unless the packages of the `draft` extra are installed; loads none of them."""
    for package in ("numpy", "cv2", "starlette", "uvicorn", "python_multipart"):
        if find_spec(package) is None:
            raise OperatorError("draft-extra-missing", package=package)


@asynccontextmanager
async def embedded(folder: Path, options: EmulatorOptions) -> AsyncIterator[Embedded]:
    """Run the emulator for as long as the context lasts; its jobs and results stay in the folder.

    Raises OperatorError `draft-extra-missing` if the packages of the `draft` extra are not installed.
    """
    require_draft()
    from engine.emulator.server import EmulatorServer  # noqa: PLC0415 - a web server only when one is run

    server = EmulatorServer(folder, options)
    await to_thread.run_sync(server.start)
    try:
        yield Embedded(server.base_url, server.account)
    finally:
        with CancelScope(shield=True):
            await to_thread.run_sync(server.stop)
