from pathlib import Path

import pytest

from tests.run.world import World


@pytest.fixture(params=["asyncio", "trio"])
def anyio_backend(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def world(tmp_path: Path) -> World:
    (tmp_path / "clip.mp4").write_bytes(b"a clip")
    return World(tmp_path)
