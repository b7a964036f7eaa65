"""A world: one campaign and one service, whose answers to submits take a moment."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from engine.emulator.rules.options import EmulatorOptions
from engine.emulator.rules.rates import UNLIMITED
from engine.emulator.rules.scenario import Effect, Rule, Scenario
from engine.emulator.server import EmulatorServer
from tests.cli.cli_project import Project
from tests.processes.campaign import Rows

ANSWER_S = 0.3


@contextmanager
def world(
    folder: Path, clips: Path, answers: Effect = "slow-answer", *rules: Rule, rows: str = "abc"
) -> Iterator[tuple[Rows, EmulatorServer]]:
    """Make a world in a folder, which is gone when all ends well.

    The service lets a moment pass before it takes a job (`slow`), or between that and its answer (`slow-answer`).
    """
    slow = Rule(fault=answers, after_s=ANSWER_S, times=None)
    options = EmulatorOptions(renderer="stamp", limits=UNLIMITED, scenario=Scenario((*rules, slow)))
    with EmulatorServer(folder / "service", options) as service:
        project = Project(folder / "project").at(service.base_url)
        for clip in clips.iterdir():
            shutil.copy(clip, project.root)
        yield Rows(project, folder / "service", rows=rows), service
    shutil.rmtree(folder)
