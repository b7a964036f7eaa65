"""The public types as a program uses them: never run, only type-checked."""

from collections.abc import AsyncIterator, Mapping
from decimal import Decimal
from os import environ
from pathlib import Path
from typing import Any, assert_type

import engine
from engine import testing
from engine.door.difference import Difference
from engine.door.models import Models
from engine.door.status import RunStatus, RunSummary
from engine.door.tried import TriedTests


async def plans() -> None:
    async with engine.open("folder", environ=environ, lang="zh") as project:
        assert_type(project, engine.Project)
        plan = await project.plan(
            Path("r.yaml"), inputs={"clip": "p.mp4"}, service="embedded", rows=["a"], only="failed", canary=3
        )
        assert_type(plan, engine.Plan)
        assert_type(plan.tasks[0].id, str)
        assert_type(plan.tasks[0].request, Mapping[str, Any] | None)
        assert_type(plan.digest, str)
        assert_type(plan.totals.would_cost.high, Decimal)
        assert_type(plan.warnings, tuple[engine.Fault, ...])
        assert_type(await project.check("recipes", inputs=None), tuple[engine.Fault, ...])
        assert_type(await project.test("recipes", only="a"), TriedTests)
        assert_type(await project.diff("HEAD:r.yaml", "r.yaml"), Difference)
        assert_type(await project.models("wan2.7-videoedit"), Models)
        assert_type(await project.status(), tuple[RunSummary, ...])
        assert_type(await project.status("20261123"), RunStatus)


async def runs(project: engine.Project) -> None:
    run = await project.run("r.yaml", max_cost="20 CNY", out="out", plan="abc", wait=20.0)
    assert_type(run, engine.Run)
    assert_type(run.id, str)
    async for event in run:
        assert_type(event, engine.Event)
        assert_type(event.seq, int | None)
        assert_type(event.data, Mapping[str, Any])
    result = await run.result()
    assert_type(result, engine.Result)
    assert_type(result.rows[0].outputs["final"].path, Path)
    assert_type(result.rows[0].outputs["final"].file.seconds, Decimal | None)
    assert_type(result.cost.amount, Decimal)
    await run.stop()
    events: AsyncIterator[engine.Event] = project.events(run.id, after=3)
    assert_type(await anext(events), engine.Event)


def waits() -> None:
    with engine.sync.open("folder", settings={"service": "embedded"}) as project:
        assert_type(project, engine.sync.Project)
        run = project.run("r.yaml")
        assert_type(run, engine.sync.Run)
        for event in run:
            assert_type(event, engine.Event)
        assert_type(run.result(), engine.Result)
        assert_type(project.status(), tuple[RunSummary, ...])
        assert_type(project.status("20261123"), RunStatus)


def errors(error: engine.EngineError, found: engine.FaultsFound) -> None:
    assert_type(error.code, str)
    assert_type(error.hint, str)
    assert_type(found.faults[0].line, int)
    assert_type(found.faults[0].excerpt, str)
    author: engine.AuthorError = found
    assert_type(author.exit_code, int)


def tests() -> None:
    service = testing.ScriptedService(testing.JumpingClock(), seconds=Decimal(2))
    assert_type(testing.open("folder", service), engine.Project)
    assert_type(service.sent[0], dict[str, Any])
