"""Jobs and later steps that a run has left and another ended: whoever asks for the first run is told what became of them."""

from pathlib import Path
from typing import Any, Literal

import pytest

from engine.testing import ScriptedService, open as open_scripted
from engine.testing.service import job_failed
from tests.door.test_alerts import RECIPE
from tests.door.test_project import accepted

pytestmark = pytest.mark.anyio
BUY: dict[str, Any] = {"service": "dashscope-cn", "max_cost": "20 CNY"}
CHAIN = RECIPE.replace(
    "outputs:",
    """\
  - id: again
    uses: wan2.7-videoedit
    with: {video: "${{ steps.edit.video }}", prompt: "Once more.", resolution: 720P}
outputs:""",
).replace('steps.edit.video }}"}\n', 'steps.again.video }}"}\n')
WORDS = {"en": "run {run} brought it to its end", "zh": "运行 {run} 将其执行到结束"}


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(("ends_well", "state"), [(True, "done"), (False, "failed")])
async def test_it_is_told_as_ended_by_the_run_that_took_it_over(
    folder: Path, lang: Literal["en", "zh"], ends_well: bool, state: str
) -> None:
    (folder / "night.yaml").write_text(RECIPE)
    service = ScriptedService(rounds=10**6)
    buy: dict[str, Any] = {**BUY, "inputs": {"clip": "clip.mp4", "look": "ink"}}
    async with open_scripted(folder, service, lang=lang) as project:
        left = await project.run("night.yaml", **buy)
        await accepted(left)
        await left.stop()
        (task,) = (await project.status(left.id)).tasks
        assert (task.state in ("running", "waiting"), task.notes) == (True, ())
        service.rounds = 1
        service.polls = [] if ends_well else [job_failed("DataInspectionFailed", "No.")]
        taker = await project.run("night.yaml", **buy)
        assert (await taker.result()).state == state
        (task,) = (await project.status(left.id)).tasks
        assert (task.state, task.notes[-1]) == (state, WORDS[lang].format(run=taker.id) + " [ended-in]")
        report = await project.report(left.id)
        assert len(service.accepted) == 1
        pages = "".join(page.read_text("utf-8") for page in report.path.rglob("*.html"))
        assert WORDS[lang].format(run=taker.id) in pages
        assert "running again goes on" not in pages
        assert "再次运行会继续" not in pages


@pytest.mark.parametrize("look", ["ink", "oil"])
async def test_later_steps_are_told_as_ended_too_by_a_run_of_the_same_plan_alone(folder: Path, look: str) -> None:
    (folder / "night.yaml").write_text(CHAIN)
    service = ScriptedService(rounds=10**6)
    async with open_scripted(folder, service) as project:
        left = await project.run("night.yaml", **BUY, inputs={"clip": "clip.mp4", "look": "ink"})
        await accepted(left)
        await left.stop()
        assert [task.state for task in (await project.status(left.id)).tasks] == ["running", "waiting"]
        service.rounds = 1
        other = await project.run("night.yaml", **BUY, inputs={"clip": "clip.mp4", "look": look})
        assert (await other.result()).state == "done"
        told = await project.status(left.id)
        if look == "oil":
            assert [(task.state, task.notes) for task in told.tasks] == [("running", ()), ("waiting", ())]
        else:
            ended = (WORDS["en"].format(run=other.id) + " [ended-in]",)
            assert [(task.state, task.notes[-1:], task.billed_seconds > 0) for task in told.tasks] == [
                ("done", ended, True),
                ("done", ended, False),
            ]
            assert len(service.accepted) == 2


async def test_a_later_step_of_which_a_result_is_there_by_now_is_told_as_reused_by_the_run_that_went_on(
    folder: Path,
) -> None:
    (folder / "night.yaml").write_text(CHAIN)
    (folder / "other.yaml").write_text(CHAIN.replace("name: night", "name: other"))
    service = ScriptedService(rounds=10**6)
    buy: dict[str, Any] = {**BUY, "inputs": {"clip": "clip.mp4", "look": "ink"}}
    async with open_scripted(folder, service) as project:
        left = await project.run("night.yaml", **buy)
        await accepted(left)
        await left.stop()
        service.rounds = 1
        other = await project.run("other.yaml", **buy)
        assert (await other.result()).state == "done"
        assert [task.state for task in (await project.status(left.id)).tasks] == ["done", "waiting"]
        again = await project.run("night.yaml", **buy)
        assert (await again.result()).state == "done"
        told = [
            (task.state, WORDS["en"].format(run=run.id) + " [ended-in]" in task.notes)
            for task, run in zip((await project.status(left.id)).tasks, (other, again), strict=True)
        ]
    assert told == [("done", True), ("reused", True)]
    assert len(service.accepted) == 2
