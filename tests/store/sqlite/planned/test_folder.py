"""The plans of a project's runs: each written once, whole or not at all, without what is secret; read as it was."""

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from engine.api.manifest import write_manifest
from engine.api.planned import keep_planned
from engine.api.project import open_project, reader_of
from engine.api.record import record_of
from engine.errors import OperatorError
from engine.phrases import run as words
from engine.plan import Basis, Plan, RowGiven, make_plan
from engine.plan.kept.lines import Places
from engine.report.status import record_text
from engine.run import events as e
from engine.store.sqlite.planned.file import PlanFile
from engine.store.sqlite.planned.folder import PlanFolder, places_of
from engine.values.media import DataSource, FileSource, Media, UrlSource
from tests.report.runs import ENGLISH
from tests.store.sqlite.planned.test_file import plan_of_rows
from tests.store.sqlite.test_decisions import started
from tests.worlds import BILLED, CATALOG, CHAIN, DAY, clip, picture, plan_of, recipe_of

SIGNED = "https://host/clip.mp4?Signature=verysecret"
URL = UrlSource(SIGNED, "https://host/clip.mp4", 'etag:"v";length:9')
PICTURE = DataSource("e" * 64, "image/png", "data:image/png;base64,AAAA")
WITH_PICTURE = CHAIN.replace("{type: video}\n", "{type: video}\n  one: {type: image}\n").replace(
    'with: {video: "${{ inputs.clip }}",',
    'with: {video: "${{ inputs.clip }}", reference_images: ["${{ inputs.one }}"],',
)


def kept(folder: PlanFolder, plan: Plan, process: str = "p") -> None:
    folder.keep(plan.digest, plan.tasks, plan.rows, process)


def of_media(source: UrlSource | FileSource, sink: PlanFile | None = None) -> Plan:
    inputs = {"clip": Media(source=source, facts=clip().facts), "one": Media(source=PICTURE, facts=picture().facts)}
    basis = Basis(catalog=CATALOG, terms=BILLED, day=DAY)
    plan = make_plan(recipe_of(WITH_PICTURE), [RowGiven(inputs=inputs, media={}, places={})], basis, sink=sink).plan
    assert plan is not None
    return plan


@pytest.mark.parametrize("plan", [plan_of_rows(rows=9), plan_of_rows(PlanFile(), rows=9)], ids=["memory", "file"])
def test_a_plan_is_read_as_it_was_kept(tmp_path: Path, plan: Plan) -> None:
    folder = PlanFolder(tmp_path)
    kept(folder, plan)
    found = folder.read(plan.digest, places_of(plan.tasks, plan.rows))
    assert found is not None
    assert list(found[0]) == list(plan.tasks)
    assert list(found[1]) == list(plan.rows)
    assert folder.names(plan.digest) == (plan.tasks.carried_out(), plan.row_keys)
    (path,) = (tmp_path / "plans").iterdir()
    assert path.name == f"{plan.digest}.sqlite"
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("sink", [None, PlanFile()], ids=["memory", "file"])
def test_addresses_and_paths_stay_beside_the_file_and_pictures_lie_in_it(tmp_path: Path, sink: PlanFile | None) -> None:
    folder, plan = PlanFolder(tmp_path), of_media(URL, sink)
    kept(folder, plan)
    (path,) = (tmp_path / "plans").iterdir()
    assert b"verysecret" not in path.read_bytes()
    places = places_of(plan.tasks, plan.rows)
    assert places.addresses == {("https://host/clip.mp4", 'etag:"v";length:9'): SIGNED}
    found = folder.read(plan.digest, Places(addresses=places.addresses))
    assert found is not None
    assert list(found[0]) == list(plan.tasks)
    without = folder.read(plan.digest)
    assert without is not None
    (use, other) = next(iter(without[0])).request.media
    assert (use.media.source, other.media.source) == (replace(URL, url=""), PICTURE)


def test_a_path_is_no_part_of_a_plan(tmp_path: Path) -> None:
    plan = of_media(FileSource("f" * 64, "/home/somebody/clip.mp4"))
    kept(PlanFolder(tmp_path), plan)
    (path,) = (tmp_path / "plans").iterdir()
    assert b"somebody" not in path.read_bytes()
    assert places_of(plan.tasks, plan.rows).files == {"f" * 64: "/home/somebody/clip.mp4"}


def test_an_equal_plan_is_not_written_twice(tmp_path: Path) -> None:
    folder, plan = PlanFolder(tmp_path), plan_of(CHAIN)
    kept(folder, plan)
    (path,) = (tmp_path / "plans").iterdir()
    before = path.stat()
    kept(folder, plan, "another")
    assert path.stat() == before


