"""A disk that is full or a folder that can't be written: said plainly, nothing is lost, nothing is bought again."""

import os
import resource
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.cli_media import write_clip
from tests.cli.cli_project import COMMAND, Done, Project
from tests.cli.cli_stand_in import StandIn

BUY = ("run", "two.yaml", "--service", "dashscope-cn", "--max-cost", "50 CNY")


def run_limited(project: Project, most_bytes: int, *args: str) -> Done:
    """Run a command in which no file can grow beyond a size: as if the disk were full there."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    ended = subprocess.run(
        [COMMAND, *args],
        cwd=project.root,
        env=project.env,
        text=True,
        capture_output=True,
        preexec_fn=limit,
        check=False,
    )
    assert "Traceback" not in ended.stderr, ended.stderr
    return Done(ended.returncode, ended.stdout, ended.stderr)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A result of more than a megabyte."""
    path = tmp_path_factory.mktemp("large") / "noise.mp4"
    write_clip(path, seconds=2, shade=40, noise=True)
    assert path.stat().st_size > 1 << 20
    return path


def test_a_result_that_does_not_fit(project: Project, stand_in: StandIn, large: Path) -> None:
    stand_in.video = large
    ended = run_limited(project, 1 << 20, *BUY)
    assert ended.exit == 3, ended.text
    assert "error: " in ended.err
    assert "larger than is allowed" in ended.err
    assert project.parts() != []
    again = project.call(*BUY)
    assert again.exit == 0, again.text
    assert project.parts() == []
    assert "of an earlier run goes on" in again.err
    assert len(stand_in.submits) == len(stand_in.jobs) == 2


def test_a_journal_that_does_not_fit(project: Project, stand_in: StandIn) -> None:
    ended = run_limited(project, 8 << 10, *BUY)
    assert ended.exit == 3, ended.text
    assert "journal" in ended.err
    assert stand_in.submits == []
    assert project.call(*BUY).exit == 0
    assert len(stand_in.submits) == 2


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A real disk of a megabyte; only root may make one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    if (
        not mount
        or subprocess.run([mount, "-t", "tmpfs", "-o", "size=1m", "none", str(folder)], check=False).returncode
    ):
        pytest.skip("no right to mount a file system")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def fill(folder: Path) -> Path:
    path = folder / "filling"
    with path.open("wb", buffering=0) as file:
        try:
            while file.write(bytes(4096)):
                pass
        except OSError:
            return path
    raise AssertionError


def test_a_disk_filled_up_before_the_result(project: Project, stand_in: StandIn, tiny_disk: Path) -> None:
    project.env["EDITCHAIN_HOME"] = str(tiny_disk / "state")
    stand_in.ends = [("InternalError", "so that the journal is there")] * 2
    assert project.call(*BUY).exit == 1
    made = len(stand_in.jobs)
    filling = fill(tiny_disk)
    ended = project.run(*BUY)
    assert ended.exit == 3, ended.text
    assert len(stand_in.jobs) == made  # what can't be recorded is not bought
    filling.unlink()
    assert project.run(*BUY).exit == 0
    assert len(stand_in.jobs) == made + 2


@pytest.mark.parametrize(("name", "exit"), [("out", 2), ("out/two", 3)])
def test_a_folder_for_results_that_cannot_be_made_is_found_before_anything_is_sent(
    project: Project, stand_in: StandIn, name: str, exit: int
) -> None:
    occupied = project.write(name, "a file stands where the folder should be")
    ended = project.call(*BUY)
    assert ended.exit == exit, ended.text
    assert "out" in ended.err
    assert stand_in.submits == []
    occupied.unlink()
    assert project.call(*BUY).exit == 0
    assert len(stand_in.submits) == 2


def test_a_result_that_cannot_be_published(project: Project, stand_in: StandIn) -> None:
    (project.root / "out" / "two" / "final.mp4").mkdir(parents=True)
    ended = project.call(*BUY, "--format", "json")
    assert (ended.exit, ended.json["state"], ended.json["cause"]["code"]) == (3, "failed", "disk-unwritable")
    assert ended.json["rows"][0]["error"] == ended.json["cause"]
    assert [task["state"] for task in ended.json["tasks"]] == ["done", "done"]
    assert "out" in ended.json["cause"]["message"]
    assert project.parts() == []
    elsewhere = project.call(*BUY, "--out", "elsewhere")
    assert elsewhere.exit == 0
    assert (project.root / "elsewhere" / "two" / "final.mp4").is_file()
    assert len(stand_in.submits) == 2


def test_a_state_folder_that_cannot_be_made(project: Project, stand_in: StandIn) -> None:
    project.write("occupied", "a file")
    project.env["EDITCHAIN_HOME"] = str(project.root / "occupied")
    ended = project.call(*BUY)
    assert ended.exit == 3
    assert "occupied" in ended.err
    assert stand_in.submits == []


def test_a_damaged_journal_is_kept_and_nothing_is_bought(project: Project, stand_in: StandIn) -> None:
    damaged = project.write(".editchain/journal.sqlite", "what was a journal " * 500)
    for args in (BUY, ("plan", *BUY[1:]), ("status",)):
        ended = project.call(*args)
        assert (ended.exit, "EC2121 journal-damaged" in ended.err) == (3, True), ended.text
        assert ".recover" in ended.err
    assert stand_in.submits == []
    assert damaged.read_text("utf-8").startswith("what was a journal")


def test_a_disk_that_is_full_when_a_job_is_accepted_loses_no_job(
    project: Project, stand_in: StandIn, tiny_disk: Path
) -> None:
    project.env["EDITCHAIN_HOME"] = str(tiny_disk / "state")
    stand_in.on_submit = lambda: fill(tiny_disk)
    ended = project.run(*BUY)
    assert ended.exit == 3, ended.text
    assert len(stand_in.jobs) == 1
    (tiny_disk / "filling").unlink()
    stand_in.on_submit = lambda: None
    again = project.run(*BUY)
    assert again.exit == 0, again.text
    assert len(stand_in.jobs) == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
@pytest.mark.parametrize(
    "command",
    [("plan", "two.yaml", "--format", "json"), ("status",), ("--help",), ("check", "none.yaml")],
    ids=lambda args: args[0],
)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_results_that_go_to_a_full_disk(project: Project, command: tuple[str, ...], lang: str) -> None:
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [COMMAND, "--lang", lang, *command],
            cwd=project.root,
            env=project.env,
            text=True,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert ended.returncode == 3, ended.stderr
    assert ended.stderr.count("[EC2118 output-unwritable]") == 1
    assert ("the disk is full" in ended.stderr) is (lang == "en")
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("closed", [(0,), (1,), (2,), (0, 1, 2)], ids=str)
def test_standard_streams_that_are_closed_change_no_exit_code_and_get_no_file_of_ours(
    project: Project, closed: tuple[int, ...]
) -> None:
    """SQLite and the media library would write into whatever file got the number of a closed stream."""

    def close() -> None:
        for number in closed:
            os.close(number)

    for args, code in ((("plan", "two.yaml"), 0), (("plan", "none.yaml"), 2), (("rnu",), 2)):
        ended = subprocess.run(
            [COMMAND, *args], cwd=project.root, env=project.env, capture_output=True, preexec_fn=close, check=False
        )
        assert ended.returncode == code, ended.stderr
