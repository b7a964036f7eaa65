"""What only looks: check, test, plan, diff, status and models, each as its command gives it and with types."""

import subprocess
from collections.abc import Mapping
from dataclasses import fields
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import engine
from engine.door.audit import (
    AttemptOfTask,
    BilledRow,
    BilledTotal,
    Bills,
    CheckedPart,
    ComparedPart,
    GarbageReport,
    HealthReport,
    LeftAlone,
    ReplayReport,
    TaskExplanation,
)
from engine.door.cause import Cause
from engine.door.compared import ComparedModel, ComparedModels
from engine.door.difference import ChangeTotals, Difference, ParameterChange, Side, TaskChange
from engine.door.faults import Fault
from engine.door.models import Models, ServiceInfo
from engine.door.plan import Estimate, Plan, RecipeName, Task, Totals
from engine.door.result import File, PublishedFile, Result, ResultRow, ResultTask, TaskStatus
from engine.door.status import RunStatus, RunSummary
from engine.door.tried import TriedTest, TriedTests
from engine.door.turn import CanceledJob, CandidateJob, DoubtStatus, Resolution, WayOut
from engine.report.events import Event
from engine.resources import load_json
from engine.testing import ScriptedService, open as open_scripted
from tests.cli.cli_project import RECIPE

pytestmark = pytest.mark.anyio
TESTED = """\
tests:
  - name: the look is said
    inputs: {clip: {seconds: 4}, look: ink}
    expect: {prompts: {first: Convert the whole frame to ink style.}}
  - name: it is another look
    inputs: {clip: {seconds: 4}, look: ink}
    expect: {prompts: {first: Convert the whole frame to wax style.}}
"""


def held(data: Mapping[str, Any], name: str) -> None:
    jsonschema.Draft7Validator(load_json(f"{name}.schema.json")).validate(data)


@pytest.mark.parametrize(
    ("kind", "schema", "path", "more"),
    [
        (Plan, "plan", "", {"warnings", "json"}),
        (Task, "plan", "task", set()),
        (Totals, "plan", "totals", set()),
        (Estimate, "plan", "estimate", set()),
        (RecipeName, "plan", "recipe", set()),
        (Result, "run", "", {"table", "json"}),
        (ResultRow, "run", "row", set()),
        (ResultTask, "run", "task", set()),
        (File, "run", "keyed_file", set()),
        (Cause, "run", "cause", set()),
        (Difference, "diff", "", {"json"}),
        (Side, "diff", "side", set()),
        (TaskChange, "diff", "task", set()),
        (ChangeTotals, "diff", "totals", set()),
        (ComparedModels, "compare", "", {"json"}),
        (ComparedModel, "compare", "model", set()),
        (TriedTests, "test", "", {"json"}),
        (TriedTest, "test", "test", set()),
        (Fault, "check", "fault", {"key", "excerpt", "text"}),
        (Event, "event", "", set()),
        (RunSummary, "status", "listed_run", set()),
        (RunStatus, "status", "run", {"json"}),
        (TaskStatus, "status", "task", set()),
        (PublishedFile, "status", "file", set()),
        (DoubtStatus, "status", "doubt", set()),
        (CandidateJob, "status", "candidate", set()),
        (WayOut, "status", "way", set()),
        (Bills, "ledger", "", {"json"}),
        (BilledRow, "ledger", "job", set()),
        (BilledTotal, "ledger", "total", set()),
        (TaskExplanation, "explain", "", {"json"}),
        (AttemptOfTask, "explain", "attempt", set()),
        (HealthReport, "doctor", "", {"json"}),
        (CheckedPart, "doctor", "check", set()),
        (ReplayReport, "replay", "", {"json"}),
        (ComparedPart, "replay", "check", set()),
        (GarbageReport, "gc", "", {"json"}),
        (LeftAlone, "gc", "left_alone", set()),
        (Resolution, "resolve", "", {"json"}),
        (CanceledJob, "cancel", "canceled_job", set()),
        (Models, "models", "", {"json"}),
        (ServiceInfo, "models", "service", set()),
    ],
)
def test_types_hold_what_the_schemas_do(kind: type, schema: str, path: str, more: set[str]) -> None:
    node = load_json(f"{schema}.schema.json")
    if path:
        node = node["definitions"].get(path) or node["properties"][path]
    assert {field.name for field in fields(kind)} - more == set(node["properties"])


async def test_check_gives_every_mistake(folder: Path) -> None:
    (folder / "bad.yaml").write_text(RECIPE.replace("uses: wan2.7-videoedit", "uses: wan", 1))
    (folder / "empty").mkdir()
    async with engine.open(folder) as project:
        assert await project.check("two.yaml") == ()
        found = await project.check(folder)
        empty = await project.check("empty", "two.yaml")
        missing = await project.check("two.yaml", inputs={"look": "ink", "lok": 3})
    assert [(fault.file, fault.key) for fault in found] == [("bad.yaml", "unknown-model")]
    assert [(fault.file, fault.key) for fault in empty] == [("empty", "folder-empty")]
    assert [(fault.file, fault.key) for fault in missing] == [("<inputs>", "input-unknown")]


