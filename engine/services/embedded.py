"""The embedded service: the emulator on a free loopback port of this process, spoken to like any other service."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from engine.emulator.options import EmulatorOptions
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


@contextmanager
def embedded(folder: Path, options: EmulatorOptions) -> Iterator[Embedded]:
    """Run the emulator for as long as the context lasts; its jobs and results stay in the folder.

    Raises OperatorError `draft-extra-missing` if the packages of the `draft` extra are not installed.
    """
    require_draft()
    from engine.emulator.server import EmulatorServer  # noqa: PLC0415 - a web server only when one is run

    with EmulatorServer(folder, options) as server:
        yield Embedded(server.base_url, server.account)
