"""`replay --verify`: a recorded run, planned again and held against its manifest; every difference is named."""

import hashlib
import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
import pytest

from tests.cli.cli_project import RECIPE, Project
from tests.cli.cli_stand_in import StandIn

BUY = ("run", "two.yaml", "--service", "dashscope-cn", "--max-cost", "50 CNY", "--format", "json")
BUNNY = Path(__file__).parents[2] / "recipes" / "media" / "bunny.mp4"
VERIFY = ("--verify", "--format", "json")


def unequal(found: Any) -> dict[tuple[str, str], str]:
    return {(one["kind"], one["name"]): one["equality"] for one in found["checks"] if one["equality"] != "equal"}


@pytest.fixture
def run(project: Project, stand_in: StandIn) -> str:
    ended = project.call(*BUY)
    assert ended.exit == 0
    return str(ended.json["run_id"])


def manifest(project: Project, run: str) -> Path:
    return project.state / "runs" / run / "manifest.json"


def test_what_nobody_touched_is_equal_and_nothing_is_sent(project: Project, stand_in: StandIn, run: str) -> None:
    before = len(stand_in.requests)
    ended = project.call("replay", str(manifest(project, run)), *VERIFY)
    assert (ended.exit, ended.json["equal"], unequal(ended.json)) == (0, True, {})
    assert {one["kind"] for one in ended.json["checks"]} == {"recipe", "input", "plan", "task", "file", "result"}
    assert len(stand_in.requests) == before
    assert project.call("replay", run, "--verify").out.splitlines()[-1].startswith("all 8 are equal")


def edit_recipe(project: Project) -> None:
    project.write("two.yaml", RECIPE.replace("seed: 2", "seed: 3"))


def add_comment(project: Project) -> None:
    project.write("two.yaml", RECIPE + "# a remark\n")


def add_task(project: Project) -> None:
    step = "  - {id: third, uses: wan2.7-videoedit, with: {video: '${{ inputs.clip }}', prompt: Make it night., seed: 3}}\n"
    project.write("two.yaml", RECIPE.replace("outputs:\n", step + "outputs:\n  third: ${{ steps.third.video }}\n"))


def change_clip(project: Project) -> None:
    (project.root / "clip.mp4").unlink()
    shutil.copy(project.root / "other.mp4", project.root / "clip.mp4")


def change_file(project: Project) -> None:
    (project.root / "out/two/final.mp4").write_bytes(b"other bytes")


def lose_file(project: Project) -> None:
    (project.root / "out/two/final.mp4").unlink()


def damage_result(project: Project) -> None:
    for path in (project.state / "artifacts").rglob("*"):
        if path.is_file():
            path.chmod(0o644)
            path.write_bytes(b"damaged")


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (edit_recipe, {("recipe", "two"): "differs", ("plan", "two"): "differs", ("task", "second"): "differs"}),
        (add_comment, {("recipe", "two"): "differs"}),
        (add_task, {("recipe", "two"): "differs", ("plan", "two"): "differs", ("task", "third"): "new"}),
        (
            change_clip,
            {
                ("input", "clip clip.mp4"): "differs", ("plan", "two"): "differs", ("task", "first"): "differs",
                ("task", "second"): "differs",
            },
        ),
        (change_file, {("file", "out/two/final.mp4"): "differs"}),
        (lose_file, {("file", "out/two/final.mp4"): "gone"}),
        (damage_result, {("result", "first"): "differs", ("result", "second"): "differs"}),
    ],
    ids=lambda one: getattr(one, "__name__", ""),
)  # fmt: skip
def test_every_difference_is_named(
    project: Project, run: str, change: Callable[[Project], None], found: dict[tuple[str, str], str]
) -> None:
    change(project)
    ended = project.call("replay", run, *VERIFY)
    assert (ended.exit, ended.json["equal"]) == (1, False)
    assert unequal(ended.json) == found
    assert ended.json["different"] == len(found)


