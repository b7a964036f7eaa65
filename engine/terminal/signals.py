"""Signals: the first SIGINT, SIGTERM or SIGHUP is a wish to stop, another SIGINT or SIGTERM ends the process at once.

A terminal that closes may send SIGHUP twice, which nobody wishes more for that.
"""

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
    hangup = _hangup()
    with anyio.open_signal_receiver(signal.SIGINT, signal.SIGTERM, *hangup) as signals:
        task_status.started()
        async for number in signals:
            if stop.is_set() and number not in hangup:
                os._exit(INTERRUPTED)
            stop.set()


def _hangup() -> tuple[signal.Signals, ...]:
    """The signal of a terminal that closes, if the system has one; none where it is ignored, as `nohup` has it."""
    number = getattr(signal, "SIGHUP", None)
    return () if number is None or signal.getsignal(number) is signal.SIG_IGN else (number,)
