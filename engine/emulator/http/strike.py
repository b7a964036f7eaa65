"""Strike: how a scripted fault looks on the wire."""

import json
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import Receive, Scope, Send

from engine.emulator.http import answers
from engine.emulator.rules.refusal import Refusal
from engine.emulator.rules.scenario import Rule

FOREIGN_PAGE = "<!doctype html><title>Sign in</title><p>Please sign in to this network.</p>"


class Truncated(Response):
    """An answer that breaks off in its middle."""

    def __init__(self, whole: bytes, media_type: str) -> None:
        super().__init__()
        self._whole = whole
        self._type = media_type

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = [(b"content-type", self._type.encode()), (b"content-length", str(len(self._whole)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        half = self._whole[: len(self._whole) // 2]
        await send({"type": "http.response.body", "body": half, "more_body": True})
        scope["state"]["protocol"].finish()
        while (await receive())["type"] != "http.disconnect":
            pass


class Drop(Response):
    """No answer: the connection is cut at once."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        scope["state"]["protocol"].abort()
        while (await receive())["type"] != "http.disconnect":
            pass


async def before(rule: Rule | None, request: Request, pause: Callable[[float], Awaitable[None]]) -> Response | None:
    """Return the answer of a fault that comes before any work, or None to go on; a slow one pauses for its seconds."""
    if rule is None:
        return None
    if rule.fault == "slow":
        await pause(rule.after_s)
    elif rule.fault == "lost-before":
        return Drop()
    elif rule.fault == "refuse":
        return _refusal(rule, request.state.request_id)
    elif rule.fault == "malformed":
        return JSONResponse({"request_id": request.state.request_id, "tasks": [], "output": None})
    return None


async def after(
    rule: Rule | None, answer: Response, pause: Callable[[float], Awaitable[None]], request_id: str = ""
) -> Response:
    """Return the answer as the fault leaves it, once the work is done; a slow one pauses for its seconds."""
    if rule is None:
        return answer
    if rule.fault == "slow-answer":
        await pause(rule.after_s)
    if rule.fault == "lost-after":
        return Drop()
    if rule.fault == "refuse-after":
        return _refusal(rule, request_id)
    if rule.fault == "truncate":
        return Truncated(bytes(answer.body), answer.media_type or "application/json")
    if rule.fault == "short":
        page = json.loads(bytes(answer.body))
        return JSONResponse({**page, "data": page["data"][:-1]})
    return answer


def _refusal(rule: Rule, request_id: str) -> Response:
    headers = {"Location": rule.location} if rule.location else {}
    if rule.retry_after_s is not None:
        headers["Retry-After"] = str(rule.retry_after_s)
    body = answers.refused(Refusal(rule.status, rule.code, rule.message), request_id)
    if rule.body == "empty":
        return Response(status_code=rule.status, headers=headers)
    if rule.body == "html":
        return HTMLResponse(f"<html><body><h1>{rule.status}</h1></body></html>", rule.status, headers)
    if rule.body == "no-id":
        del body["request_id"]
    return JSONResponse(body, rule.status, headers)


def prompt_of(raw: bytes) -> str | None:
    """Return the prompt in a body, as far as it has one."""
    try:
        prompt = json.loads(raw)["input"]["prompt"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return prompt if isinstance(prompt, str) else None
