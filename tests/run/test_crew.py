"""A crew: calls in their order, their results and errors to whoever asked, and none abandoned."""

import threading

import anyio
import anyio.lowlevel
import pytest

from engine.run.driver.crew import crew_of

pytestmark = pytest.mark.anyio


async def test_calls_are_carried_out_in_their_order_by_one_thread() -> None:
    done: list[int] = []
    threads: set[int] = set()

    def do(number: int) -> int:
        done.append(number)
        threads.add(threading.get_ident())
        return number * 2

    results: dict[int, int] = {}

    async def ask(number: int) -> None:
        results[number] = await crew.call(do, number)

    async with crew_of(1) as crew, anyio.create_task_group() as group:
        for number in range(50):
            group.start_soon(ask, number)
            await anyio.lowlevel.checkpoint()
    assert sorted(done) == list(range(50))
    assert results == {number: number * 2 for number in range(50)}
    assert len(threads) == 1
    assert threading.get_ident() not in threads


async def test_what_a_call_raises_is_raised_where_it_was_asked_for() -> None:
    async with crew_of(2) as crew:
        with pytest.raises(ZeroDivisionError):
            await crew.call(lambda: 1 / 0)
        assert await crew.call(int, "7") == 7


async def test_who_is_cancelled_waits_for_what_was_begun_and_begins_nothing_more() -> None:
    goes_on = threading.Event()
    done: list[str] = []

    def slow() -> None:
        goes_on.wait(10)
        done.append("slow")

    async def ask() -> None:
        await crew.call(slow)
        done.append("asked")
        await crew.call(done.append, "more")

    async with crew_of(1) as crew:
        async with anyio.create_task_group() as group:
            group.start_soon(ask)
            await anyio.lowlevel.checkpoint()
            await anyio.lowlevel.checkpoint()
            group.cancel_scope.cancel()
            goes_on.set()
        assert done == ["slow", "asked"]


async def test_several_are_at_work_at_once() -> None:
    both = threading.Barrier(2, timeout=10)
    async with crew_of(2) as crew, anyio.create_task_group() as group:
        group.start_soon(crew.call, both.wait)
        group.start_soon(crew.call, both.wait)
