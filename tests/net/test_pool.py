"""Connections are kept for the next request, and never more than a few are open."""

import anyio
import httpcore
import pytest

from engine.net.exchange import Exchange
from engine.net.pool import MOST, Pool

pytestmark = pytest.mark.anyio
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


@pytest.fixture(params=["asyncio", "trio"])
def anyio_backend(request: pytest.FixtureRequest) -> str:
    return str(request.param)


class Server:
    """Answers so many requests on each connection."""

    def __init__(self, answers: int = 100) -> None:
        self.answers = answers
        self.streams: list[httpcore.AsyncMockStream] = []

    async def connect(self) -> httpcore.AsyncMockStream:
        self.streams.append(httpcore.AsyncMockStream([ANSWER] * self.answers))
        return self.streams[-1]

    @property
    def open(self) -> int:
        return sum(not stream._closed for stream in self.streams)


async def read(exchange: Exchange) -> bytes:
    assert (await exchange.send("GET", "/", [("Host", "example.net")])).status_code == 200
    body = await exchange.whole(1000)
    assert body is not None
    return body


async def test_a_connection_whose_answer_was_read_is_used_again() -> None:
    server = Server()
    pool = Pool(server.connect, 1)
    for _ in range(3):
        connection = await pool.take()
        assert await read(connection) == b"ok"
        await pool.give(connection)
    assert (len(server.streams), server.open) == (1, 1)
    await pool.aclose()
    assert server.open == 0


async def test_one_whose_answer_was_not_read_is_closed() -> None:
    server = Server()
    pool = Pool(server.connect, 1)
    connection = await pool.take()
    await connection.send("GET", "/", [("Host", "example.net")])
    await pool.give(connection)
    assert server.open == 0
    await pool.take()
    assert len(server.streams) == 2


async def test_one_that_the_other_side_has_closed_is_not_used() -> None:
    server = Server(answers=1)
    pool = Pool(server.connect, 1)
    connection = await pool.take()
    await read(connection)
    await pool.give(connection)
    server.streams[0].get_extra_info = lambda info: info == "is_readable"  # type: ignore[method-assign]
    assert await pool.take() is not connection
    assert server.open == 1


async def test_who_comes_when_all_are_in_use_waits_for_one() -> None:
    server = Server()
    pool = Pool(server.connect, 0.01)
    taken = [await pool.take() for _ in range(MOST)]
    with pytest.raises(TimeoutError):
        await pool.take()
    pool.wait_s = 5
    async with anyio.create_task_group() as group:

        async def give_one() -> None:
            await taken[0].send("GET", "/", [("Host", "example.net")])
            await pool.give(taken[0])

        group.start_soon(give_one)
        await pool.take()
    assert len(server.streams) == MOST + 1


async def test_a_connection_that_does_not_stand_takes_no_place() -> None:
    async def refuse() -> httpcore.AsyncMockStream:
        raise OSError("refused")

    pool = Pool(refuse, 1)
    for _ in range(2 * MOST):
        with pytest.raises(OSError, match="refused"):
            await pool.take()
