"""What asyncio's own ways of cancelling do to an opened project: nothing but what was asked for."""

import asyncio
from decimal import Decimal
from pathlib import Path

import pytest

import engine
from engine.testing import ScriptedService, open as open_scripted

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def service() -> ScriptedService:
    return ScriptedService(seconds=Decimal(2), rounds=10**9)


async def accepted(run: engine.Run) -> None:
    async for event in run:
        if event.kind == "job-accepted":
            return


async def test_a_timeout_of_the_waiting_leaves_the_run_alone(folder: Path, service: ScriptedService) -> None:
    async with open_scripted(folder, service) as project:
        run = await project.run("two.yaml")
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(run.result(), 0)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0):
                await run.result()
        service.rounds = 1
        assert (await run.result()).state == "done"


async def test_a_cancelled_task_leaves_its_project_in_order(folder: Path, service: ScriptedService) -> None:
    runs = []

    async def serve() -> None:
        async with open_scripted(folder, service) as project:
            runs.append(await project.run("two.yaml"))
            await accepted(runs[0])
            await runs[0].result()

    task = asyncio.create_task(serve())
    while not service.accepted:
        await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert (await runs[0].result()).state == "interrupted"


async def test_a_sibling_s_error_leaves_the_project_in_order(folder: Path, service: ScriptedService) -> None:
    runs = []

    async def fail() -> None:
        while not service.accepted:
            await asyncio.sleep(0)
        raise ValueError("mine")

    with pytest.raises(ExceptionGroup) as raised:
        async with asyncio.TaskGroup() as group, open_scripted(folder, service) as project:
            group.create_task(fail())
            runs.append(await project.run("two.yaml"))
            await runs[0].result()
    assert raised.group_contains(ValueError, match="mine")
    assert (await runs[0].result()).state == "interrupted"


async def test_who_is_cancelled_while_it_is_planned_begins_nothing(folder: Path, service: ScriptedService) -> None:
    async with open_scripted(folder, service) as project:
        task = asyncio.create_task(project.run("two.yaml"))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert await project.status() == ()


async def test_a_project_is_entered_once(folder: Path, service: ScriptedService) -> None:
    project = open_scripted(folder, service)
    async with project:
        pass
    with pytest.raises(engine.AuthorError, match="project-not-open"):
        async with project:
            pass
