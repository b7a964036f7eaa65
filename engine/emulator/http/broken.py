"""Broken: answers that no service means to give: cut connections, halves, and pages of somebody else."""

from collections.abc import Awaitable, Callable

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

FOREIGN_PAGE = "<!doctype html><title>Sign in</title><p>Please sign in to this network.</p>"

Pause = Callable[[float], Awaitable[None]]


class Truncated(Response):
    """An answer that breaks off in its middle."""

    def __init__(self, whole: Response) -> None:
        super().__init__()
        self._whole = whole

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await _send_half(self._whole, send)
        scope["state"]["protocol"].finish()
        while (await receive())["type"] != "http.disconnect":
            pass


class Stalled(Response):
    """An answer that stops in its middle and goes on when a pause of so many seconds is over."""

    def __init__(self, whole: Response, seconds: float, pause: Pause) -> None:
        super().__init__()
        self._whole = whole
        self._seconds = seconds
        self._pause = pause

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        sent = await _send_half(self._whole, send)
        await self._pause(self._seconds)
        await send({"type": "http.response.body", "body": bytes(self._whole.body)[sent:]})


class Drop(Response):
    """No answer: the connection is cut at once."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        scope["state"]["protocol"].abort()
        while (await receive())["type"] != "http.disconnect":
            pass


async def _send_half(whole: Response, send: Send) -> int:
    body, media_type = bytes(whole.body), whole.media_type or "application/json"
    headers = [(b"content-type", media_type.encode()), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": whole.status_code, "headers": headers})
    half = cut(body)
    await send({"type": "http.response.body", "body": half, "more_body": True})
    return len(half)


def cut(data: bytes) -> bytes:
    """Return the first half of a file."""
    return data[: len(data) // 2]


def damaged(data: bytes) -> bytes:
    """Return as many bytes, with others in the middle third."""
    third = len(data) // 3
    return data[:third] + bytes(byte ^ 0x55 for byte in data[third : 2 * third]) + data[2 * third :]
