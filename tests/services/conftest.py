import contextlib
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest

from engine.services.dashscope.client import DashScope, connect
from engine.services.dashscope.client_http import TimeLimits
from engine.services.dashscope.secret import Secret
from tests.services.scripted_server import KEY, PROFILE, ScriptedServer


@pytest.fixture(params=["asyncio", "trio"])
def anyio_backend(request: pytest.FixtureRequest) -> Any:
    return request.param


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    with ScriptedServer() as server:
        yield server


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def client(clock: Clock) -> Any:
    @contextlib.asynccontextmanager
    async def made(base_url: str, **limits: float) -> AsyncIterator[DashScope]:
        async with connect(
            PROFILE,
            Secret(KEY),
            clock=clock,
            wall=lambda: 1_800_000_000.0,
            base_url=base_url,
            limits=TimeLimits(**limits),
        ) as service:
            yield service

    return made
