"""Workers: few coroutines for many commands, and as many as are under way at once."""

import anyio
import anyio.lowlevel
import pytest

from engine.run import commands as c
from engine.run.driver.workers import Workers

pytestmark = pytest.mark.anyio


@pytest.fixture(params=["asyncio", "trio"])
def anyio_backend(request: pytest.FixtureRequest) -> str:
    return str(request.param)


async def test_one_that_is_done_takes_the_next(request: pytest.FixtureRequest) -> None:
    tasks: set[int] = set()
    done: list[str] = []

    async def do(command: c.Command) -> None:
        assert isinstance(command, c.Prepare)
        tasks.add(anyio.get_current_task().id)
        await anyio.lowlevel.checkpoint()
        done.append(command.task)

    async with anyio.create_task_group() as group:
        workers = Workers(group, do)
        for number in range(20):
            workers.give(c.Prepare(task=str(number)))
            await anyio.wait_all_tasks_blocked()
        assert (len(done), len(tasks)) == (20, 1)
        for number in range(3):
            workers.give(c.Prepare(task=str(number)))
        await anyio.wait_all_tasks_blocked()
        assert (len(done), len(tasks)) == (23, 3)
        group.cancel_scope.cancel()
