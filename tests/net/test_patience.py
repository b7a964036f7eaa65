"""A deadline that counts only the time in which this process ran."""

import anyio
import anyio.lowlevel
import pytest

from engine.net.patience import TICKS, within

pytestmark = pytest.mark.anyio


class Ticks:
    """A clock that a test moves: a tick is over when the test says so, whatever time goes by meanwhile."""

    def __init__(self) -> None:
        self.send, self.receive = anyio.create_memory_object_stream[None](TICKS)
        self.asked: list[float] = []

    async def sleep(self, seconds: float) -> None:
        self.asked.append(seconds)
        await self.receive.receive()

    async def pass_by(self, count: int) -> None:
        """Let so many ticks pass, each taken in before the next."""
        for _ in range(count):
            await self.send.send(None)
            while self.receive.statistics().current_buffer_used:
                await anyio.lowlevel.checkpoint()


async def test_what_takes_too_long_is_broken_off() -> None:
    ticks = Ticks()

    async def work() -> str:
        await ticks.pass_by(TICKS)
        await anyio.sleep_forever()
        return "never"

    with ticks.send, ticks.receive:
        assert await within(9, work, ticks.sleep) is None
    assert ticks.asked == [9 / TICKS] * TICKS


async def test_what_came_while_the_process_stood_still_is_read() -> None:
    ticks = Ticks()

    async def work() -> str:
        await ticks.pass_by(
            TICKS - 1
        )  # the last of them may have lasted for days: of a process that stands still nothing runs
        await anyio.lowlevel.checkpoint()
        return "a job's id"

    with ticks.send, ticks.receive:
        assert await within(9, work, ticks.sleep) == "a job's id"


async def test_an_error_leaves_as_it_is() -> None:
    async def fail() -> None:
        raise LookupError

    with pytest.raises(LookupError):
        await within(9, fail)


async def test_who_is_cancelled_from_outside_stays_cancelled() -> None:
    went_on = False
    with anyio.CancelScope() as outside:
        outside.cancel()
        await within(9, anyio.sleep_forever)
        went_on = True
    assert not went_on


async def test_what_the_work_gives_comes() -> None:
    async def ask() -> int:
        return 3

    assert await within(9, ask) == 3
