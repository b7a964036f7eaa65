"""A run of a campaign none of whose rows is chosen: it is over at once, and none is recorded."""

from pathlib import Path

import pytest

from engine.testing import ScriptedService, open as open_scripted
from tests.door.test_alerts import CAMPAIGN, RECIPE

pytestmark = pytest.mark.anyio


async def test_it_has_a_result_and_no_events(folder: Path) -> None:
    (folder / "night.yaml").write_text(RECIPE)
    (folder / "launch.yaml").write_text(CAMPAIGN)
    (folder / "rows.csv").write_text("look\nink\n")
    async with open_scripted(folder, ScriptedService()) as project:
        run = await project.run("launch.yaml", service="dashscope-cn", only="failed", max_cost="20 CNY")
        assert [event async for event in run] == []
        result = await run.result()
        assert (result.run_id, result.exit, result.state, result.rows) == (None, 0, "done", ())
        assert await project.status() == ()
