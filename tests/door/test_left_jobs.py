"""A job that a run has left and another took over: whoever asks for the first run is told what became of it, and in which."""

from pathlib import Path
from typing import Any, Literal

import pytest

from engine.testing import ScriptedService, open as open_scripted
from engine.testing.service import job_failed
from tests.door.test_alerts import RECIPE
from tests.door.test_project import accepted

pytestmark = pytest.mark.anyio
WORDS = {"en": "run {run} took its job over, to its end", "zh": "运行 {run} 接管了它的作业，直至结束"}


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(("ends_well", "state"), [(True, "done"), (False, "failed")])
async def test_it_is_told_as_ended_by_the_run_that_took_it_over(
    folder: Path, lang: Literal["en", "zh"], ends_well: bool, state: str
) -> None:
    (folder / "night.yaml").write_text(RECIPE)
    service = ScriptedService(rounds=10**6)
    buy: dict[str, Any] = {
        "service": "dashscope-cn",
        "max_cost": "20 CNY",
        "inputs": {"clip": "clip.mp4", "look": "ink"},
    }
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
