"""`editchain diff`: what a change of a recipe changes, and what it costs."""

import json
import subprocess
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from engine.api.asked import Asked
from engine.api.comparing import Side, compare, sides_of
from engine.api.context import make_context
from engine.cli.root import root
from engine.errors import AuthorError, FaultsFound
from engine.plan import Change, PlanDifference, Terms
from engine.resources import load_json

TERMS = Terms(service="embedded", realm="test", region="cn-beijing", bills=False)
RECIPE = """\
recipe: 1
name: looks
inputs:
  clip: {type: video, default: "https://example.com/clip.mp4"}
  style: {type: string, default: ink}
prompts: {keep: {file: keep.txt}}
defaults:
  wan2.7-videoedit: {resolution: 720P, duration: 4}
steps:
  - id: first
    uses: wan2.7-videoedit
    with: {video: "${{ inputs.clip }}", prompt: "Make it {{ inputs.style }}. {{ prompts.keep }}"}
  - id: second
    uses: wan2.7-videoedit
    with: {video: "${{ steps.first.video }}", prompt: Make it night.}
  - id: third
    uses: wan2.7-videoedit
    with: {video: "${{ inputs.clip }}", prompt: Make it snow.}
outputs:
  second: ${{ steps.second.video }}
  third: ${{ steps.third.video }}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "old.yaml").write_text(RECIPE)
    (tmp_path / "keep.txt").write_text("Keep the rest.")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def compared(folder: Path, *files: str, **asked: object) -> PlanDifference:
    before, after = sides_of(files)
    return compare(make_context(folder, {}), (before, after), Asked(file=after.path, **asked), TERMS)


def changes(found: PlanDifference) -> dict[str, tuple[Change, bool, list[str]]]:
    return {one.id: (one.change, one.anew, [change.name for change in one.parameters]) for one in found.tasks}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", {}),
        ("name: looks", "name: other  # and a comment", {}),
        ("  - id: first", "  # the first\n  - description: it\n    id: first", {}),
        (
            "Make it {{ inputs.style }}",
            "Turn it into {{ inputs.style }}",
            {"first": (Change.CHANGED, True, ["prompt"]), "second": (Change.UPSTREAM, True, [])},
        ),
        ("prompt: Make it snow.", "prompt: Make it snow., ratio: 16:9", {"third": (Change.CHANGED, True, ["ratio"])}),
        ("prompt: Make it snow.", "prompt: Make it snow., seed: 7", {"third": (Change.CHANGED, True, ["seed"])}),
        (
            "${{ steps.first.video }}",
            "${{ inputs.clip }}",
            {"second": (Change.CHANGED, True, ["video"]), "first": (Change.REMOVED, False, [])},
        ),
    ],
)
def test_a_task_changes_if_its_request_does(folder: Path, old: str, new: str, expected: dict) -> None:
    (folder / "new.yaml").write_text(RECIPE.replace(old, new, 1))
    found = compared(folder, "old.yaml", "new.yaml")
    same = {name: (Change.SAME, False, []) for name in ("first", "second", "third")}
    assert changes(found) == {**same, **expected}
    assert [task.id for task in found.anew] == [name for name, (_, anew, _) in expected.items() if anew]


def test_a_request_under_another_name_is_not_made_anew(folder: Path) -> None:
    (folder / "new.yaml").write_text(RECIPE.replace("third", "fourth"))
    found = {one.id: one for one in compared(folder, "old.yaml", "new.yaml").tasks}
    assert (found["fourth"].change, found["fourth"].anew, found["fourth"].like) == (Change.ADDED, False, "third")
    assert found["third"].change is Change.REMOVED


def test_only_what_is_made_anew_is_priced(folder: Path) -> None:
    (folder / "new.yaml").write_text(RECIPE.replace("snow", "rain"))
    price = compared(folder, "old.yaml", "new.yaml").price
    assert (str(price.would_low), str(price.would_high)) == ("3.60 CNY", "8.40 CNY")
    assert (price.billed_seconds.low, price.billed_seconds.high) == (6, 14)


def test_both_are_planned_for_the_same_inputs_and_each_is_given_those_that_it_knows(folder: Path) -> None:
    new = RECIPE.replace("Make it snow.", '"Make it {{ inputs.weather }}."').replace(
        "inputs:", "inputs:\n  weather: {type: string}"
    )
    (folder / "new.yaml").write_text(new)
    found = compared(folder, "old.yaml", "new.yaml", arguments=("style=clay", "weather=snow"))
    assert {one.change for one in found.tasks} == {Change.SAME}
    with pytest.raises(FaultsFound) as error:
        compared(folder, "old.yaml", "new.yaml", arguments=("weather=snow", "whether=rain"))
    assert [fault.key for fault in error.value.faults if fault.key.startswith("input")] == ["input-unknown"]


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.com"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(folder: Path) -> Path:
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "one")
    return folder


def test_a_single_file_is_compared_with_the_newest_commit_prompt_files_and_all(repository: Path) -> None:
    assert changes(compared(repository, "old.yaml"))["first"][0] is Change.SAME
    (repository / "keep.txt").write_text("Keep nothing.")
    found = changes(compared(repository, "old.yaml"))
    assert (found["first"][0], found["second"][0], found["third"][0]) == (Change.CHANGED, Change.UPSTREAM, Change.SAME)
    git(repository, "commit", "-qam", "two")
    assert changes(compared(repository, "old.yaml"))["first"][0] is Change.SAME
    assert changes(compared(repository, "HEAD~1:old.yaml", "HEAD:old.yaml"))["first"][0] is Change.CHANGED
    assert changes(compared(repository, "HEAD~1:old.yaml"))["first"][0] is Change.CHANGED


def test_a_campaign_is_compared_with_its_table(repository: Path) -> None:
    (repository / "rows.csv").write_text("sku,style\na,ink\nb,clay\n")
    (repository / "c.yaml").write_text("campaign: 1\nname: c\nuses: ./old.yaml\nrows: {file: rows.csv, key: [sku]}\n")
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "campaign")
    (repository / "rows.csv").write_text("sku,style\nb,clay\na,oil\nc,oil\n")
    found = changes(compared(repository, "c.yaml"))
    assert found["b/first"][0] is Change.SAME
    assert found["a/first"] == (Change.CHANGED, True, ["prompt"])
    assert found["c/first"] == (Change.ADDED, False, [])  # another row of the same campaign asks for the same
    assert found["a/third"][0] is Change.SAME


def test_mistakes_are_told_under_the_name_of_their_side(repository: Path) -> None:
    (repository / "old.yaml").write_text(RECIPE.replace("id: second", "id: zweitens"))
    git(repository, "commit", "-qam", "broken")
    (repository / "old.yaml").write_text(RECIPE)
    with pytest.raises(FaultsFound) as error:
        compared(repository, "old.yaml")
    assert {fault.place.file for fault in error.value.faults} == {"HEAD:old.yaml"}


@pytest.mark.parametrize(
    ("files", "key"),
    [
        (("nowhere:old.yaml",), "unknown-revision"),
        (("--output=x:old.yaml", "old.yaml"), "unknown-revision"),
        (("HEAD:none.yaml", "old.yaml"), "not-in-revision"),
        (("HEAD:../../etc/hosts", "old.yaml"), "not-in-revision"),
        (("none.yaml",), "not-in-revision"),
    ],
)
def test_what_is_not_there_is_said(repository: Path, files: tuple[str, ...], key: str) -> None:
    with pytest.raises(AuthorError) as error:
        compared(repository, *files)
    assert error.value.key == key


def test_outside_of_a_repository_two_files_can_be_compared_and_no_revisions(folder: Path) -> None:
    assert {one.change for one in compared(folder, "old.yaml", "old.yaml").tasks} == {Change.SAME}
    with pytest.raises(AuthorError) as error:
        compared(folder, "old.yaml")
    assert error.value.key == "no-repository"


def test_a_path_that_exists_is_no_revision(folder: Path) -> None:
    (folder / "a:b.yaml").write_text(RECIPE)
    assert sides_of(["a:b.yaml", "v1:b.yaml"]) == (Side(Path("a:b.yaml")), Side(Path("b.yaml"), "v1"))


def run(*arguments: str) -> tuple[int, str]:
    answer = CliRunner().invoke(root, ["diff", "--lang", "en", *arguments])
    return answer.exit_code, answer.stdout


def test_the_command_prints_both_forms_and_tells_by_its_exit_code_if_asked(folder: Path) -> None:
    (folder / "new.yaml").write_text(RECIPE.replace("snow", "rain").replace("resolution: 720P", "resolution: 1080P"))
    code, out = run("old.yaml", "new.yaml")
    assert code == 0
    assert "resolution 720P → 1080P" in out
    assert "      - Make it snow." in out or "prompt Make it snow. → Make it rain." in out
    assert "3 changed · 3 to make anew" in out
    assert run("old.yaml", "new.yaml", "--exit-code")[0] == 1
    assert run("old.yaml", "old.yaml", "--exit-code") == (0, run("old.yaml", "old.yaml")[1])
    code, out = run("old.yaml", "new.yaml", "--format", "json")
    data = json.loads(out)
    jsonschema.validate(data, load_json("diff.schema.json"))
    assert (code, data["totals"]["changed"], data["totals"]["anew"]) == (0, 3, 3)
    assert data["tasks"][0]["parameters"] == [{"name": "resolution", "before": "720P", "after": "1080P"}]
    assert run("a.yaml", "b.yaml", "c.yaml")[0] == 2
