"""A submit: a fresh connection, then exactly one POST on it, and what is surely known of it afterwards.

A POST has no idempotency key and costs money, so nothing here connects again, sends again or follows a redirect; the
connection is never shared. httpcore tells each stage before it begins; the furthest one is the evidence.
"""

import ssl
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, Final, Self

import anyio
import httpcore

from engine.errors import DefectError
from engine.run.service import Doubt, Opened, Payload, SubmitAnswer, Unsent
from engine.services.dashscope.client_http import SOCKET_OPTIONS, TimeLimits
from engine.services.dashscope.profile import BaseUrl
from engine.services.dashscope.wire import submit_answer
from engine.services.dashscope.words import JSON_LIMIT, request_id_of, scrub

_FIRST_BYTE: Final = "send_request_headers"
_STAGES: Final = (_FIRST_BYTE, "send_request_body", "receive_response_headers", "receive_response_body")
_NETWORK_ERRORS: Final = (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError, OSError)


class _TooLateError(Exception):
    """The clock has passed `send_by` before the first byte."""


async def dial(
    base: BaseUrl, tls: Callable[[], ssl.SSLContext], limits: TimeLimits
) -> httpcore.AsyncNetworkStream | Unsent:
    """Connect, with TLS for https, within the limit; no byte of HTTP is sent."""
    try:
        with anyio.move_on_after(limits.connect):
            stream = await httpcore.AnyIOBackend().connect_tcp(base.host, base.port, socket_options=SOCKET_OPTIONS)
            if base.scheme == "http":
                return stream
            try:
                return await stream.start_tls(tls(), server_hostname=base.host)
            except BaseException:
                await hang_up(stream)
                raise
    except (*_NETWORK_ERRORS, anyio.BrokenResourceError, anyio.EndOfStream, UnicodeError) as error:
        return Unsent(reason=f"no connection to {base.netloc}: {_words(error)}")
    return Unsent(reason=f"no connection to {base.netloc} within {limits.connect:g} s")


async def hang_up(stream: httpcore.AsyncNetworkStream) -> None:
    """Close a connection, whatever state it is in, also while being cancelled."""
    with anyio.move_on_after(2, shield=True), suppress(Exception):
        await stream.aclose()


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


class Submission(Opened):
    """A fresh connection on which one request may be sent: the port's `Opened`."""

    def __init__(
        self,
        stream: httpcore.AsyncNetworkStream,
        base: BaseUrl,
        headers: Callable[[], Sequence[tuple[str, str]]],
        clock: Callable[[], float],
        limits: TimeLimits,
    ) -> None:
        self._stream = stream
        self._base = base
        self._headers = headers
        self._clock = clock
        self._limits = limits
        self._used = False
        self._stage = ""
        self._status: int | None = None
        self._answer_headers: Mapping[str, str] = {}

    async def send(self, payload: Payload, *, send_by: float) -> SubmitAnswer:
        """POST the payload, unless the clock has passed `send_by`.

        Cancellation is not swallowed: a caller that is cancelled here must take the submit as in doubt, for bytes may
        have left. Raises DefectError `connection-used` when called twice.
        """
        if self._used:
            raise DefectError("connection-used")
        self._used = True
        with anyio.move_on_after(self._limits.request):
            try:
                return await self._post(payload, send_by=send_by)
            except _TooLateError:
                return Unsent(reason="the time to send had passed")
            except Exception as error:  # whatever it is: once a byte may have left, the submit is in doubt
                if not self._stage and not isinstance(error, _NETWORK_ERRORS):
                    raise
                return self._broken(_words(error))
        return self._broken(f"no complete answer within {self._limits.request:g} s")

    async def _post(self, payload: Payload, *, send_by: float) -> SubmitAnswer:
        async def traced(event: str, _info: Mapping[str, Any]) -> None:
            stage, _, moment = event.removeprefix("http11.").rpartition(".")
            if moment != "started" or stage not in _STAGES:
                return
            if stage == _FIRST_BYTE and self._clock() > send_by:
                raise _TooLateError
            self._stage = stage

        url = httpcore.URL(
            scheme=self._base.scheme,
            host=self._base.host,
            port=self._base.port,
            target=self._base.path + payload.endpoint,
        )
        limits = {"read": self._limits.read, "write": self._limits.read}
        size = ("Content-Length", str(len(payload.body)))
        headers = [("Host", self._base.netloc), *self._headers(), *payload.headers, size]
        request = httpcore.Request(
            "POST", url, headers=headers, content=_Body(payload.body), extensions={"trace": traced, "timeout": limits}
        )
        response = await httpcore.AsyncHTTP11Connection(url.origin, self._stream).handle_async_request(request)
        self._status = response.status
        self._answer_headers = {
            name.decode("ascii").lower(): value.decode("latin-1") for name, value in response.headers
        }
        answer = bytearray()
        with anyio.CancelScope() as scope:
            async for chunk in response.aiter_stream():
                answer += chunk
                if len(answer) > JSON_LIMIT:
                    scope.cancel()  # ends the chain of generators from within; `break` would leave them open
        if len(answer) > JSON_LIMIT:
            return self._broken(f"an answer of more than {JSON_LIMIT} bytes")
        return submit_answer(response.status, self._answer_headers, bytes(answer))

    def _broken(self, reason: str) -> Unsent | Doubt:
        """Tell what is known when no whole answer came: unsent if no byte was handed over, else in doubt."""
        if not self._stage:
            return Unsent(reason=reason)
        request_id = request_id_of(self._answer_headers, None)
        return Doubt(stage=self._stage, reason=reason, status=self._status, request_id=request_id)


def _words(error: Exception) -> str:
    text = scrub(str(error)).strip()
    return f"{type(error).__name__}: {text[:200]}" if text else type(error).__name__
