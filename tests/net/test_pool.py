"""Connections are kept for the next request, and never more than a few are open."""

import anyio
import httpcore
import pytest

from engine.net.pool import MOST, Connection, Pool

pytestmark = pytest.mark.anyio
URL = httpcore.URL("http://example.net/")
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


async def asked(connection: Connection) -> httpcore.Response:
    return await connection.handle_async_request(httpcore.Request("GET", URL, headers=[("Host", "example.net")]))


async def read(connection: Connection) -> bytes:
    response = await asked(connection)
    data = await response.aread()
    await response.aclose()
    return data


async def test_a_connection_whose_answer_was_read_is_used_again() -> None:
    server = Server()
    pool = Pool(URL.origin, server.connect)
    for _ in range(3):
        connection = await pool.take(1)
        assert await read(connection) == b"ok"
        await pool.give(connection)
    assert (len(server.streams), server.open) == (1, 1)
    await pool.aclose()
    assert server.open == 0


async def test_one_whose_answer_was_not_read_is_closed() -> None:
    server = Server()
    pool = Pool(URL.origin, server.connect)
    connection = await pool.take(1)
    await (await asked(connection)).aclose()
    await pool.give(connection)
    assert server.open == 0
    await pool.take(1)
    assert len(server.streams) == 2


async def test_one_that_the_other_side_has_closed_is_not_used() -> None:
    server = Server(answers=1)
    pool = Pool(URL.origin, server.connect)
    connection = await pool.take(1)
    await read(connection)
    await pool.give(connection)
    server.streams[0].get_extra_info = lambda info: info == "is_readable"  # type: ignore[method-assign]
    assert await pool.take(1) is not connection
    assert server.open == 1


async def test_who_comes_when_all_are_in_use_waits_for_one() -> None:
    server = Server()
    pool = Pool(URL.origin, server.connect)
    taken = [await pool.take(1) for _ in range(MOST)]
    with pytest.raises(TimeoutError):
        await pool.take(0.01)
    async with anyio.create_task_group() as group:

        async def give_one() -> None:
            await asked(taken[0])
            await pool.give(taken[0])

        group.start_soon(give_one)
        await pool.take(5)
    assert len(server.streams) == MOST + 1


async def test_a_connection_that_does_not_stand_takes_no_place() -> None:
    async def refuse() -> httpcore.AsyncMockStream:
        raise OSError("refused")

    pool = Pool(URL.origin, refuse)
    for _ in range(2 * MOST):
        with pytest.raises(OSError, match="refused"):
            await pool.take(1)
