"""Patience: a deadline that counts only the time in which this process ran.

A process that is stopped, frozen with its machine or held by a debugger has not heard what came meanwhile; that lies in the
socket, and is read when it goes on.
"""

from collections.abc import Awaitable, Callable
from typing import Final, TypeVar

import anyio

from engine.errors import first_of

T = TypeVar("T")
TICKS: Final = 100


async def within(
    seconds: float, work: Callable[[], Awaitable[T]], sleep: Callable[[float], Awaitable[None]] = anyio.sleep
) -> T | None:
    """Do the work and return what it gives; None if this process has run for so long in it.

    Time is counted in ticks, each a `sleep` of its own: a pause of the process, however long, counts as one.
    """
    done: T | None = None
    try:
        async with anyio.create_task_group() as group:
            group.start_soon(_run_out, group.cancel_scope, seconds / TICKS, sleep)
            done = await work()
            group.cancel_scope.cancel()
    except BaseExceptionGroup as errors:
        raise first_of(errors) from None
    return done


async def _run_out(scope: anyio.CancelScope, tick: float, sleep: Callable[[float], Awaitable[None]]) -> None:
    for _ in range(TICKS):
        await sleep(tick)
    scope.cancel()
