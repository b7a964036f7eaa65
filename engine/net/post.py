"""Post: exactly one request on a fresh connection, and how far it surely came.

Nothing here connects again, sends again or follows a redirect. httpcore tells each stage before it begins; the furthest one
is the evidence.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, Self

import anyio
import httpcore

from engine.net.address import Address
from engine.net.answer import Answer, Heard, headers_of
from engine.net.stream import Stream
from engine.net.trouble import NO_ANSWER, NetError, translated
from engine.values.reason import because

_FIRST_BYTE: Final = "send_request_headers"
_STAGES: Final = (_FIRST_BYTE, "send_request_body", "receive_response_headers", "receive_response_body")


class _Body:
    """A body in one piece; not a generator, which a failed write would leave open."""

    def __init__(self, data: bytes) -> None:
        self._left = [data]

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> bytes:
        if not self._left:
            raise StopAsyncIteration
        return self._left.pop()


class Post:
    """One POST on one connection.

    `stage` is the furthest that it reached, "" while no byte was handed over; `status` and `headers` are those of the answer,
    as soon as they came.
    """

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self.stage = ""
        self.status: int | None = None
        self.headers: Mapping[str, str] = {}

    @property
    def has_more(self) -> bool:
        """Whether something can be read, be it the end."""
        return bool(self._stream.get_extra_info("is_readable"))

    async def send(
        self, address: Address, headers: Sequence[tuple[str, str]], body: bytes, *,
        wait_s: float, most_bytes: int, before: Callable[[], None], heard: Heard,
    ) -> Answer:  # fmt: skip
        """Send the body and return the answer; each read and write may take `wait_s` seconds.

        `before` is called right before the first byte; what it raises stops that. `heard` is told the answer's headers.
        Raises NetError.
        """

        async def traced(event: str, _info: Mapping[str, Any]) -> None:
            stage, _, moment = event.removeprefix("http11.").rpartition(".")
            if moment != "started" or stage not in _STAGES:
                return
            if stage == _FIRST_BYTE:
                before()
            self.stage = stage

        url = httpcore.URL(scheme=address.scheme, host=address.host, port=address.port, target=address.target)
        request = httpcore.Request(
            "POST",
            url,
            headers=[("Host", address.netloc), *headers, ("Content-Length", str(len(body)))],
            content=_Body(body),
            extensions={"trace": traced, "timeout": {"read": wait_s, "write": wait_s}},
        )
        with translated(NO_ANSWER):
            response = await httpcore.AsyncHTTP11Connection(url.origin, self._stream).handle_async_request(request)
            self.status, self.headers = response.status, headers_of(response.headers)
            heard(self.headers)
            answer = await _whole(response, most_bytes)
        return Answer(status=response.status, headers=self.headers, body=answer)


async def _whole(response: httpcore.Response, most_bytes: int) -> bytes:
    answer = bytearray()
    with anyio.CancelScope() as scope:
        async for chunk in response.aiter_stream():
            answer += chunk
            if len(answer) > most_bytes:
                scope.cancel()  # ends the chain of generators from within; `break` would leave them open
    if len(answer) > most_bytes:
        raise NetError(because("answer-too-big", limit=most_bytes))
    return bytes(answer)
