"""Places: the processes of an account together have no more jobs at its service than it takes."""

from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager
from dataclasses import replace
from pathlib import Path

import anyio
import anyio.lowlevel
import pytest

from engine.run.driver.places import JobPlaces
from engine.run.ports import Ports, RunIdentity
from engine.run.service import Opened, Unreachable, Unsent
from engine.run.shared_pace import SharedPace
from engine.store.sqlite.pace import open_pace
from engine.values.reason import quoted
from tests.run.test_driver import chain
from tests.run.world import World
from tests.worlds import fan

pytestmark = pytest.mark.anyio


@pytest.fixture
def account(world: World, tmp_path: Path) -> Iterator[list[Ports]]:
    """The ports of two processes of an account with three places."""
    with ExitStack() as stack:
        found = []
        for name in ("one", "two"):
            shared = stack.enter_context(open_pace(tmp_path / "pace.sqlite", realm="r", boot="b"))
            me = RunIdentity(run=name, account="a", host="h", scope="s", process=name, boot="b")
            ports = world.ports(chain(world), me, None)
            found.append(replace(ports, shared=shared, pace=replace(ports.pace, places=3)))
        yield found


@asynccontextmanager
async def telling(places: JobPlaces) -> AsyncIterator[None]:
    async with anyio.create_task_group() as group:
        group.start_soon(places.run)
        yield
        group.cancel_scope.cancel()


async def test_who_comes_too_late_waits_until_another_process_gives_a_place_back(account: list[Ports]) -> None:
    one, two = (JobPlaces(ports, lambda: True) for ports in account)
    with anyio.fail_after(30):
        async with telling(one):
            assert [await one.take(), await one.take(), await two.take()] == [True] * 3
            with anyio.move_on_after(0.01) as waited:
                await two.take()
            assert waited.cancelled_caught
            one.free()
            assert await two.take()


async def test_a_run_that_has_ended_holds_none(account: list[Ports]) -> None:
    one, two = (JobPlaces(ports, lambda: True) for ports in account)
    async with telling(one):
        for _ in range(3):
            await one.take()
    with anyio.fail_after(5):
        for _ in range(3):
            assert await two.take()


async def test_a_job_that_is_there_already_has_a_place_without_asking(account: list[Ports]) -> None:
    one = JobPlaces(account[0], lambda: True)
    for _ in range(4):
        one.add()
    with anyio.move_on_after(0.01) as waited:
        await one.take()
    assert waited.cancelled_caught


async def test_nobody_waits_any_longer_once_the_run_submits_nothing_more(account: list[Ports]) -> None:
    submits = True
    one, two = JobPlaces(account[0], lambda: True), JobPlaces(account[1], lambda: submits)
    for _ in range(3):
        await one.take()
    with anyio.fail_after(5):
        async with anyio.create_task_group() as group:

            async def halt() -> None:
                nonlocal submits
                submits = False
                two.wake()

            group.start_soon(halt)
            assert await two.take() is False


async def test_a_place_that_comes_free_after_a_halt_sends_nothing(world: World) -> None:
    world.places, world.service.rounds = 1, 3
    world.service.polls = [Unreachable(reason=quoted("HTTP 401"), status=401, code="InvalidApiKey")]
    record = await world.run(chain(world, fan(3)))
    assert (record.state, record.cause and record.cause.code) == ("failed", "InvalidApiKey")
    assert len(world.service.sent) == 1
    world.places = 3
    assert (await world.run(chain(world, fan(3)))).state == "done"
    assert len(world.service.sent) == 3


async def test_a_service_that_is_back_after_a_halt_is_sent_nothing(world: World) -> None:
    opens = world.service.open

    @asynccontextmanager
    async def slow() -> AsyncIterator[Opened | Unsent]:
        while world.service.sent and world.service.polls:
            await anyio.lowlevel.checkpoint()
        async with opens() as opened:
            for _ in range(20):
                await anyio.lowlevel.checkpoint()
            yield opened

    world.service.polls = [Unreachable(reason=quoted("HTTP 401"), status=401, code="InvalidApiKey")]
    world.service.open = slow
    assert (await world.run(chain(world, fan(2)))).state == "failed"
    assert len(world.service.sent) == 1


async def test_without_a_limit_nobody_is_asked(world: World) -> None:
    class Silent(SharedPace):
        def hold(self, *_: object, **__: object) -> bool:
            raise AssertionError("there is nothing to share")

    ports = world.ports(
        chain(world), RunIdentity(run="r", account="a", host="h", scope="s", process="p", boot="b"), None
    )
    assert await JobPlaces(replace(ports, shared=Silent()), lambda: True).take()


async def test_each_place_is_given_back(world: World) -> None:
    told: list[int] = []

    class Noting(SharedPace):
        def hold(self, holder: str, places: int, *, now: float, until: float, most: float) -> bool:
            told.append(places)
            return places <= most

    world.shared, world.places = Noting(), 3
    assert (await world.run(chain(world))).state == "done"
    assert (max(told), told[-1]) == (1, 0)
