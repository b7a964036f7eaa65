"""Hearing: what a run is asked while it goes on is answered with an event."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import anyio
import anyio.lowlevel
import pytest

from engine.errors import OperatorError
from engine.run import events as e
from engine.run.driver.desk import Desk, Writer
from engine.run.driver.hearing import Hearing
from engine.run.driver.inbox import Inbox
from engine.run.ports import RunIdentity
from engine.run.requests import RequestKind, RunRequest
from tests.run.test_driver import chain
from tests.run.world import World

pytestmark = pytest.mark.anyio
CAP = e.CapSet(who="me@here", command="editchain cap", cap_micros=7, before_micros=None, currency="CNY")


@pytest.fixture(params=["asyncio", "trio"])
def anyio_backend(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def world(tmp_path: Path) -> World:
    (tmp_path / "clip.mp4").write_bytes(b"a clip")
    return World(tmp_path)


class Asks:
    """The world's journal, at whose first look something is asked."""

    def __init__(self, world: World, first: Callable[[], list[RunRequest]]) -> None:
        self._world = world
        self._first = first
        self.answered: list[int] = []

    def __getattr__(self, name: str) -> object:
        return getattr(self._world.journal, name)

    def asked(self, run: str) -> list[RunRequest]:
        first, self._first = self._first, list
        return first()

    def answer(self, run: str, seq: int, *events: e.Event) -> None:
        self.answered.append(seq)
        self._world.journal.record(run, *events)


async def test_a_cap_that_is_set_is_told(world: World) -> None:
    world.recording = asks = Asks(world, lambda: [RunRequest(seq=3, kind=RequestKind.CAP, who="me@here", told=CAP)])
    assert (await world.run(chain(world))).state == "done"
    assert asks.answered == [3]
    assert CAP in world.told


async def test_a_run_that_is_asked_to_stop_submits_nothing_more_and_says_who_asked(world: World) -> None:
    def asked() -> list[RunRequest]:
        return [RunRequest(seq=4, kind=RequestKind.STOP, who="me@here")]

    world.leave_s = 0.1
    world.recording = asks = Asks(world, asked)
    world.service.rounds = 1_000
    with anyio.fail_after(30):
        record = await world.run(chain(world))
    assert record.state == "interrupted"
    assert asks.answered == [4]
    assert e.Interrupted(cause="interrupted", who="me@here") in world.told
    assert len(world.service.sent) <= 1


async def test_a_journal_that_cannot_be_read_for_a_moment_ends_no_run(world: World) -> None:
    def busy() -> list[RunRequest]:
        raise OperatorError("journal-busy", path="journal.sqlite", reason="busy")

    world.recording = Asks(world, busy)
    assert (await world.run(chain(world))).state == "done"


def resolved(way: str, attempt: str = "a1") -> e.Resolved:
    return e.Resolved(
        task="row/step", attempt=attempt, way=way, who="me@here", command="editchain resolve", note="", at=7.0, since=1.0,
        until=2.0, job="found" if way == "adopt" else "", host="host" if way == "adopt" else "", looked=3.0, unseen=None,
        candidates=(),
    )  # fmt: skip


ADOPTED = e.Adopted(task="mine", attempt="a1", job="found", host="host", at=7.0, run="", grade="person")


@pytest.mark.parametrize(
    ("way", "run", "expected"),
    [
        ("adopt", "", ADOPTED),
        ("adopt", "earlier", replace(ADOPTED, run="earlier")),
        ("give-up", "", e.GivenUp(task="mine", attempt="a1")),
        ("resubmit", "", e.Released(task="mine", attempt="a1", who="me@here")),
    ],
)
async def test_a_verdict_is_told_to_the_task_that_is_held_for_it(
    world: World, way: str, run: str, expected: e.Event
) -> None:
    told = resolved(way), resolved(way, "of no task here"), resolved(way, "looked for")
    asked = [RunRequest(seq=n, kind=RequestKind.VERDICT, who="me@here", told=one) for n, one in enumerate(told)]
    world.recording = asks = Asks(world, lambda: asked)
    ports = world.ports(
        chain(world), RunIdentity(run="r", account="a", host="h", scope="s", process="p", boot="b"), None
    )
    desk = Desk(ports, Inbox(), Writer(ports))
    hearing = Hearing(ports, desk)
    if run:
        hearing.learn(e.DoubtFound(task="mine", attempt="a1", why=e.Cause(code="in-doubt"), run=run))
    hearing.learn(e.Held(task="mine", cause="doubt", why=e.Cause(code="in-doubt"), attempt="a1"))
    hearing.learn(e.DoubtFound(task="other", attempt="looked for", why=e.Cause(code="in-doubt"), run="earlier"))
    with anyio.fail_after(10):
        async with anyio.create_task_group() as group:
            group.start_soon(hearing.run)
            while len(asks.answered) < 3:
                await anyio.lowlevel.checkpoint()
            group.cancel_scope.cancel()
        assert await desk.inbox.take() == expected
        for _ in range(2):  # its own tasks may wait for an equal one, and the next look tells of what is looked for
            assert await desk.inbox.take() == e.DoubtDecided()
        assert not len(desk.inbox)
    await desk.writer.leave()


async def test_a_run_whose_tasks_have_ended_is_asked_nothing_but_to_stop(world: World) -> None:
    asked = [
        RunRequest(seq=1, kind=RequestKind.KEEP_GOING, who="me@here"),
        RunRequest(seq=2, kind=RequestKind.CAP, who="me@here", told=CAP),
        RunRequest(seq=3, kind=RequestKind.STOP, who="me@here"),
    ]
    world.recording = asks = Asks(world, lambda: asked)
    ports = world.ports(
        chain(world), RunIdentity(run="r", account="a", host="h", scope="s", process="p", boot="b"), None
    )
    desk = Desk(ports, Inbox(), Writer(ports))
    hearing = Hearing(ports, desk, ended=True)
    with anyio.fail_after(10):
        async with anyio.create_task_group() as group:
            group.start_soon(hearing.run)
            await hearing.stopped.wait()
            group.cancel_scope.cancel()
    assert asks.answered == [3]
    await desk.writer.leave()
