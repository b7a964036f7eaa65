"""Thirty rows share one prompt, and one reply is lost: the same command ends 0 by itself, each row with the one job of its own."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.emulator.draft.stamp import read_stamp
from engine.emulator.rules.rates import UNLIMITED
from engine.emulator.rules.scenario import Rule
from engine.emulator.server import EmulatorServer
from tests.cli.cli_project import Project

ROWS = 30
SAME = "/api/v1/services/aigc/video-generation/video-synthesis"
NTH = (4,)
WAYS = {
    "dropped-after": Rule(fault="lost-after", nth=NTH),
    "dropped-before": Rule(fault="lost-before", nth=NTH),
    "late": Rule(fault="late", nth=NTH, after_s=1.0),
    "500": Rule(fault="refuse-after", nth=NTH, status=500),
    "500-html-before": Rule(fault="refuse", nth=NTH, status=500, body="html"),
    "502-page": Rule(fault="refuse-after", nth=NTH, status=502, body="html"),
    "307": Rule(fault="refuse-after", nth=NTH, status=307, location=SAME),
    "200-page": Rule(fault="refuse-after", nth=NTH, status=200, body="html"),
    "200-without-id": Rule(fault="refuse-after", nth=NTH, status=200, body="no-id"),
}
MADE = {"lost-after", "late", "refuse-after"}
"""A job was made, which is found; otherwise there is none, and the request is sent anew."""
SAMPLE = {"dropped-after"}
RECIPE = """\
recipe: 1
name: one
inputs: {clip: {type: video}}
steps:
  - id: edit
    uses: wan2.7-videoedit
    with: {video: "${{ inputs.clip }}", prompt: Make it a winter day., resolution: 720P}
outputs: {final: "${{ steps.edit.video }}"}
"""
CAMPAIGN = """\
campaign: 1
name: many
uses: one.yaml
rows: {file: rows.csv, key: [sku]}
publish: {final: "{{ row.sku }}.{{ ext }}"}
"""
BUY = ("run", "many.yaml", "--service", "dashscope-cn", "--max-cost", "500 CNY", "--format", "json")


@pytest.fixture
def rows(project: Project) -> Project:
    """A campaign of rows that differ in nothing but the bytes of their clip."""
    clip = (project.root / "clip.mp4").read_bytes()
    names = [f"clip{number}.mp4" for number in range(ROWS)]
    for number, name in enumerate(names):
        box = (8 + 4).to_bytes(4, "big") + b"free" + number.to_bytes(4, "big")  # a box that says nothing
        (project.root / name).write_bytes(clip + box)
    project.write("one.yaml", RECIPE)
    project.write("many.yaml", CAMPAIGN)
    project.write("rows.csv", "sku,clip\n" + "".join(f"{name[4:-4]},{name}\n" for name in names))
    return project


def bodies_of(folder: Path) -> list[str]:
    """The digests of the request bodies that the published files were made from."""
    found = [read_stamp(path) for path in sorted(folder.glob("*.mp4"))]
    assert all(first == last for first, last in found)
    return [first for first, _ in found]


@pytest.mark.parametrize(
    "way", [pytest.param(way, marks=() if way in SAMPLE else (pytest.mark.long,)) for way in WAYS], ids=str
)
def test_each_row_has_the_one_job_of_its_own(rows: Project, emulators: Callable[..., EmulatorServer], way: str) -> None:
    service = emulators(WAYS[way], renderer="stamp", limits=UNLIMITED)
    ended = rows.at(service.base_url).run(*BUY)
    assert ended.exit == 0, ended.text
    assert service.settled()
    assert Counter(row["state"] for row in ended.json["rows"]) == {"done": ROWS}
    told = service.told()
    assert len(told["accepted"]) == len(told["meter"]) == ROWS
    (folder,) = (rows.root / "out").rglob("many")
    bodies = bodies_of(folder)
    assert len(bodies) == ROWS
    assert set(bodies) == {job["body_sha256"] for job in told["meter"]}
    found = [task["confirmed"] for task in ended.json["tasks"] if task["confirmed"] != "reply"]
    assert len(found) == (WAYS[way].fault in MADE), found
