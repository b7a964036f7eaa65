import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from engine.emulator.rules.clock import Clock
from engine.emulator.rules.options import EmulatorOptions
from engine.emulator.server import EmulatorServer
from tests.emulator.calls import SAMPLES, Api


@pytest.fixture(scope="session")
def http() -> Iterator[httpx.Client]:
    with httpx.Client(timeout=30) as client:
        yield client


@pytest.fixture
def serve(tmp_path: Path, http: httpx.Client) -> Iterator[Callable[..., Api]]:
    """Start emulators that end with the test; `none` does no media work, other renderers get local samples."""
    with contextlib.ExitStack() as stack:

        def start(clock: Clock | None = None, folder: Path | None = None, **options: Any) -> Api:
            settings = {"renderer": "none", "offline_media": SAMPLES, **options}
            server = EmulatorServer(folder or tmp_path / "emulator", EmulatorOptions(**settings), clock)
            return Api(stack.enter_context(server), http)

        yield start


@pytest.fixture
def api(serve: Callable[..., Api]) -> Api:
    return serve()
