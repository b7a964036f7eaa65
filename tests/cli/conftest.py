import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from engine.emulator.rules.options import EmulatorOptions
from engine.emulator.rules.scenario import Rule, Scenario
from engine.emulator.server import EmulatorServer
from tests.browser import a_browser
from tests.cli.cli_media import write_clip, write_picture
from tests.cli.cli_project import Project, make_project
from tests.cli.cli_report import make_reported
from tests.cli.cli_stand_in import StandIn
from tests.cli.cli_told import Asked
from tests.media_server import MediaServer

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def clips(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Synthetic media: clip.mp4 and other.mp4 (2 s), long.mp4 (12 s), picture.png."""
    folder = tmp_path_factory.mktemp("clips")
    write_clip(folder / "clip.mp4", seconds=2, shade=40)
    write_clip(folder / "other.mp4", seconds=2, shade=160)
    write_clip(folder / "long.mp4", seconds=12, shade=90)
    write_picture(folder / "picture.png")
    return folder


@pytest.fixture
def project(tmp_path: Path, clips: Path) -> Project:
    """A project with the recipe `two.yaml` and its clip."""
    return make_project(tmp_path / "project", clips)


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory, clips: Path) -> Iterator[tuple[Project, EmulatorServer]]:
    """A project whose recipe was run once, at a service that lives as long as the tests."""
    folder = tmp_path_factory.mktemp("finished")
    with EmulatorServer(folder / "service", EmulatorOptions(renderer="stamp")) as service:
        made = make_project(folder / "project", clips).at(service.base_url)
        assert made.run("run", "two.yaml", "--service", "dashscope-cn").exit == 0
        yield made, service


@pytest.fixture(scope="session")
def reported(tmp_path_factory: pytest.TempPathFactory, clips: Path) -> Project:
    """A project with runs of a campaign to report of; tests leave them as they are."""
    return make_reported(tmp_path_factory.mktemp("reported") / "project", clips)


@pytest.fixture
def done(finished: tuple[Project, EmulatorServer], tmp_path: Path) -> tuple[Project, Asked]:
    """A copy of the finished project, and what its service is asked from now on."""
    before, service = finished
    copy = tmp_path / "copy"
    shutil.copytree(before.root, copy, symlinks=True)
    return before.moved(copy), Asked(service)


@pytest.fixture
def emulators(tmp_path: Path) -> Iterator[Callable[..., EmulatorServer]]:
    """Start emulators outside of the command; they end with the test."""
    with ExitStack() as stack:

        def start(*rules: Rule, name: str = "service", **options: Any) -> EmulatorServer:
            settings = EmulatorOptions(**{"renderer": "stamp", "scenario": Scenario(rules), **options})
            return stack.enter_context(EmulatorServer(tmp_path / name, settings))

        yield start


@pytest.fixture
def stand_in(clips: Path, project: Project) -> Iterator[StandIn]:
    """A service that bills, at which the project's `--service dashscope-cn` points."""
    with StandIn(clips / "clip.mp4") as service:
        project.at(service.base_url)
        yield service


@pytest.fixture
def media() -> Iterator[MediaServer]:
    """A server of media on this machine."""
    with MediaServer() as server:
        yield server


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    """One browser for all tests of a file; it has an event loop of its own, beside which no command can have another."""
    with a_browser() as started:
        yield started
