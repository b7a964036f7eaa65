"""The desk and its writer: what decides about money is on disk before anybody hears of it, all else a moment later, in order."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace

import anyio
import anyio.lowlevel
import pytest

from engine.errors import OperatorError
from engine.run import events as e
from engine.run.driver.desk import Desk, Writer
from engine.run.driver.inbox import Inbox
from engine.run.event import Event
from engine.run.ports import RunIdentity
from tests.run.test_driver import chain
from tests.run.world import World
from tests.worlds import fan

pytestmark = pytest.mark.anyio

ME = RunIdentity(run="run", account="a", host="h", scope="s", process="p", boot="b")
HELD = e.Held(task="t", cause="result", why=e.Cause(code="result-unusable"))


class Noting:
    """The world's journal, which notes what is written together: what rides, and then what it rides with."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._riders: list[tuple[Event, Callable[[], None]]] = []
        self.written: list[tuple[Event, ...]] = []

    def __getattr__(self, name: str) -> object:
        return getattr(self._world.journal, name)

    def ride(self, run: str, event: Event, written: Callable[[], None]) -> None:
        assert run == ME.run
        self._riders.append((event, written))

    @property
    def rides(self) -> bool:
        return bool(self._riders)

    def flush(self) -> None:
        if self._riders:
            self.record(ME.run)

    def record(self, run: str, *events: Event) -> None:
        assert run == ME.run
        riders, self._riders = self._riders, []
        self.written.append((*(event for event, _ in riders), *events))
        for _, written in riders:
            written()


class Flushed:
    """An account that notes that what rides is written."""

    def __init__(self, written: list[str]) -> None:
        self._written = written

    def flush(self) -> None:
        self._written.append("account")


@asynccontextmanager
async def desk_of(world: World) -> AsyncIterator[tuple[Desk, Noting]]:
    """Give a desk whose writer works only for as long as the clock is ready."""
    world.recording = noting = Noting(world)
    ports = world.ports(chain(world), ME, None)
    writer = Writer(ports)
    async with anyio.create_task_group() as group:
        group.start_soon(writer.run)
        yield Desk(ports, Inbox(), writer), noting
        group.cancel_scope.cancel()
    await writer.leave()


def heard(desk: Desk) -> int:
    return len(desk.inbox)


def reused(task: str) -> e.Reused:
    return e.Reused(task=task, fingerprint="f", digest="d", job="j")


async def until(true: Callable[[], bool]) -> None:
    with anyio.fail_after(10):
        while not true():
            await anyio.lowlevel.checkpoint()


async def test_what_decides_is_on_disk_before_anybody_hears_of_it_and_takes_along_what_came_before(
    world: World,
) -> None:
    world.clock.ready = lambda seconds: False
    async with desk_of(world) as (desk, noting):
        await desk.happened(reused("first"))
        await desk.happened(reused("second"))
        assert (noting.written, heard(desk), world.told) == ([], 2, [])
        await desk.happened(HELD)
        assert noting.written == [(reused("first"), reused("second"), HELD)]
        assert (heard(desk), world.told) == (3, [reused("first"), reused("second"), HELD])


async def test_what_rides_is_written_together_a_moment_later_though_nothing_else_is(world: World) -> None:
    events = [reused(f"t{number}") for number in range(50)]
    world.clock.ready = lambda seconds: False
    async with desk_of(world) as (desk, noting):
        for event in events:
            await desk.happened(event)
        world.clock.ready = lambda seconds: True
        await until(lambda: len(world.told) == len(events))
        assert noting.written == [tuple(events)]
        assert world.told == events


async def test_a_screen_never_hears_of_what_may_be_lost(world: World) -> None:
    world.clock.ready = lambda seconds: False
    async with desk_of(world) as (desk, noting):
        await desk.happened(reused("first"))
        await desk.durably(lambda: None)
        assert (noting.written, world.told) == ([], [])


async def test_who_leaves_writes_what_still_rides(world: World) -> None:
    world.clock.ready = lambda seconds: False
    gone: list[str] = []
    async with desk_of(world) as (desk, noting):
        await desk.happened(reused("first"), lambda: gone.append("part"))
        assert gone == []
    assert noting.written == [(reused("first"),)]
    assert gone == ["part"]


async def test_what_rides_in_the_account_is_written_though_the_journal_cannot_be(world: World) -> None:
    written: list[str] = []

    class Full(Noting):
        """A journal that takes nothing more."""

        def flush(self) -> None:
            written.append("journal")
            raise OperatorError("journal-busy", path="journal.sqlite", reason="busy")

    world.recording = Full(world)
    ports = replace(world.ports(chain(world), ME, None), account=Flushed(written))  # type: ignore[arg-type]
    with pytest.raises(OperatorError):
        await Writer(ports).leave()
    assert written == ["journal", "account"]


async def test_a_run_that_reuses_everything_commits_a_few_times_however_much_it_is(world: World) -> None:
    await world.run(chain(world, fan(20)))
    statements: list[str] = []
    world.journal._db.set_trace_callback(statements.append)
    record = await world.run(chain(world, fan(20)))
    assert record.state == "done"
    assert sum(isinstance(event, e.Reused) for event in world.told) == 20
    assert statements.count("COMMIT") <= 5
