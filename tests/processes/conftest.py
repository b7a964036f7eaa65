import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest

from engine.emulator.rules.options import EmulatorOptions
from engine.emulator.rules.rates import UNLIMITED
from engine.emulator.rules.scenario import FaultName, Rule, Scenario
from engine.emulator.server import EmulatorServer
from tests.cli.cli_media import write_clip
from tests.cli.cli_project import Project
from tests.processes.campaign import Rows

ANSWER_S = 0.3
Worlds = Callable[..., "contextmanager[tuple[Rows, EmulatorServer]]"]


@pytest.fixture(scope="session")
def clips(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Clips of two seconds: a.mp4, b.mp4, c.mp4, d.mp4."""
    folder = tmp_path_factory.mktemp("clips")
    for number, name in enumerate("abcd"):
        write_clip(folder / f"{name}.mp4", seconds=2, shade=40 + 50 * number)
    return folder


@pytest.fixture
def worlds(tmp_path: Path, clips: Path) -> Worlds:
    """Make worlds of one campaign and one service; each is gone when it ends well.

    The service takes a moment for its answer to a submit: before it takes the job (`slow`) or after (`slow-answer`).
    """
    numbers = count(1)

    @contextmanager
    def world(answers: FaultName = "slow-answer", *rules: Rule) -> Iterator[tuple[Rows, EmulatorServer]]:
        folder = tmp_path / str(next(numbers))
        slow = Rule(fault=answers, after_s=ANSWER_S, times=None)
        options = EmulatorOptions(renderer="stamp", limits=UNLIMITED, scenario=Scenario((*rules, slow)))
        with EmulatorServer(folder / "service", options) as service:
            project = Project(folder / "project").at(service.base_url)
            for clip in clips.iterdir():
                shutil.copy(clip, project.root)
            yield Rows(project, folder / "service"), service
        shutil.rmtree(folder)

    return world
