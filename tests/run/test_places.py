"""Places: the processes of an account together have no more jobs at its service than it takes."""

from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import anyio
import anyio.lowlevel
import pytest
from anyio.abc import TaskGroup
from trio.testing import MockClock

from engine.run.driver.places import JobPlaces
from engine.run.ports import JobLimit, Ports, RunIdentity
from engine.run.service import Opened, Unreachable, Unsent
from engine.run.shared_pace import HeldPlaces, SharedPace
from engine.store.sqlite.pace import open_pace
from engine.testing import JumpingClock
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
            found.append(
                replace(
                    ports,
                    shared=shared,
                    pace=replace(ports.pace, places={"m": JobLimit("g", 3), "n": JobLimit("h", 1)}),
                )
            )
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
            assert [await one.take("m"), await one.take("m"), await two.take("m")] == [True] * 3
            with anyio.move_on_after(0.01) as waited:
                await two.take("m")
            assert waited.cancelled_caught
            one.free("m")
            assert await two.take("m")


async def test_it_is_said_once_that_others_have_all(account: list[Ports]) -> None:
    one, two = (JobPlaces(ports, lambda: True) for ports in account)
    said: list[str] = []
    with anyio.fail_after(30):
        async with telling(one):
            for _ in range(2):
                assert await one.take("m", partial(said.append, "one"))
            assert await two.take("m", partial(said.append, "two"))
            with anyio.move_on_after(0.01):
                await two.take("m", partial(said.append, "two, which has one"))
            assert said == []
            two.free("m")
            assert await one.take("m")
            with anyio.move_on_after(0.6):
                await two.take("m", partial(said.append, "two"))
    assert said == ["two"]


async def test_a_run_that_has_ended_holds_none(account: list[Ports]) -> None:
    one, two = (JobPlaces(ports, lambda: True) for ports in account)
    async with telling(one):
        for _ in range(3):
            await one.take("m")
    with anyio.fail_after(5):
        for _ in range(3):
            assert await two.take("m")


async def test_a_job_that_is_there_already_has_a_place_without_asking(account: list[Ports]) -> None:
    one = JobPlaces(account[0], lambda: True)
    for number in range(4):
        one.add("m", f"job-{number}")
    with anyio.move_on_after(0.01) as waited:
        await one.take("m")
    assert waited.cancelled_caught


async def test_nobody_waits_any_longer_once_the_run_submits_nothing_more(account: list[Ports]) -> None:
    submits = True
    one, two = JobPlaces(account[0], lambda: True), JobPlaces(account[1], lambda: submits)
    for _ in range(3):
        await one.take("m")
    with anyio.fail_after(5):
        async with anyio.create_task_group() as group:

            async def halt() -> None:
                nonlocal submits
                submits = False
                two.wake()

            group.start_soon(halt)
            assert await two.take("m") is False


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


async def test_without_a_limit_nobody_is_asked(account: list[Ports]) -> None:
    class Silent(SharedPace):
        def take(self, held: HeldPlaces, most: int) -> bool:
            raise AssertionError("there is nothing to share")

    assert await JobPlaces(replace(account[0], shared=Silent()), lambda: True).take("another")


async def test_groups_of_models_do_not_hold_each_other_up(account: list[Ports]) -> None:
    one, two = (JobPlaces(ports, lambda: True) for ports in account)
    with anyio.fail_after(5):
        assert [await one.take("m"), await one.take("m"), await one.take("m"), await two.take("n")] == [True] * 4


async def test_each_place_is_given_back(world: World) -> None:
    told: list[int] = []

    class Noting(SharedPace):
        def hold(self, held: HeldPlaces, *, waits: bool) -> None:
            told.append(held.places)

        def take(self, held: HeldPlaces, most: int) -> bool:
            told.append(held.places + 1)
            return super().take(held, most)

    world.shared, world.places = Noting(), 3
    assert (await world.run(chain(world))).state == "done"
    assert (max(told), told[-1]) == (1, 0)


class _Clock(JumpingClock):
    """The event loop's own time, which jumps."""

    def monotonic(self) -> float:
        return anyio.current_time()


@pytest.mark.parametrize("anyio_backend", [("trio", {"clock": MockClock(autojump_threshold=0)})], ids=["virtual"])
async def test_processes_that_have_always_more_work_get_places_in_turn(account: list[Ports]) -> None:
    begun = Counter[str]()

    async def works(ports: Ports, jobs: TaskGroup) -> None:
        places = JobPlaces(replace(ports, clock=_Clock()), lambda: True)
        jobs.start_soon(places.run)
        while await places.take("m"):
            begun[ports.identity.run] += 1
            jobs.start_soon(job, places)

    async def job(places: JobPlaces) -> None:
        await anyio.sleep(5.03)
        places.free("m")

    with anyio.move_on_after(600):
        async with anyio.create_task_group() as group:
            for ports in account:
                group.start_soon(works, ports, group)
                await anyio.sleep(7)
    assert min(begun["one"], begun["two"]) > 0.45 * sum(begun.values())
    assert sum(begun.values()) > 300
