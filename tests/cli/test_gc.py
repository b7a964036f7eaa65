"""`gc`: only what no manifest names, no event needs and no open task waits for is ever removed, and only when it is asked for."""

import contextlib
import hashlib
import json
import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from engine.api.audit.garbage import collect
from engine.api.context import Context, make_context
from engine.emulator.rules.scenario import Rule
from engine.emulator.server import EmulatorServer
from engine.lock import hold
from engine.media.previews import KIND
from engine.report.audit.garbage import Collected
from engine.store.files.unwanted import take_away
from engine.testing.clock import JumpingClock
from tests.cli.cli_project import FIRST, Project
from tests.cli.cli_stand_in import StandIn

BUY = ("run", "two.yaml", "--service", "dashscope-cn", "--max-cost", "50 CNY", "--format", "json")
LATER_S = 2 * 3600.0
DAYS_S = 4 * 24 * 3600.0


def context(project: Project, later_s: float = LATER_S) -> Context:
    return replace(make_context(project.root, project.env), clock=JumpingClock(time.time() + later_s))


def collected(project: Project, *, remove: bool = True, later_s: float = LATER_S) -> Collected:
    return collect(context(project, later_s), remove=remove)


def kinds(found: Collected) -> dict[str, str]:
    return {item.path: item.kind for item in found.items}


def artifact(project: Project, data: bytes) -> Path:
    digest = hashlib.sha256(data).hexdigest()
    path = project.state / "artifacts" / digest[:2] / digest
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def kept(project: Project) -> dict[Path, bytes]:
    """Everything but SQLite's own files, which whoever looks may touch."""
    return {path: data for path, data in project.everything() if "sqlite" not in path.name}


@pytest.fixture
def bought(project: Project, stand_in: StandIn) -> Project:
    assert project.call(*BUY).exit == 0
    return project


def test_after_a_run_there_is_nothing_to_remove(bought: Project) -> None:
    before = kept(bought)
    assert kinds(collected(bought, later_s=DAYS_S)) == {}
    assert kept(bought) == before
    assert bought.call("gc").out == "there is nothing to remove\n"


def test_nothing_is_removed_unless_it_is_asked_for(bought: Project) -> None:
    path = artifact(bought, b"of nobody")
    found = collected(bought, remove=False)
    assert kinds(found) == {str(path.relative_to(bought.root)): "artifact"}
    assert (found.size, found.removed, path.exists()) == (9, False, True)
    found = collected(bought)
    assert (found.size, found.removed, path.exists()) == (9, True, False)
    assert collected(bought).items == ()


def test_what_was_put_here_just_now_is_left_alone(bought: Project) -> None:
    path = artifact(bought, b"of somebody who will name it in a moment")
    ended = bought.call("gc", "--yes", "--format", "json")
    assert (ended.exit, ended.json["files"], ended.json["removed"], path.exists()) == (0, 0, True, True)


def test_a_paid_result_stays_though_it_was_never_published(project: Project, stand_in: StandIn) -> None:
    (project.root / "out").mkdir()
    (project.root / "out" / "two").write_text("in the way")
    ended = project.call(*BUY)
    assert ended.exit != 0
    results = {path for path in (project.state / "artifacts").rglob("*") if path.is_file()}
    assert collected(project, later_s=DAYS_S).items == ()
    assert {path for path in (project.state / "artifacts").rglob("*") if path.is_file()} == results


def test_evidence_that_a_person_must_look_at_stays(project: Project, stand_in: StandIn, tmp_path: Path) -> None:
    stand_in.video = tmp_path / "no-video.mp4"
    stand_in.video.write_bytes(b"this is no video")
    assert project.call(*BUY).exit == 4
    assert collected(project, later_s=DAYS_S).items == ()
    assert any(
        path.read_bytes() == b"this is no video" for path in (project.state / "artifacts").rglob("*") if path.is_file()
    )


