"""Tables that are given for a list of maps: their columns are the members, their paths start at their own folder."""

import json
import shutil
from pathlib import Path

import jsonschema
import pytest

from engine.api.asked import Asked
from engine.api.check import check
from engine.api.context import make_context
from engine.api.planning import plan_file
from engine.api.rendering import check_for
from engine.errors import FaultsFound
from engine.plan import Plan
from engine.report.plan import Shown, plan_data, plan_text
from engine.resources import data_folder, load_json
from engine.sources.recipes import ChosenFiles
from tests.report.runs import ENGLISH
from tests.worlds import DAY, DRAFT

RECIPE = """\
recipe: 1
name: shots
inputs:
  shots:
    type: list
    items:
      type: map
      members:
        name: {type: string}
        clip: {type: video}
        words: {type: string, default: Make it snow.}
        pictures: {type: list, items: {type: image}, optional: true}
steps:
  - id: edit
    foreach: ${{ inputs.shots }}
    key: ${{ item.name }}
    uses: wan2.7-videoedit
    with:
      video: ${{ item.clip }}
      reference_images: ${{ item.pictures }}
      prompt: "{{ item.words }}"
      resolution: 720P
outputs: {all: "${{ steps.edit.video }}"}
"""
TABLE = 'name,clip,words,pictures\na,portrait.mp4,In oil.,\nb,portrait.mp4,,"[""kite.png""]"\n'
LINES = [
    {"name": "a", "clip": "portrait.mp4", "words": "In oil."},
    {"name": "b", "clip": "portrait.mp4", "pictures": ["kite.png"]},
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "shots.yaml").write_text(RECIPE)
    (tmp_path / "tables").mkdir()
    for name in ("portrait.mp4", "kite.png"):
        shutil.copy(data_folder("recipes") / "media" / name, tmp_path / "tables")
    return tmp_path


def planned(folder: Path, *arguments: str, inputs: Path | None = None) -> Plan:
    context = make_context(folder, {})
    asked = Asked(file=folder / "shots.yaml", arguments=arguments, inputs_file=inputs)
    return plan_file(context, asked, DRAFT, DAY, None).plan


def write(folder: Path, name: str, text: str) -> str:
    (folder / "tables" / name).write_text(text, "utf-8")
    return f"shots=tables/{name}"


def test_a_table_gives_what_the_same_maps_give(folder: Path) -> None:
    csv = planned(folder, write(folder, "shots.csv", TABLE))
    lines = planned(folder, write(folder, "shots.jsonl", "".join(json.dumps(line) + "\n" for line in LINES)))
    beside = folder / "tables" / "inputs.json"
    beside.write_text(json.dumps({"shots": LINES}))
    written = planned(folder, inputs=beside)
    beside.write_text(json.dumps({"shots": "shots.csv"}))
    named = planned(folder, inputs=beside)
    assert [task.id for task in csv.tasks] == ["edit@a", "edit@b"]
    assert [task.request.prompt for task in csv.requests] == ["In oil.", "Make it snow."]
    assert csv.digest == lines.digest == written.digest == named.digest


def test_a_plan_shows_maps_to_people_and_to_programs(folder: Path) -> None:
    plan = planned(folder, write(folder, "shots.csv", TABLE))
    data = plan_data(plan, None, ENGLISH)
    jsonschema.validate(data, load_json("plan.schema.json"))
    assert [one["name"] for one in data["inputs"]["shots"]] == ["a", "b"]
    assert set(data["inputs"]["shots"][0]) == {"name", "clip", "words"}
    text = plan_text(Shown(plan=plan, budget=None, state="state"), ENGLISH)
    assert "  shots =\n    {name: a, clip: " in text


def faults_of(folder: Path, *arguments: str) -> list[tuple[str, str, int]]:
    with pytest.raises(FaultsFound) as found:
        planned(folder, *arguments)
    return sorted((one.key, Path(one.place.file).name, one.place.line) for one in found.value.faults)


@pytest.mark.parametrize(
    ("table", "faults"),
    [
        ("name,clip,wrods\na,portrait.mp4,x\n", [("member-unknown", "shots.csv", 1)]),
        ("name\na\n", [("member-missing", "shots.csv", 2)]),
        ("name,clip\n,portrait.mp4\n", [("member-missing", "shots.csv", 2)]),
        ("name,clip\na,nowhere.mp4\n", [("media-not-found", "shots.csv", 2)]),
        ("name,clip\na,portrait.mp4,more\n", [("row-ragged", "shots.csv", 2)]),
        ("name,clip\na,portrait.mp4\na,portrait.mp4\n", [("item-key-twice", "<inputs>", 1)]),
    ],
)
def test_what_is_wrong_with_a_line_stands_in_the_table(folder: Path, table: str, faults: list[object]) -> None:
    assert faults_of(folder, write(folder, "shots.csv", table)) == faults


def test_a_clip_that_is_too_long_is_told_of_in_its_cell(folder: Path) -> None:
    shutil.copy(data_folder("recipes") / "media" / "kite.png", folder / "tables" / "clip.mp4")
    assert faults_of(folder, write(folder, "shots.csv", "name,clip\na,clip.mp4\n")) == [("media-kind", "shots.csv", 2)]


def test_a_table_that_is_not_there_is_one_fault(folder: Path) -> None:
    assert faults_of(folder, "shots=tables/none.csv") == [("file-not-found", "<inputs>", 1)]


def test_a_check_with_a_table_opens_it_and_no_medium(folder: Path) -> None:
    files = ChosenFiles((folder / "shots.yaml",), 0, ())
    argument = write(folder, "shots.csv", "name,clip\n,nowhere.mp4\n")
    assert [one.key for one in check_for(make_context(folder, {}), files, (argument,), None)] == ["member-missing"]
    assert check(make_context(folder, {}), files) == ()


@pytest.mark.parametrize(
    ("name", "table", "key"),
    [
        ("shots.csv", b"name;clip\na;portrait.mp4\n", "csv-delimiter"),
        ("shots.csv", b"sep=;\nname;clip\na;portrait.mp4\n", "csv-told-delimiter"),
        ("shots.csv", "name,clip,words\na,portrait.mp4,下雪的夜晚\n".encode("gb18030"), "table-encoding"),
        ("shots.csv", "name,clip\na,portrait.mp4\n".encode("utf-16"), "table-encoding"),
        ("shots.xlsx", b"name,clip\na,portrait.mp4\n", "table-is-text"),
    ],
)
def test_no_line_is_to_be_written_for_a_table_where_there_are_no_rows(
    folder: Path, name: str, table: bytes, key: str
) -> None:
    (folder / "tables" / name).write_bytes(table)
    with pytest.raises(FaultsFound) as raised:
        planned(folder, f"shots=tables/{name}")
    found = next(one for one in raised.value.faults if one.key == key)
    told = ENGLISH.of_fault(found)
    assert told.cure == "Save the table as CSV in UTF-8 with commas, or as a workbook of one sheet."
    assert told.fix == ""
