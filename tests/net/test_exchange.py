"""One request after the other on a connection, and what is raised where the other side doesn't keep to the protocol."""

from collections.abc import AsyncGenerator
from contextlib import aclosing

import anyio
import httpcore
import pytest

from engine.net.exchange import Exchange

pytestmark = pytest.mark.anyio
HOST = [("Host", "example.net")]


@pytest.fixture(params=["asyncio", "trio"])
def anyio_backend(request: pytest.FixtureRequest) -> str:
    return str(request.param)


class Stream(httpcore.AsyncMockStream):
    """Says some bytes, and keeps what is written; with `deaf` it takes nothing but the first of it."""

    def __init__(self, *said: bytes, deaf: bool = False) -> None:
        super().__init__(list(said))
        self.written: list[bytes] = []
        self.deaf = deaf

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        if self.deaf and self.written:
            raise httpcore.WriteError
        self.written.append(buffer)


async def body() -> AsyncGenerator[bytes, None]:
    yield b"one"
    yield b"two"


async def read(exchange: Exchange) -> bytes:
    body = await exchange.whole(1000)
    assert body is not None
    return body


async def test_two_requests_go_over_one_connection_each_in_one_piece() -> None:
    stream = Stream(
        b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
    )
    exchange = Exchange(stream, 1)
    assert (await exchange.send("GET", "/a?b=%2F", HOST)).status_code == 200
    assert not exchange.is_idle
    assert await read(exchange) == b"ok"
    assert exchange.is_idle
    assert (await exchange.send("GET", "/c", HOST)).status_code == 404
    assert await read(exchange) == b""
    assert stream.written == [
        b"GET /a?b=%2F HTTP/1.1\r\nHost: example.net\r\n\r\n", b"GET /c HTTP/1.1\r\nHost: example.net\r\n\r\n"
    ]  # fmt: skip


async def test_a_body_is_sent_piece_by_piece_and_words_on_the_way_are_passed_over() -> None:
    stream = Stream(
        b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n"
    )
    exchange = Exchange(stream, 1)
    assert (await exchange.send("POST", "/", [*HOST, ("Content-Length", "6")], body())).status_code == 200
    assert await read(exchange) == b"ok"
    assert stream.written[1:] == [b"one", b"two"]
    assert exchange.is_idle


async def test_who_answers_before_it_has_heard_all_is_heard_and_the_connection_not_used_again() -> None:
    stream = Stream(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno", deaf=True)
    exchange = Exchange(stream, 1)
    async with aclosing(body()) as content:
        assert (await exchange.send("POST", "/", [*HOST, ("Content-Length", "6")], content)).status_code == 403
    assert await read(exchange) == b"no"
    assert not exchange.is_idle


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Len",
        b"hello\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: two\r\n\r\n",
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200_000,
    ],
    ids=["end", "cut", "other", "length", "switch", "long"],
)
async def test_what_is_no_answer_is_the_other_sides_error(said: bytes) -> None:
    exchange = Exchange(Stream(said), 1)
    with pytest.raises(httpcore.RemoteProtocolError):
        await exchange.send("GET", "/", HOST)
    assert not exchange.is_idle


async def test_a_body_that_breaks_off_is_no_body() -> None:
    exchange = Exchange(Stream(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nok"), 1)
    await exchange.send("GET", "/", HOST)
    with pytest.raises(httpcore.RemoteProtocolError):
        await read(exchange)
    assert not exchange.is_idle


async def test_a_server_that_closes_after_its_answer_is_not_asked_again() -> None:
    exchange = Exchange(Stream(b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok"), 1)
    await exchange.send("GET", "/", HOST)
    assert await read(exchange) == b"ok"
    assert not exchange.is_idle


async def test_a_header_that_cannot_be_sent_is_ours() -> None:
    exchange = Exchange(Stream(), 1)
    with pytest.raises(httpcore.LocalProtocolError):
        await exchange.send("GET", "/", [*HOST, ("X", "a\r\nb")])


async def test_a_body_that_lies_there_whole_goes_in_one_piece_with_its_head() -> None:
    stream = Stream(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
    exchange, stages = Exchange(stream, 1), list[str]()
    await exchange.send(
        "POST", "/", [*HOST, ("Content-Length", "3")], b"all", lambda: stages.append(exchange.stage or "no byte")
    )
    assert stream.written == [b"POST / HTTP/1.1\r\nHost: example.net\r\nContent-Length: 3\r\n\r\nall"]
    assert (stages, exchange.stage) == (["no byte"], "receive_response_body")
    assert await exchange.whole(2) == b"ok"


async def test_what_stops_a_request_before_its_first_byte_leaves_nothing_handed_over() -> None:
    def stop() -> None:
        raise KeyError

    stream = Stream()
    exchange = Exchange(stream, 1)
    with pytest.raises(KeyError):
        await exchange.send("POST", "/", [*HOST, ("Content-Length", "3")], b"all", stop)
    assert (stream.written, exchange.stage) == ([], "")


class Silent(Stream):
    """Never says anything."""

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        await anyio.sleep_forever()
        return b""


async def test_each_read_may_take_so_long() -> None:
    exchange = Exchange(Silent(), 0.01)
    with pytest.raises(TimeoutError):
        await exchange.send("POST", "/", [*HOST, ("Content-Length", "3")], b"all")
    assert (exchange.stage, exchange.is_idle) == ("receive_response_headers", False)


async def test_a_body_longer_than_it_may_be_is_none_and_the_connection_not_used_again() -> None:
    exchange = Exchange(Stream(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", b"12345", b"6789"), 1)
    await exchange.send("GET", "/", HOST)
    assert await exchange.whole(4) is None
    assert not exchange.is_idle