async def test_recipes_are_held_to_their_tests(folder: Path) -> None:
    (folder / "two.yaml").write_text(RECIPE + TESTED)
    async with engine.open(folder) as project:
        tried = await project.test("two.yaml")
        some = await project.test(folder, only="said")
    held(tried.json, "test")
    assert [(test.file, test.state) for test in tried.tests] == [("two.yaml", "passed"), ("two.yaml", "failed")]
    assert (tried.passed, tried.failed, some.passed, some.failed) == (1, 1, 1, 0)
    (fault,) = tried.tests[1].faults
    assert fault.file == "two.yaml"
    assert "wax" in str(fault)


async def test_a_change_is_held_against_what_was(folder: Path) -> None:
    (folder / "new.yaml").write_text(RECIPE.replace("a winter day", "night"))
    async with engine.open(folder) as project:
        found = await project.diff("two.yaml", "new.yaml")
    held(found.json, "diff")
    assert (found.before.file, found.after.file) == ("two.yaml", "new.yaml")
    assert [(task.id, task.change) for task in found.tasks] == [("first", "same"), ("second", "changed")]
    assert found.tasks[1].parameters == (
        ParameterChange(name="prompt", before="Make it a winter day.", after="Make it night."),
    )
    assert found.totals.would_cost.high == Decimal("2.40")


async def test_a_change_is_held_against_the_newest_commit(folder: Path) -> None:
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.com"]
    for arguments in (["init", "-q"], ["add", "two.yaml"], ["commit", "-q", "-m", "one"]):
        subprocess.run([*git, *arguments], cwd=folder, check=True)
    (folder / "two.yaml").write_text(RECIPE.replace("a winter day", "night"))
    async with engine.open(folder) as project:
        found = await project.diff("two.yaml")
        (folder / "two.yaml").write_text(RECIPE.replace("a winter day", "{{ inputs.lok }}"))
        with pytest.raises(engine.FaultsFound) as after:
            await project.diff("two.yaml")
        with pytest.raises(engine.FaultsFound) as before:
            await project.diff("HEAD:two.yaml", "two.yaml", inputs={"clip": 3})
    assert (found.before.file, found.after.file) == ("HEAD:two.yaml", "two.yaml")
    assert after.value.faults[0].file == "two.yaml"
    assert {fault.file for fault in before.value.faults} == {"HEAD:<inputs>"}


async def test_a_step_is_compared_on_other_models(folder: Path) -> None:
    async with engine.open(folder) as project:
        found = await project.compare("two.yaml", "wan3.0-video/edit", "wan2.7-i2v/frames", step="second")
        with pytest.raises(engine.AuthorError, match="compare-unnamed"):
            await project.compare("two.yaml", step="second")
        with pytest.raises(engine.AuthorError, match="compare-which-step"):
            await project.compare("two.yaml", "wan3.0-video/edit")
        with pytest.raises(engine.AuthorError, match="argument-type"):
            await project.compare("two.yaml", "wan3.0-video/edit", 3, step="second")
    held(found.json, "compare")
    assert [(one.model, one.as_written, one.possible) for one in found.models] == [
        ("wan2.7-videoedit", True, True),
        ("wan3.0-video/edit", False, True),
        ("wan2.7-i2v/frames", False, False),
    ]
    written, other, _ = found.models
    assert written.estimate is not None and other.estimate is not None  # noqa: PT018 - for the types
    assert (written.estimate.would_cost.high, written.tasks) == (Decimal("2.40"), 1)
    assert found.step == "second"


async def test_status_tells_of_runs(folder: Path) -> None:
    async with open_scripted(folder, ScriptedService(seconds=Decimal(2))) as project:
        assert await project.status() == ()
        run = await project.run("two.yaml")
        await run.result()
        (summary,) = await project.status()
        one = await project.status(run.id[:10])
        with pytest.raises(engine.AuthorError, match="EC2010"):
            await project.status("nobody")
    assert (summary.run, summary.name, summary.state) == (run.id, "two", "done")
    assert [task.state for task in one.tasks] == ["done", "done"]
    assert [file.path for file in one.files] == [folder / "out" / "drafts" / "two" / "final.mp4"]
    assert [(file.service, file.draft) for file in one.files] == [("embedded", True)]


async def test_models_tells_what_can_be_used(folder: Path) -> None:
    async with engine.open(folder, lang="zh") as project:
        every = await project.models()
        one = await project.models("wan2.7-videoedit")
        with pytest.raises(engine.AuthorError, match="没有模型或素材工具 wan"):
            await project.models("wan")
    assert "embedded" in [service.name for service in every.services]
    assert [model.name for model in one.models] == ["wan2.7-videoedit"]
    assert "prompt" in one.models[0].parameters
    assert one.tools == ()
    assert {tool.name: tool.outputs for tool in every.tools}["media/trim"] == ("video",)
