"""The desk: what happened is journaled first, what may be together in one transaction, and only then told."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import anyio
import anyio.lowlevel
import pytest

from engine.run import events as e
from engine.run.driver.desk import Desk
from engine.run.event import Event
from engine.run.ports import RunIdentity
from tests.run.test_driver import chain
from tests.run.world import World
from tests.worlds import fan

pytestmark = pytest.mark.anyio

ME = RunIdentity(run="run", account="a", host="h", scope="s", process="p", boot="b")


@pytest.fixture(params=["asyncio", "trio"])
def anyio_backend(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def world(tmp_path: Path) -> World:
    (tmp_path / "clip.mp4").write_bytes(b"a clip")
    return World(tmp_path)


class Counting:
    """The world's journal, which counts its transactions."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.recorded: list[tuple[Event, ...]] = []

    def __getattr__(self, name: str) -> object:
        return getattr(self._world.journal, name)

    def record(self, run: str, *events: Event) -> None:
        self.recorded.append(events)
        if run != ME.run:
            self._world.journal.record(run, *events)


@contextmanager
def desk_of(world: World) -> Iterator[tuple[Desk, Counting]]:
    world.recording = counting = Counting(world)
    send, receive = anyio.create_memory_object_stream[Event](math.inf)
    with send, receive:
        yield Desk(world.ports(chain(world), ME, None), send), counting


def reused(task: str) -> e.Reused:
    return e.Reused(task=task, fingerprint="f", digest="d", job="j")


async def test_what_may_be_written_together_is_one_transaction(world: World) -> None:
    events = [reused(f"t{number}") for number in range(50)]
    with desk_of(world) as (desk, counting):
        world.clock.ready = lambda seconds: desk._group is not None and len(desk._group.events) == len(events)
        async with anyio.create_task_group() as group:
            for event in events:
                group.start_soon(desk.happened, event)
        assert [set(together) for together in counting.recorded] == [set(events)]
        assert desk.stream.statistics().current_buffer_used == len(events)


async def test_nobody_hears_of_it_before_it_is_written_and_an_interrupt_loses_none(world: World) -> None:
    with desk_of(world) as (desk, counting):
        world.clock.ready = lambda seconds: False
        async with anyio.create_task_group() as group:
            for task in ("first", "second"):
                group.start_soon(desk.happened, reused(task))
                await anyio.lowlevel.checkpoint()
                await anyio.lowlevel.checkpoint()
            assert (counting.recorded, desk.stream.statistics().current_buffer_used) == ([], 0)
            group.cancel_scope.cancel()
            world.clock.ready = lambda seconds: True
        assert counting.recorded == [(reused("first"), reused("second"))]


async def test_what_must_be_on_disk_waits_for_no_others(world: World) -> None:
    with desk_of(world) as (desk, counting):
        world.clock.ready = lambda seconds: False
        event = e.Interrupted(cause="interrupted")
        await desk.happened(event)
        assert counting.recorded == [(event,)]


async def test_what_is_reused_is_decided_in_one_transaction(world: World) -> None:
    rows = 20
    await world.run(chain(world, fan(rows)))
    world.recording = counting = Counting(world)
    record = await world.run(chain(world, fan(rows)))
    assert record.state == "done"
    decided = [events for events in counting.recorded if any(isinstance(event, e.Reused) for event in events)]
    assert [len(events) for events in decided] == [rows]
