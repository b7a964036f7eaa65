"""A submit: a fresh connection, then exactly one POST on it, and what is surely known of it afterwards.

A POST has no idempotency key and costs money, so nothing here connects again, sends again or follows a redirect; the
connection is never shared.
"""

from collections.abc import Callable, Sequence
from functools import partial

from engine.errors import DefectError
from engine.net.answer import Heard
from engine.net.dial import dial as connected
from engine.net.network import DIRECT, Network
from engine.net.patience import within
from engine.net.post import Post
from engine.net.stream import Stream
from engine.net.tls import MakeContext
from engine.net.trouble import NetError, words_of
from engine.run.service import Doubt, Opened, Payload, SubmitAnswer, Unsent
from engine.services.dashscope.client_http import TimeLimits
from engine.services.dashscope.profile import BaseUrl
from engine.services.dashscope.wire import submit_answer
from engine.services.dashscope.wire_values import JSON_LIMIT, request_id_of, scrubbed
from engine.values.reason import Reason, because


class _TooLateError(Exception):
    """The clock has passed `send_by` before the first byte."""


class _GoneError(Exception):
    """The other side has closed the connection before the first byte."""


async def dial(base: BaseUrl, tls: MakeContext, limits: TimeLimits, network: Network = DIRECT) -> Stream | Unsent:
    """Connect, with TLS for https, within the limit; no byte of HTTP is sent to the service."""
    try:
        return await connected(base.address(""), network, tls, seconds=limits.connect)
    except NetError as error:
        return Unsent(reason=because("no-connection", host=base.netloc, why=scrubbed(error.reason)))


class Submission(Opened):
    """A fresh connection on which one request may be sent: the port's `Opened`."""

    def __init__(
        self,
        stream: Stream,
        base: BaseUrl,
        headers: Callable[[], Sequence[tuple[str, str]]],
        clock: Callable[[], float],
        limits: TimeLimits,
        heard: Heard,
        hidden: Callable[[bytes], bytes] = bytes,
    ) -> None:
        self._post = Post(stream, limits.read)
        self._base = base
        self._headers = headers
        self._clock = clock
        self._limits = limits
        self._heard = heard
        self._hidden = hidden
        self._used = False

    async def send(self, payload: Payload, *, send_by: float) -> SubmitAnswer:
        """POST the payload, unless the clock has passed `send_by`.

        Cancellation is not swallowed: a caller that is cancelled here must take the submit as in doubt, for bytes may
        have left. Raises DefectError `connection-used` when called twice.
        """
        if self._used:
            raise DefectError("connection-used")
        self._used = True
        answer = await within(self._limits.request, partial(self._told, payload, send_by=send_by))
        return answer or self._broken(because("answer-late", seconds=f"{self._limits.request:g}"))

    async def _told(self, payload: Payload, *, send_by: float) -> SubmitAnswer:
        try:
            return await self._answered(payload, send_by=send_by)
        except _TooLateError:
            return Unsent(reason=because("send-late"))
        except _GoneError:
            return Unsent(reason=because("closed-before"))
        except NetError as error:
            return self._broken(error.reason)
        except Exception as error:  # whatever it is: once a byte may have left, the submit is in doubt
            if not self._post.stage:
                raise
            return self._broken(words_of(error))

    async def _answered(self, payload: Payload, *, send_by: float) -> SubmitAnswer:
        def in_time() -> None:
            if self._clock() > send_by:
                raise _TooLateError
            if self._is_gone():
                raise _GoneError

        answer = await self._post.send(
            self._base.address(payload.endpoint),
            [*self._headers(), *payload.headers],
            payload.body,
            most_bytes=JSON_LIMIT,
            before=in_time,
            heard=self._heard,
        )
        return submit_answer(answer.status, answer.headers, self._hidden(answer.body))

    def _is_gone(self) -> bool:
        """Say whether the other side has hung up: over plain HTTP all that can be read before a request is the end."""
        return self._base.scheme == "http" and self._post.has_more

    def _broken(self, reason: Reason) -> Unsent | Doubt:
        """Tell what is known when no whole answer came: unsent if no byte was handed over, else in doubt."""
        post, reason = self._post, scrubbed(reason)
        if not post.stage:
            return Unsent(reason=reason)
        request_id = request_id_of(post.headers, None)
        return Doubt(stage=post.stage, reason=reason, status=post.status, request_id=request_id)