@pytest.mark.parametrize("harm", [b"", b"no database" * 1000])
def test_a_file_that_is_none_is_written_anew(tmp_path: Path, harm: bytes) -> None:
    folder, plan = PlanFolder(tmp_path), plan_of(CHAIN)
    kept(folder, plan)
    (path,) = (tmp_path / "plans").iterdir()
    path.write_bytes(harm)
    assert folder.read(plan.digest) is None
    kept(folder, plan)
    assert folder.names(plan.digest) == (plan.tasks.carried_out(), plan.row_keys)


def test_a_file_of_another_layout_is_written_anew(tmp_path: Path) -> None:
    folder, plan = PlanFolder(tmp_path), plan_of(CHAIN)
    kept(folder, plan)
    (path,) = (tmp_path / "plans").iterdir()
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 99")
    assert folder.names(plan.digest) is None
    kept(folder, plan)
    assert folder.names(plan.digest) is not None


def test_what_a_killed_process_was_writing_is_removed_and_hinders_nobody(tmp_path: Path) -> None:
    folder, plan = PlanFolder(tmp_path), plan_of(CHAIN)
    (tmp_path / "plans").mkdir()
    for process in ("dead", "alive"):
        (tmp_path / "plans" / f"{process}.part").write_bytes(b"half a plan")
    kept(folder, plan, "dead")
    (tmp_path / "plans" / "dead.part").write_bytes(b"half a plan")
    folder.bury(lambda process: process == "alive")
    assert sorted(path.name for path in (tmp_path / "plans").iterdir()) == [f"{plan.digest}.sqlite", "alive.part"]
    folder.bury(lambda process: False)
    PlanFolder(tmp_path / "nowhere").bury(lambda process: False)
    assert [path.stem for path in (tmp_path / "plans").iterdir()] == [plan.digest]


def test_plans_that_nobody_names_are_found(tmp_path: Path) -> None:
    folder, first, second = PlanFolder(tmp_path), plan_of(CHAIN), plan_of(CHAIN.replace("night", "day"))
    assert list(folder.unnamed([])) == []
    kept(folder, first)
    kept(folder, second)
    assert [path.stem for path in folder.unnamed([first.digest])] == [second.digest]


def test_a_folder_that_cannot_be_written_is_the_operators_matter(tmp_path: Path) -> None:
    (tmp_path / "plans").write_text("a file where the folder would be")
    with pytest.raises(OperatorError) as found:
        kept(PlanFolder(tmp_path), plan_of(CHAIN))
    assert found.value.key == "disk-unwritable"


def test_a_run_begins_without_lists_and_is_read_with_them_as_long_as_its_plan_is_there(tmp_path: Path) -> None:
    plan = plan_of_rows(rows=5)
    tasks, rows = plan.tasks.carried_out(), plan.row_keys
    with open_project(tmp_path / ".editchain") as project:
        planned = keep_planned(project.journal, project.plans, plan, "p")
        event = replace(
            started("run", cap=None, realm="dashscope", scope="s"),
            plan_digest=plan.digest, tasks=tasks, rows=rows, planned=planned, kept=True,
        )  # fmt: skip
        project.journal.record("run", event, e.Skipped(task=tasks[3], cause=e.Cause("condition-false")))
        ((_, told), _) = project.journal.events("run")
        assert told == event
        assert reader_of(project.home).after("run", 0)[0].event == event
        with closing(sqlite3.connect(project.home / "journal.sqlite")) as db:
            (data,) = db.execute("SELECT data FROM events WHERE kind = 'RunStarted'").fetchone()
        assert tasks[0] not in data
        assert f'"counts": {{"tasks": {len(tasks)}, "rows": 5}}' in data
        found = project.planned("run")
        assert found is not None
        assert list(found.ids()) == [task.id for task in plan.tasks]
        (project.home / "plans" / f"{plan.digest}.sqlite").unlink()
        assert project.planned("run") is None
        ((_, left), _) = project.journal.events("run")
        assert left == replace(event, tasks=(tasks[3],), rows=())
        record = record_of(project.journal, "run", alive=False)
        assert (record.plan_gone, list(record.tasks)) == (True, [tasks[3]])
        assert words.PLAN_GONE.en in record_text(record, ENGLISH)
        write_manifest(project.home, project.journal, record)
        manifest = json.loads((project.home / "runs" / "run" / "manifest.json").read_text("utf-8"))
        assert (manifest["plan_gone"], manifest["rows"]) == (True, [])
        assert [(task["id"], task["state"]) for task in manifest["tasks"]] == [(tasks[3], "skipped")]
