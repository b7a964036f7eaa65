"""Asking runs that go on, as programs do: another cap, to end, to keep going."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import engine
from engine.testing import ScriptedService, open as open_scripted

pytestmark = pytest.mark.anyio
BUY: dict[str, Any] = {"service": "dashscope-cn", "max_cost": "3 CNY"}


@pytest.fixture
def service() -> ScriptedService:
    return ScriptedService(seconds=Decimal(2))


async def test_a_cap_is_set_for_all_runs_of_the_same(folder: Path, service: ScriptedService) -> None:
    async with open_scripted(folder, service) as project:
        with pytest.raises(engine.AuthorError, match="no-runs"):
            await project.cap("two", "4.80 CNY")
        run = await project.run("two.yaml", **BUY)
        assert (await run.result()).state == "held"
        change = await project.cap("two", "4.80 CNY", who="ann@desk")
        with pytest.raises(engine.AuthorError, match="money-currency"):
            await project.cap("two", "5 USD")
        again = await (await project.resume(run.id)).result()
    assert (change.run, change.who, change.at_work) == (run.id, "ann@desk", ())
    assert change.before is not None
    assert (change.before.amount, change.cap.amount, change.spent.amount) == (
        Decimal(3),
        Decimal("4.80"),
        Decimal("2.40"),
    )
    assert again.state == "done"
    assert len(service.made) == 2


async def test_who_has_ended_hears_nothing(folder: Path, service: ScriptedService) -> None:
    async with open_scripted(folder, service) as project:
        with pytest.raises(engine.AuthorError, match="no-runs"):
            await project.stop("x")
        run = await project.run("two.yaml")
        await run.result()
        for ask in (project.stop, project.keep_going):
            with pytest.raises(engine.OperatorError, match="not-at-work"):
                await ask(run.id)
            with pytest.raises(engine.AuthorError, match="unknown-run"):
                await ask("nobody")


async def test_a_run_at_work_is_asked_to_end(folder: Path, service: ScriptedService) -> None:
    async with open_scripted(folder, service) as project:
        run = await project.run("two.yaml", **BUY)
        assert await project.keep_going(run.id[:12]) == run.id
        assert await project.stop(run.id) == run.id
        assert (await run.result()).state in ("interrupted", "held")
