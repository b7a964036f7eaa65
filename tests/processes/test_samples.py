"""What interrupted runs of this version left, as files: each is taken up by the version that is tested, and nothing is paid again."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

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


class Behind:
    """The service's clock: it goes on from where it was."""

    def __init__(self, now: float) -> None:
        self._behind = SystemClock().now() - now

    def now(self) -> float:
        return SystemClock().now() - self._behind


@dataclass(frozen=True)
class TakenUp:
    """How a sample was taken up: the exit of the same command, and all books after it."""

    exit: int
    books: Books
    kept: bool  # every job that there was is still there


def test_every_sample_can_be_made_anew() -> None:
    assert {path.name for path in SAMPLES.iterdir() if path != CLIPS} == set(INTERRUPTED)


def test_each_sample_is_taken_up(tmp_path: Path) -> None:
    """All at once, since most of the time is waited for."""
    with ThreadPoolExecutor(len(INTERRUPTED)) as pool:
        found = dict(zip(INTERRUPTED, pool.map(lambda name: taken_up(name, tmp_path / name), INTERRUPTED), strict=True))
    well = {name: TakenUp(0, WELL, kept=True) for name in INTERRUPTED}
    assert found == {**well, "held": TakenUp(4, NOTHING, kept=True)}


def taken_up(name: str, folder: Path) -> TakenUp:
    sample = Sample(SAMPLES / name)
    service = folder / "service"
    sample.restore_service(service)
    before = {job["id"] for job in read_record(service)["accepted"]}
    options = EmulatorOptions(renderer="stamp", limits=UNLIMITED)
    with EmulatorServer(service, options, Behind(sample.now)) as server:
        project = Project(folder / "project").at(server.base_url)
        for clip in CLIPS.iterdir():
            shutil.copy(clip, project.root)
        rows = Rows(project, service, rows="ab")
        sample.restore_project(rows)
        ended = project.run(*rows.run)
        books = rows.books()
    return TakenUp(ended.exit, books, kept=before <= {job["id"] for job in read_record(service)["accepted"]})
