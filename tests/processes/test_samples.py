"""What interrupted runs of this version left, as files: each is taken up by the version that is tested, and nothing is paid again."""

import shutil
from pathlib import Path

import pytest

from engine.emulator.rules.clock import SystemClock
from engine.emulator.rules.options import EmulatorOptions
from engine.emulator.rules.rates import UNLIMITED
from engine.emulator.server import EmulatorServer
from engine.emulator.state.record import read_record
from tests.cli.cli_project import Project
from tests.processes.campaign import Books, Rows
from tests.processes.make_samples import INTERRUPTED
from tests.processes.sample import CLIPS, SAMPLES, Sample

WELL = Books(jobs=2, billed=2, most_of_one=1, swapped=(), missing=(), unmentioned=())
NOTHING = Books(jobs=0, billed=0, most_of_one=0, swapped=(), missing=("a", "b"), unmentioned=())
LEFT = {"intended": 0, "sent": 1, "accepted": 1, "succeeded": 1, "fetched": 1, "doubt": 1, "held": 0, "spool": 1}
"""The jobs that the service had when the run was interrupted; at least."""


class Behind:
    """The service's clock: it goes on from where it was."""

    def __init__(self, now: float) -> None:
        self._behind = SystemClock().now() - now

    def now(self) -> float:
        return SystemClock().now() - self._behind


def test_every_sample_can_be_made_anew() -> None:
    assert {path.name for path in SAMPLES.iterdir() if path != CLIPS} == set(INTERRUPTED) == set(LEFT)


@pytest.mark.parametrize("name", INTERRUPTED)
def test_a_sample_is_taken_up(name: str, tmp_path: Path) -> None:
    sample = Sample(SAMPLES / name)
    service = tmp_path / "service"
    sample.restore_service(service)
    before = {job["id"] for job in read_record(service)["accepted"]}
    assert len(before) >= LEFT[name]
    options = EmulatorOptions(renderer="stamp", limits=UNLIMITED)
    with EmulatorServer(service, options, Behind(sample.now)) as server:
        project = Project(tmp_path / "project").at(server.base_url)
        for clip in CLIPS.iterdir():
            shutil.copy(clip, project.root)
        rows = Rows(project, service, rows="ab")
        sample.restore_project(rows)
        ended = project.run(*rows.run)
        held = name == "held"
        assert (ended.exit, rows.books()) == ((4, NOTHING) if held else (0, WELL)), ended.text
    assert before <= {job["id"] for job in read_record(service)["accepted"]}