def test_what_only_a_manifest_names_stays(bought: Project) -> None:
    path = artifact(bought, b"named by a manifest of a run that the journal has lost")
    other = bought.write(".editchain/runs/20260101-000000-aaaaaa/manifest.json", json.dumps({"result": path.name}))
    assert collected(bought).items == ()
    other.unlink()
    assert len(collected(bought).items) == 1


def part(project: Project, name: str, data: bytes = b"part") -> Path:
    path = project.state / "parts" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    return path


def test_parts_of_what_is_over_go_and_those_of_what_is_open_or_unknown_stay(
    project: Project, stand_in: StandIn
) -> None:
    stand_in.ends = [("InternalError", "busy")]
    project.call(*BUY)
    failed, first, *_ = stand_in.jobs
    over = [part(project, f"{failed}.part"), part(project, f"{first}.whole"), part(project, f"{'ab' * 32}.part")]
    unknown = part(project, "0f0f0f0f-1111-2222-3333-444444444444.whole")
    found = collected(project)
    assert kinds(found) == {str(path.relative_to(project.root)): "part" for path in over}
    assert not any(path.exists() for path in over)
    assert unknown.exists()


def test_a_part_stays_while_its_result_is_not_in_the_store(bought: Project, stand_in: StandIn) -> None:
    job = next(iter(stand_in.jobs))
    whole = part(bought, f"{job}.whole")
    shutil.rmtree(bought.state / "artifacts")
    assert collected(bought).items == ()
    assert whole.exists()


def test_a_part_that_somebody_holds_stays(bought: Project, stand_in: StandIn) -> None:
    job = next(iter(stand_in.jobs))
    whole = part(bought, f"{job}.whole")
    held = hold(bought.state / "parts" / f"{job}.lock")
    assert held is not None
    with contextlib.closing(contextlib.ExitStack()) as stack:
        stack.callback(held.release, remove=True)
        found = collected(bought)
        assert found.items == ()
        assert found.held == (f".editchain/parts/{job}",)
    assert whole.exists()
    assert len(collected(bought).items) == 1


def test_parts_of_an_open_job_stay(project: Project, emulators: Callable[..., EmulatorServer]) -> None:
    project.at(emulators(Rule(fault="hold", prompt=FIRST)).base_url)
    ended = project.call("run", "two.yaml", "--service", "dashscope-cn", "--wait", "2s", "--format", "json")
    assert ended.exit == 4
    growing = part(project, f"{ended.json['tasks'][0]['job_id']}.part")
    assert collected(project, later_s=DAYS_S).items == ()
    assert growing.exists()


def test_a_process_at_work_has_its_files_left_alone(bought: Project) -> None:
    path = artifact(bought, b"of nobody, as it seems")
    held = hold(bought.state / "processes" / "of-another")
    assert held is not None
    try:
        found = collected(bought)
        assert (found.items, found.running, path.exists()) == ((), 1, True)
        assert "left alone: 1 process is at work" in bought.call("gc").out
    finally:
        held.release(remove=True)
    assert len(collected(bought).items) == 1


def test_a_journal_that_is_older_than_what_was_bought_keeps_everything(project: Project, stand_in: StandIn) -> None:
    project.call("run", "two.yaml", "--service", "dashscope-cn", "--max-cost", "50 CNY", "-i", "look=ink")
    shutil.copytree(project.state, project.root / "backup")
    project.call(*BUY)
    shutil.rmtree(project.state)
    shutil.move(project.root / "backup", project.state)
    path = artifact(project, b"a result that only the newer journal named")
    found = collected(project)
    assert (found.items, found.older, path.exists()) == ((), True, True)
    assert "the journal lacks jobs" in project.call("gc").out


