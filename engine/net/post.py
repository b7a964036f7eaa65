"""Post: exactly one request on a fresh connection, and how far it surely came.

Nothing here connects again, sends again or follows a redirect. The exchange tells each stage before it begins; the furthest one
is the evidence.
"""

from collections.abc import Callable, Mapping, Sequence

from engine.net.address import Address
from engine.net.answer import Answer, Heard, headers_of
from engine.net.exchange import Exchange
from engine.net.stream import Stream
from engine.net.trouble import NO_ANSWER, NetError, translated
from engine.values.reason import because


class Post:
    """One POST on one connection; `status` and `headers` are those of the answer, as soon as they came."""

    def __init__(self, stream: Stream, wait_s: float) -> None:
        """Each read and write may take `wait_s` seconds."""
        self._stream = stream
        self._exchange = Exchange(stream, wait_s)
        self.status: int | None = None
        self.headers: Mapping[str, str] = {}

    @property
    def stage(self) -> str:
        """The furthest that it reached, "" while no byte was handed over."""
        return self._exchange.stage

    @property
    def has_more(self) -> bool:
        """Whether something can be read, be it the end."""
        return bool(self._stream.get_extra_info("is_readable"))

    async def send(
        self, address: Address, headers: Sequence[tuple[str, str]], body: bytes, *,
        most_bytes: int, before: Callable[[], None], heard: Heard,
    ) -> Answer:  # fmt: skip
        """Send the body and return the answer.

        `before` is called right before the first byte; what it raises stops that. `heard` is told the answer's headers.
        Raises NetError.
        """
        told = [("Host", address.netloc), *headers, ("Content-Length", str(len(body)))]
        with translated(NO_ANSWER):
            response = await self._exchange.send("POST", address.target, told, body, before)
            self.status, self.headers = response.status_code, headers_of(response.headers)
            heard(self.headers)
            answer = await self._exchange.whole(most_bytes)
        if answer is None:
            raise NetError(because("answer-too-big", limit=most_bytes))
        return Answer(status=self.status, headers=self.headers, body=answer)
