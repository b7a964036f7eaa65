"""Patience: a deadline that counts only the time in which this process ran.

A process that is stopped, frozen with its machine or held by a debugger has not heard what came meanwhile; that lies in the
socket, and is read when it goes on.
"""

from collections.abc import Awaitable, Callable
from typing import Final, TypeVar

import anyio

from engine.errors import first_of

T = TypeVar("T")
_TICKS: Final = 100


async def within(seconds: float, work: Callable[[], Awaitable[T]]) -> T | None:
    """Do the work and return what it gives; None if this process has run for so long in it. A pause counts as one tick."""
    done: T | None = None
    try:
        async with anyio.create_task_group() as group:
            group.start_soon(_run_out, group.cancel_scope, seconds / _TICKS)
            done = await work()
            group.cancel_scope.cancel()
    except BaseExceptionGroup as errors:
        raise first_of(errors) from None
    return done


async def _run_out(scope: anyio.CancelScope, tick: float) -> None:
    for _ in range(_TICKS):
        await anyio.sleep(tick)
    scope.cancel()