def test_after_a_person_went_on_without_them_they_keep_nothing(project: Project, stand_in: StandIn) -> None:
    assert project.call(*BUY).exit == 0
    for path in project.state.glob("journal.sqlite*"):
        path.unlink()
    path = artifact(project, b"a result that only the lost journal named")
    assert project.call(*BUY).exit == 3
    assert project.call("gc", "--format", "json").json["left_alone"]["older_journal"]
    assert project.call(*BUY, "--ignore-foreign").exit == 0
    assert project.call("gc", "--format", "json").json["left_alone"]["older_journal"] is False
    assert kinds(collected(project)) == {str(path.relative_to(project.root)): "artifact"}


def test_expired_objects_of_the_draft_service_go(project: Project) -> None:
    assert project.call("run", "two.yaml").exit == 0
    objects = [path for name in ("results", "uploads") for path in (project.state / "emulator" / name).iterdir()]
    assert objects
    assert collected(project).items == ()
    found = collected(project, later_s=DAYS_S)
    assert sorted(kinds(found)) == sorted(str(path.relative_to(project.root)) for path in objects)
    assert set(kinds(found).values()) == {"draft-object"}
    assert not any(path.exists() for path in objects)
    assert project.call("run", "two.yaml", "--format", "json").json["tasks"][0]["state"] == "reused"


def test_a_draft_service_that_is_served_is_left_alone(project: Project) -> None:
    assert project.call("run", "two.yaml").exit == 0
    held = hold(project.state / "emulator" / "lock")
    assert held is not None
    try:
        found = collected(project, later_s=DAYS_S)
        assert (found.items, found.served) == ((), (".editchain/emulator",))
    finally:
        held.release(remove=False)


def test_what_killed_processes_have_left_goes(bought: Project) -> None:
    folder = next(path for path in (bought.state / "artifacts").iterdir() if path.is_dir())
    (folder / f".{'0' * 64}.77.link").write_bytes(b"half a link")
    (bought.state / ".doctor-abc").mkdir()
    (bought.state / ".doctor-abc" / "probe.sqlite").write_bytes(b"x")
    assert set(kinds(collected(bought)).values()) == {"leftover"}
    assert not (bought.state / ".doctor-abc").exists()


def test_an_artifact_whose_removal_was_cut_short_by_a_mistake_comes_back(bought: Project) -> None:
    path = next(path for path in (bought.state / "artifacts").rglob("*") if path.is_file())
    path.rename(path.with_name(f".{path.name}.gc"))
    assert collected(bought).items == ()
    assert path.is_file()


def test_what_has_come_in_the_place_of_a_file_is_never_taken_away(tmp_path: Path) -> None:
    path = tmp_path / "artifact"
    path.write_bytes(b"old")
    seen = path.stat()
    fresh = tmp_path / "fresh"
    fresh.write_bytes(b"new bytes of the same name")
    fresh.replace(path)
    assert take_away(path, seen) is False
    assert path.read_bytes() == b"new bytes of the same name"
    assert take_away(path, path.stat()) is True
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_which_nothing_was_ever_run(project: Project) -> None:
    ended = project.call("gc", "--yes", "--format", "json")
    assert (ended.exit, ended.json["files"], project.state.exists()) == (0, 0, False)


def test_looking_wins_over_removing(bought: Project) -> None:
    assert bought.call("gc", "--yes", "--dry-run", "--format", "json").json["removed"] is False


def test_previews_go_with_what_they_are_of(bought: Project) -> None:
    assert bought.call("report").exit == 0
    folder = bought.state / "cache" / KIND
    needed = {path.name for path in folder.iterdir()}
    older = folder.with_name("previews-0")
    older.mkdir()
    unwanted = [folder / f"{'0' * 64}.jpg", folder / f".{'1' * 64}.mp4.part", older / f"{'2' * 64}.jpg"]
    for path in unwanted:
        path.write_bytes(b"x")
    assert collected(bought, later_s=0.0).items == (), "whoever draws them now needs them soon"
    found = kinds(collected(bought))
    assert found == {str(path.relative_to(bought.root)): "preview" for path in unwanted}
    assert {path.name for path in folder.iterdir()} == needed
    assert needed, "what a report shows stays"