def test_stored_results_are_decoded_to_their_end(project: Project, run: str) -> None:
    path = manifest(project, run)
    recorded = json.loads(path.read_bytes())
    data = bytearray(BUNNY.read_bytes())
    with av.open(str(BUNNY)) as container:
        pictures = [(one.pos or 0, one.size) for one in container.demux(video=0)]
    pos, size = pictures[len(pictures) // 2]
    data[pos + size // 2 : pos + size // 2 + 100] = random.Random(3).randbytes(100)
    task = recorded["tasks"][0]
    task["result"] = hashlib.sha256(data).hexdigest()
    stored = project.state / "artifacts" / task["result"][:2] / task["result"]
    stored.parent.mkdir(exist_ok=True)
    stored.write_bytes(data)
    for remarks, found in (([], {("result", "first"): "damaged"}), (["result-odd"], {})):
        task["remarks"] = remarks
        path.write_text(json.dumps(recorded), encoding="utf-8")
        assert unequal(project.call("replay", run, *VERIFY).json) == found
    task["remarks"] = []
    path.write_text(json.dumps(recorded), encoding="utf-8")
    assert "damaged" in project.call("replay", run, "--verify").out


def test_the_parameters_that_differ_are_named(project: Project, run: str) -> None:
    edit_recipe(project)
    checks = {one["name"]: one for one in project.call("replay", run, *VERIFY).json["checks"] if one["kind"] == "task"}
    assert checks["second"]["differing"] == ["seed"]
    assert checks["first"]["differing"] == []
    assert "different: seed" in project.call("replay", run, "--verify").out
    assert "不同之处：seed" in project.call("replay", run, "--verify", "--lang", "zh").out


def test_what_can_no_longer_be_planned_says_why(project: Project, run: str) -> None:
    project.write("two.yaml", RECIPE.replace("seed: 2", "sed: 2"))
    ended = project.call("replay", run, *VERIFY)
    assert (ended.exit, [fault["code"] for fault in ended.json["faults"]]) == (1, ["EC1102"])
    (project.root / "two.yaml").unlink()
    assert project.call("replay", run, *VERIFY).exit == 2


def test_a_request_in_the_manifest_that_was_tampered_with_shows(project: Project, run: str) -> None:
    path = manifest(project, run)
    data = json.loads(path.read_text("utf-8"))
    data["tasks"][0]["request"]["input"]["prompt"] = "Something else."
    path.write_text(json.dumps(data))
    assert unequal(project.call("replay", str(path), *VERIFY).json) == {("task", "first"): "differs"}


def test_a_campaign_with_only_some_rows(project: Project, stand_in: StandIn) -> None:
    project.write("rows.csv", "look\nink\nwax\n")
    project.write("many.yaml", "campaign: 1\nname: many\nuses: two.yaml\nrows: {file: rows.csv, key: [look]}\n")
    ended = project.call("run", "many.yaml", "--canary", "1", *BUY[2:])
    assert ended.exit == 0, ended.text
    run = ended.json["run_id"]
    assert project.call("replay", run, *VERIFY).exit == 0
    project.write("rows.csv", "look\noil\nwax\n")
    found = unequal(project.call("replay", run, *VERIFY).json)
    assert {kind for kind, _ in found} == {"plan", "task"}
    assert sorted(found.values()) == ["differs", "gone", "gone", "new", "new"]


def test_a_manifest_that_was_taken_elsewhere_is_held_against_the_recipe_there(
    project: Project, run: str, tmp_path: Path
) -> None:
    data = json.loads(manifest(project, run).read_text("utf-8"))
    del data["source"]
    elsewhere = tmp_path / "manifest.json"
    elsewhere.write_text(json.dumps(data))
    ended = project.call("replay", str(elsewhere), *VERIFY)
    assert (ended.exit, ended.json["error"]["code"]) == (2, "EC2076")
    assert project.call("replay", str(elsewhere), "--recipe", "two.yaml", *VERIFY).exit == 0


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("two.yaml",), "EC2072"), (("two.yaml", "--verify"), "EC2074"), (("none", "--verify"), "EC2073"),
        (("odd.json", "--verify"), "EC2074"), (("new.json", "--verify"), "EC2075"), ((".", "--verify"), "EC2073"),
    ],
)  # fmt: skip
def test_what_is_no_manifest(project: Project, run: str, args: tuple[str, ...], code: str) -> None:
    project.write("odd.json", json.dumps({"manifest": 1, "tasks": []}))
    whole = json.loads(manifest(project, run).read_text("utf-8"))
    project.write("new.json", json.dumps(whole | {"manifest": 2}))
    ended = project.call("replay", *args, "--format", "json")
    assert (ended.exit, ended.json["error"]["code"]) == (2, code)
