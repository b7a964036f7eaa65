"""The events of a run as a program hears them, whatever stands between them in the journal."""

from pathlib import Path

import pytest

import engine
from engine.api.project import open_project
from engine.run import events as e

pytestmark = pytest.mark.anyio


async def test_any_number_of_events_that_nobody_hears_of_hides_none_behind_them(folder: Path) -> None:
    async with engine.open(folder) as project:
        run = await project.run("two.yaml")
        await run.result()
        with open_project(folder / ".editchain") as opened:
            opened.journal.record(run.id, *[e.Making(task="first")] * 1_001, e.Interrupted(cause="interrupted"))
        assert [event.kind async for event in project.events(run.id)][-2:] == ["run-ended", "stopping"]
