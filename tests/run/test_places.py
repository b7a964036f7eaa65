"""Places: the processes of an account together have no more jobs at its service than it takes."""

from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager
from dataclasses import replace
from pathlib import Path

import anyio
import pytest

from engine.run.driver.places import JobPlaces
from engine.run.ports import Ports, RunIdentity
from engine.run.shared_pace import SharedPace
from engine.store.sqlite.pace import open_pace
from tests.run.test_driver import chain
from tests.run.world import World

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
    one, two = map(JobPlaces, account)
    with anyio.fail_after(30):
        async with telling(one):
            assert [await one.take(), await one.take(), await two.take()] == [True] * 3
            with anyio.move_on_after(0.01) as waited:
                await two.take()
            assert waited.cancelled_caught
            one.free()
            assert await two.take()


async def test_a_run_that_has_ended_holds_none(account: list[Ports]) -> None:
    one, two = map(JobPlaces, account)
    async with telling(one):
        for _ in range(3):
            await one.take()
    with anyio.fail_after(5):
        for _ in range(3):
            assert await two.take()


async def test_a_job_that_is_there_already_has_a_place_without_asking(account: list[Ports]) -> None:
    one, _ = map(JobPlaces, account)
    for _ in range(4):
        one.add()
    with anyio.move_on_after(0.01) as waited:
        await one.take()
    assert waited.cancelled_caught


async def test_nobody_waits_any_longer_once_the_run_leaves(account: list[Ports]) -> None:
    one, two = map(JobPlaces, account)
    for _ in range(3):
        await one.take()
    with anyio.fail_after(5):
        async with anyio.create_task_group() as group:
            group.start_soon(_left, two)
            assert await two.take() is False


async def _left(places: JobPlaces) -> None:
    places.leave()


async def test_without_a_limit_nobody_is_asked(world: World) -> None:
    class Silent(SharedPace):
        def hold(self, *_: object, **__: object) -> bool:
            raise AssertionError("there is nothing to share")

    ports = world.ports(
        chain(world), RunIdentity(run="r", account="a", host="h", scope="s", process="p", boot="b"), None
    )
    assert await JobPlaces(replace(ports, shared=Silent())).take()


async def test_each_place_is_given_back(world: World) -> None:
    told: list[int] = []

    class Noting(SharedPace):
        def hold(self, holder: str, places: int, *, now: float, until: float, most: float) -> bool:
            told.append(places)
            return places <= most

    world.shared, world.places = Noting(), 3
    assert (await world.run(chain(world))).state == "done"
    assert (max(told), told[-1]) == (1, 0)
