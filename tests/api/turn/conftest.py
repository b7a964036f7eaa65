import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.run.service import JobState, ListedJob
from engine.testing import ScriptedService
from tests.cli.cli_media import write_clip
from tests.cli.cli_project import FIRST, RECIPE

MODEL = "wan2.7-videoedit"


@pytest.fixture(params=["asyncio", "trio"])
def anyio_backend(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="session")
def shot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    clip = tmp_path_factory.mktemp("shots") / "clip.mp4"
    write_clip(clip, seconds=2, shade=40)
    return clip


@pytest.fixture
def folder(tmp_path: Path, shot: Path) -> Iterator[Path]:
    """A project's folder with a recipe of two steps and its clip."""
    made = tmp_path / "project"
    made.mkdir()
    (made / "editchain.toml").write_text("")
    (made / "two.yaml").write_text(RECIPE)
    shutil.copy(shot, made / "clip.mp4")
    return made


def other_job(service: ScriptedService, name: str, prompt: str = FIRST, **more: object) -> None:
    """Let the service have a job of somebody else's request, made now by the same key."""
    about = {"state": JobState.PENDING, "model": MODEL, "created": service.clock.now(), "key_id": service.key_id}
    service.prompts[name] = prompt
    service.made.append(ListedJob(job=name, request_id=f"r-{name}", account=service.account, **{**about, **more}))
