"""A campaign killed in its middle, twice, and started again by the same command: every row has its own result, paid for once."""

import hashlib
from collections.abc import Callable

import pytest

from engine.emulator.rules.rates import UNLIMITED
from engine.emulator.server import EmulatorServer
from tests.cli.cli_project import Project

RECIPE = """\
recipe: 1
name: look
inputs:
  clip: {type: video}
  look: {type: string, maxLength: 60}
steps:
  - id: restyle
    uses: wan2.7-videoedit
    with: {video: "${{ inputs.clip }}", prompt: "Convert the whole frame to {{ inputs.look }}.", resolution: 720P}
outputs:
  final: ${{ steps.restyle.video }}
"""
CAMPAIGN = """\
campaign: 1
name: looks
uses: look.yaml
with: {clip: clip.mp4}
rows: {file: rows.csv, key: [sku]}
"""
LIFTED = "[limits.dashscope-cn]\nsubmits = 100000\nqueries = 100000\nrunning = 8\n"
RUN = ("run", "campaign.yaml", "--service", "dashscope-cn")


@pytest.mark.parametrize("rows", [16, pytest.param(1_000, marks=pytest.mark.long)])
def test_killed_twice_and_run_again_every_row_has_its_own_result_once(
    project: Project, emulators: Callable[..., EmulatorServer], rows: int
) -> None:
    service = emulators(limits=UNLIMITED)
    project.at(service.base_url)
    looks = {f"sku-{n:04}": f"look number {n}" for n in range(rows)}
    table = "".join(f"{sku},{look}\n" for sku, look in looks.items())
    for name, text in (("look.yaml", RECIPE), ("campaign.yaml", CAMPAIGN), ("editchain.toml", LIFTED)):
        project.write(name, text)
    project.write("rows.csv", f"sku,look\n{table}")
    for _ in range(2):
        running = project.start(*RUN)
        for _ in range(rows // 4):
            running.until("accepted")
        assert running.kill() == []
    ended = project.call(*RUN, "--format", "json")
    assert (ended.exit, ended.json["state"]) == (0, "done"), ended.text
    told = service.told()
    prompts = {job["id"]: job["prompt"] for job in told["accepted"]}
    assert (len(prompts), len(told["accepted"]), len(told["meter"])) == (rows, rows, rows)
    jobs = {task["id"].partition("/")[0]: task["job_id"] for task in ended.json["tasks"]}
    assert {sku: prompts[job] for sku, job in jobs.items()} == {
        sku: f"Convert the whole frame to {look}." for sku, look in looks.items()
    }
    made = {row["key"]: row["outputs"]["final"] for row in ended.json["rows"]}
    assert made.keys() == looks.keys()
    digests = {key: hashlib.sha256((project.root / one["path"]).read_bytes()).hexdigest() for key, one in made.items()}
    assert digests == {key: one["sha256"] for key, one in made.items()}
    assert len(set(digests.values())) == rows, "each result is a picture of its own request"
    assert project.parts() == []
