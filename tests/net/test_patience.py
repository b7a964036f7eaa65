"""A deadline that counts only the time in which this process ran."""

import socket
import time

import anyio
import pytest
from anyio.abc import SocketStream

from engine.net.patience import within

pytestmark = pytest.mark.anyio


async def test_what_takes_too_long_is_broken_off() -> None:
    assert await within(0.05, anyio.sleep_forever) is None


async def test_what_came_while_the_process_stood_still_is_read() -> None:
    ours, theirs = socket.socketpair()

    async def read() -> bytes:
        theirs.sendall(b"a job's ")
        time.sleep(1)  # as if the process were stopped: nothing of it runs, and the answer lies in the socket
        got = await stream.receive()
        theirs.sendall(b"id")
        return got + await stream.receive()

    with theirs:
        async with await SocketStream.from_socket(ours) as stream:
            assert await within(0.5, read) == b"a job's id"


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
