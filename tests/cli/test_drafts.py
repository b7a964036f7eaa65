"""Drafts and paid results: apart on disk, and told apart wherever results are told of."""

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engine.emulator.server import EmulatorServer
from tests.cli.cli_project import RECIPE, Done, Project
from tests.cli.cli_stand_in import StandIn

RUN = ("run", "two.yaml", "--service", "dashscope-cn", "--max-cost", "20 CNY")
CAMPAIGN = """\
campaign: 1
name: launch
uses: two.yaml
rows: {list: [{sku: a, look: cartoon}, {sku: b, look: oil painting}], key: [sku]}
publish: {final: "spots/{{ row.sku }}.{{ ext }}"}
"""
CUT = """\
  - id: cut
    uses: media/trim
    with: {video: "${{ inputs.clip }}", seconds: 1}
outputs:
  cut: ${{ steps.cut.video }}
"""


@pytest.fixture
def draft_service(emulators: Callable[..., EmulatorServer]) -> EmulatorServer:
    return emulators()


@pytest.fixture
def both(project: Project, draft_service: EmulatorServer, stand_in: StandIn) -> Callable[..., Done]:
    """Run something at the service that declares itself an emulator, or at the one that bills."""

    def run(*args: str, paid: bool) -> Done:
        project.at(stand_in.base_url if paid else draft_service.base_url)
        return project.call(*args)

    return run


def files_of(data: Any) -> list[tuple[str, str, bool]]:
    """What a run's JSON says of its files."""
    found = [output for row in data["rows"] for output in row["outputs"].values()]
    return [(file["path"], file["service"], file["draft"]) for file in found]


def test_a_draft_never_stands_where_a_paid_result_does(project: Project, both: Callable[..., Done]) -> None:
    ours, drafts = project.root / "out/two/final.mp4", project.root / "out/drafts/two/final.mp4"
    rehearsal = both(*RUN, "--format", "json", paid=False)
    assert files_of(rehearsal.json) == [("out/drafts/two/final.mp4", "dashscope-cn", True)]
    assert not ours.exists()
    draft = drafts.read_bytes()

    real = both(*RUN, "--format", "json", paid=True)
    assert files_of(real.json) == [("out/two/final.mp4", "dashscope-cn", False)]
    paid = ours.read_bytes()
    assert paid != draft

    again = both(*RUN, paid=False)
    assert again.out.splitlines()[-1] == "final: out/drafts/two/final.mp4 (draft)"
    assert (ours.read_bytes(), drafts.read_bytes()) == (paid, draft)


def test_a_draft_that_the_journal_does_not_know_is_known_by_its_mark(
    project: Project, both: Callable[..., Done], clips: Path
) -> None:
    assert both(*RUN, paid=False).exit == 0
    shown = project.root / "out/drafts/two/final.mp4"
    before = shown.read_bytes()
    for path in project.state.glob("journal.sqlite*"):
        path.unlink()
    rehearsal = both(*RUN, "-i", "look=oil painting", "--ignore-foreign", paid=False)
    assert rehearsal.exit == 0, rehearsal.text
    assert "final: out/drafts/two/final.mp4 (draft) (replaced another file of that name)" in rehearsal.out
    assert shown.read_bytes() != before
    shutil.copy(clips / "other.mp4", shown)  # somebody's own
    rehearsal = both(*RUN, "-i", "look=clay", paid=False)
    assert (rehearsal.exit, shown.read_bytes()) == (3, (clips / "other.mp4").read_bytes())
    assert "Move that file away" in rehearsal.out


def test_a_file_that_is_no_draft_of_ours_is_not_replaced_by_one(project: Project, both: Callable[..., Done]) -> None:
    assert both(*RUN, "--out", "out/drafts", paid=True).exit == 0
    paid = (project.root / "out/drafts/two/final.mp4").read_bytes()
    rehearsal = both(*RUN, paid=False)
    assert rehearsal.exit == 3
    assert "out/drafts/two/final.mp4 is not known to be a draft" in rehearsal.out
    assert "--out" in rehearsal.out
    assert (project.root / "out/drafts/two/final.mp4").read_bytes() == paid

    elsewhere = both(*RUN, "--out", "other", paid=False)  # it stayed in the store
    assert (elsewhere.exit, "everything was reused" in elsewhere.out) == (0, True)
    assert (project.root / "other/drafts/two/final.mp4").is_file()
    zh = both(*RUN, "--lang", "zh", paid=False)
    assert "不是已知的草稿" in zh.out


def test_a_draft_replaces_a_draft(project: Project, both: Callable[..., Done]) -> None:
    assert both(*RUN, paid=False).exit == 0
    other = both(*RUN, "-i", "look=oil painting", paid=False)
    assert (other.exit, other.out.splitlines()[-1]) == (
        0, "final: out/drafts/two/final.mp4 (draft) (replaced another file of that name)",
    )  # fmt: skip


def test_a_folder_for_drafts_that_cannot_be_made_is_found_before_anything_is_sent(
    project: Project, both: Callable[..., Done], draft_service: EmulatorServer
) -> None:
    project.write("out/drafts", "a file stands where the folder should be")
    ended = both(*RUN, paid=False)
    assert (ended.exit, draft_service.told()["accepted"]) == (3, [])


def test_status_and_manifest_tell_them_apart(project: Project, both: Callable[..., Done]) -> None:
    for paid in (False, True):
        run = both(*RUN, "--format", "json", paid=paid).json["run_id"]
        (file,) = project.call("status", run, "--format", "json").json["files"]
        assert (file["service"], file["draft"]) == ("dashscope-cn", not paid)
        lines = project.call("status", run).out.splitlines()
        assert f"final: {file['path']}" + ("" if paid else " (draft)") in lines
        manifest = json.loads((project.state / "runs" / run / "manifest.json").read_text("utf-8"))
        assert manifest["files"] == [file]
        assert {task["draft"] for task in manifest["tasks"]} == {not paid}


def test_a_campaign_has_a_table_for_its_drafts_and_one_for_what_was_paid(
    project: Project, both: Callable[..., Done]
) -> None:
    project.write("launch.yaml", CAMPAIGN)
    project.write("two.yaml", RECIPE.replace("outputs:\n", CUT))
    run = ("run", "launch.yaml", "--service", "dashscope-cn", "--max-cost", "90 CNY")
    rehearsal = both(*run, paid=False)
    assert rehearsal.out.splitlines()[-1] == "results, drafts: out/drafts/launch/results.csv"
    real = both(*run, "--rows", "a", paid=True)
    assert real.out.splitlines()[-1] == "results: out/launch/results.csv"
    for folder, rows, draft in (("drafts/launch", ["a", "b"], "true"), ("launch", ["a"], "false")):
        where = project.root / "out" / folder
        lines = list(csv.DictReader((where / "results.csv").read_text("utf-8-sig").splitlines()))
        assert [(line["row"], line["service"], line["draft"]) for line in lines] == [
            (row, "dashscope-cn", draft) for row in rows
        ]
        assert all((where / line[output]).is_file() for line in lines for output in ("final", "cut"))
        assert sorted(path.name for path in where.glob("spots/*")) == [f"{row}.mp4" for row in rows]
