import shutil
from pathlib import Path

import pytest

from tests.cli.cli_media import write_clip
from tests.cli.cli_project import RECIPE


@pytest.fixture(params=["asyncio", "trio"])
def anyio_backend(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="session")
def shot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    clip = tmp_path_factory.mktemp("shots") / "clip.mp4"
    write_clip(clip, seconds=2, shade=40)
    return clip


@pytest.fixture
def folder(tmp_path: Path, shot: Path) -> Path:
    """A project's folder with a recipe of two steps and its clip; nobody's working directory."""
    made = tmp_path / "project"
    made.mkdir()
    (made / "editchain.toml").write_text("")
    (made / "two.yaml").write_text(RECIPE)
    shutil.copy(shot, made / "clip.mp4")
    return made
