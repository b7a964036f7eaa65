"""Hearing: what a run is asked while it goes on is answered with an event."""

from collections.abc import Callable
from pathlib import Path

import anyio
import pytest

from engine.errors import OperatorError
from engine.run import events as e
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

    def answer(self, run: str, seq: int, event: e.Event) -> None:
        self.answered.append(seq)
        self._world.journal.record(run, event)


async def test_a_cap_that_is_set_is_told(world: World) -> None:
    world.recording = asks = Asks(world, lambda: [RunRequest(seq=3, kind=RequestKind.CAP, who="me@here", cap=CAP)])
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
