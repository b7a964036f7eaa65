from contextlib import AbstractContextManager
from itertools import count
from pathlib import Path
from typing import Protocol

import pytest

from engine.emulator.rules.scenario import Effect, Rule
from engine.emulator.server import EmulatorServer
from tests.cli.cli_media import write_clip
from tests.processes.campaign import Rows
from tests.processes.world import world


class Worlds(Protocol):
    """Makes worlds, each in a folder of its own."""

    def __call__(
        self, answers: Effect = "slow-answer", *rules: Rule
    ) -> AbstractContextManager[tuple[Rows, EmulatorServer]]: ...


@pytest.fixture(scope="session")
def clips(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Clips of two seconds: a.mp4, b.mp4, c.mp4, d.mp4."""
    folder = tmp_path_factory.mktemp("clips")
    for number, name in enumerate("abcd"):
        write_clip(folder / f"{name}.mp4", seconds=2, shade=40 + 50 * number)
    return folder


@pytest.fixture
def worlds(tmp_path: Path, clips: Path) -> Worlds:
    numbers = count(1)
    return lambda answers="slow-answer", *rules: world(tmp_path / str(next(numbers)), clips, answers, *rules)
