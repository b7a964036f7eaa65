"""Signals: the first SIGINT or SIGTERM is a wish to stop, a second one ends the process at once."""

import os
import signal
from collections.abc import Awaitable, Callable
from typing import Final, TypeVar

import anyio
from anyio.abc import TaskStatus

from engine.errors import first_of

INTERRUPTED: Final = 130
T = TypeVar("T")


async def stoppable(work: Callable[[anyio.Event], Awaitable[T]]) -> T:
    """Give the work an event that is set by the first signal; a second one loses nothing that is journaled."""
    stop = anyio.Event()
    try:
        async with anyio.create_task_group() as group:
            await group.start(_listen, stop)
            done = await work(stop)
            group.cancel_scope.cancel()
    except BaseExceptionGroup as errors:
        raise first_of(errors) from None
    return done


async def _listen(stop: anyio.Event, *, task_status: TaskStatus[None]) -> None:
    with anyio.open_signal_receiver(signal.SIGINT, signal.SIGTERM) as signals:
        task_status.started()
        async for _ in signals:
            if stop.is_set():
                os._exit(INTERRUPTED)
            stop.set()
