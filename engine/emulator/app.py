"""App: the emulator's addresses over HTTP."""

import contextlib
import hashlib
import time
import uuid
from collections.abc import Awaitable, Callable, Mapping
from email.utils import formatdate
from typing import Any

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from engine.emulator.bucket import bucket_routes
from engine.emulator.emulator import Emulator
from engine.emulator.hooks import hook_routes
from engine.emulator.http import answers, broken, openapi, strike
from engine.emulator.http.seen import seen
from engine.emulator.objects.sourcing import Owner
from engine.emulator.rules.accounts import Caller
from engine.emulator.rules.declaration import HEADER
from engine.emulator.rules.digits import whole
from engine.emulator.rules.failure import JobFailed
from engine.emulator.rules.hosts import is_known
from engine.emulator.rules.refusal import WRONG_URL, Refusal, Refused, invalid
from engine.emulator.rules.scenario import OF_JOBS, About, Operation, Rule

_API = "/api/v1"
_MOST_BODY = 128 << 20
_NOT_FOUND = Refusal(404, "NotFound", "The requested resource does not exist.")
_WRONG_METHOD = Refusal(405, "MethodNotAllowed", "The specified method is not allowed against this resource.")
_STRANGE_HOST = Refusal(403, "AccessDenied", "The emulator is not called by that name; --advertise gives it one.")
_DEFECT = Refusal(500, "InternalError", "The emulator has a defect; its log names it.")

_OF_THE_PAGE = {
    "Cache-Control": "no-store", "Vary": "Accept, Accept-Language", "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}  # fmt: skip

Endpoint = Callable[[Request], Awaitable[Response]]
Front = Callable[[Mapping[str, Any], str], tuple[str, str]]
"""Draws the page from the emulator's facts, in "en" or "zh", and returns it with the policy under which it may be shown."""


def app_of(
    emulator: Emulator, answered: Callable[[Mapping[str, Any]], None] = lambda _: None, front: Front | None = None
) -> ASGIApp:
    """Return the ASGI app of an emulator that has begun.

    `answered` gets the entry of each request when it is over; `front` draws the page for people.
    """
    face = _Face(emulator, front)
    endpoints = {model.endpoint for model in emulator.models.values()}
    routes = [
        Route("/", face.greet, methods=["GET"]),
        Route(openapi.PATH, face.describe, methods=["GET"]),
        *(Route(_API + path, face.submit, methods=["POST"]) for path in endpoints),
        *_both(_API + "/tasks", face.answering("list", face.list), "GET"),
        *_both(_API + "/tasks/{id}", face.answering("poll", face.poll), "GET"),
        *_both(_API + "/tasks/{id}/cancel", face.answering("cancel", face.cancel), "POST"),
        Route(_API + "/uploads", face.answering("policy", face.policy), methods=["GET"]),
        Route(_API + "/tokens", face.token, methods=["POST"]),
        Route(_API + "/services/{rest:path}", face.wrong_url, methods=["POST", "GET"]),
        *bucket_routes(emulator),
        *(hook_routes(emulator) if emulator.options.hooks else ()),
    ]
    handlers = {
        Refused: face.refuse,
        HTTPException: face.not_served,
        ClientDisconnect: face.gone,
        Exception: face.defect,
    }
    starlette = Starlette(routes=routes, exception_handlers=handlers)  # type: ignore[arg-type]
    starlette.router.redirect_slashes = False  # a redirected POST could be sent twice
    return _Envelope(starlette, emulator, answered)


def _both(path: str, endpoint: Endpoint, method: str) -> list[Route]:
    """Serve an address with and without a slash at its end, which the asyncio class of the official SDK puts there."""
    return [Route(path + end, endpoint, methods=[method]) for end in ("", "/")]


class _Envelope:
    """Puts the declaration, the request's id and the date on every answer, and notes every request."""

    def __init__(self, app: ASGIApp, emulator: Emulator, answered: Callable[[Mapping[str, Any]], None]) -> None:
        self._app = app
        self._emulator = emulator
        self._answered = answered

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id, began = str(uuid.uuid4()), time.monotonic()
        entry = seen(Request(scope), request_id, self._emulator.clock.now())
        scope["state"] |= {"request_id": request_id, "seen": entry}
        self._emulator.requests.append(entry)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                entry["status"] = message["status"]
                headers = MutableHeaders(scope=message)
                headers[HEADER] = self._emulator.declared
                headers["x-request-id"] = request_id
                now = self._emulator.clock.now() + scope["state"].get("date_off_s", 0)
                headers["date"] = formatdate(now, usegmt=True)
            await send(message)

        try:
            await self._served(scope, request_id)(scope, receive, send_with_headers)
        finally:
            entry["ended"] = self._emulator.clock.now()
            entry["took_s"] = time.monotonic() - began
            self._answered(entry)

    def _served(self, scope: Scope, request_id: str) -> ASGIApp:
        """Return the app, or a refusal for whoever calls by a foreign name, as a page of the web would."""
        if is_known(Request(scope).headers.get("host", ""), self._emulator.options.names):
            return self._app
        return JSONResponse(answers.refused(_STRANGE_HOST, request_id), _STRANGE_HOST.status)


class _Face:
    """The endpoints of the service itself."""

    def __init__(self, emulator: Emulator, front: Front | None) -> None:
        self._emulator = emulator
        self._front = front

    def _caller(self, request: Request) -> Caller:
        caller = self._emulator.caller(request.headers)
        request.state.seen |= {"key_id": caller.key_id, "account": caller.account}
        request.state.caller = caller
        return caller

    def _origin(self, request: Request) -> str:
        return self._emulator.origin(request.headers.get("host", ""))

    async def greet(self, request: Request) -> Response:
        """Show the page to a browser, and a line to whoever only asks who is there."""
        if self._front is not None and "text/html" in request.headers.get("accept", ""):
            html, policy = self._front(self._emulator.facts(self._origin(request)), _language(request))
            return HTMLResponse(html, headers={"Content-Security-Policy": policy, **_OF_THE_PAGE})
        return PlainTextResponse(f"editchain emulator {self._emulator.declared}\n")

    async def describe(self, _: Request) -> Response:
        return JSONResponse(openapi.document(self._emulator.models.values()))

    async def submit(self, request: Request) -> Response:
        raw = await _body(request)
        request.state.seen["body_sha256"] = hashlib.sha256(raw).hexdigest()
        emulator = self._emulator
        rule = emulator.script.strike("submit", lambda: strike.about_body(raw))
        if (struck := await strike.before(rule, request, emulator.pause)) is not None:
            return struck
        try:
            return await self._struck(rule, request, self._ordered(raw, request, rule))
        finally:
            if rule is not None and rule.fault in OF_JOBS and "job" not in request.state.seen:
                emulator.script.spare(rule)
                del request.state.seen["struck"]

    async def _ordered(self, raw: bytes, request: Request, rule: Rule | None) -> Response:
        """Make the job that a body asks for; raises Refused or JobFailed."""
        emulator, headers = self._emulator, request.headers
        caller = self._caller(request)
        how = {
            "asynchronous": headers.get("x-dashscope-async", "").lower() == "enable",
            "resolves_oss": headers.get("x-dashscope-ossresourceresolve", "").lower() == "enable",
        }
        if emulator.options.checks_media == "create":
            order = emulator.intake.checked(raw, caller, **how)
            await emulator.work.look(order, Owner(caller.account, order.model.sent_names[caller.region]))

        def accept() -> Response:
            job = emulator.intake.accept(raw, caller, request_id=request.state.request_id, rule=rule, **how)
            request.state.seen["job"] = job.id
            return JSONResponse(answers.created(job))

        if rule is not None and rule.fault == "late":
            emulator.agenda.at(emulator.clock.now() + rule.after_s, lambda: _late(accept))
            return broken.Drop()
        return accept()

    async def _struck(self, rule: Rule | None, request: Request, work: Awaitable[Response]) -> Response:
        """Wait for the work, and return its answer, or its refusal, as the fault leaves it."""
        try:
            answer = await work
        except Refused as error:
            answer = await self.refuse(request, error)
        except JobFailed as error:
            answer = await self.unfit(request, error)
        return await strike.after(rule, answer, self._emulator.pause, request.state.request_id)

    def answering(self, operation: Operation, handle: Endpoint) -> Endpoint:
        """Wrap a query with its key, its rate and the faults that strike it."""
        emulator = self._emulator

        async def work(request: Request) -> Response:
            emulator.count_query(operation, self._caller(request).account)
            return await handle(request)

        async def answer(request: Request) -> Response:
            rule = emulator.script.strike(operation, lambda: _about(emulator, request))
            if (struck := await strike.before(rule, request, emulator.pause)) is not None:
                return struck
            return await self._struck(rule, request, work(request))

        return answer

    async def poll(self, request: Request) -> Response:
        return JSONResponse(self._emulator.queries.poll(*_named(request), self._origin(request)))

    async def list(self, request: Request) -> Response:
        return JSONResponse(self._emulator.queries.list_page(request.query_params, *_named(request)[1:]))

    async def cancel(self, request: Request) -> Response:
        return JSONResponse(self._emulator.queries.cancel(*_named(request)))

    async def policy(self, request: Request) -> Response:
        query = request.query_params
        if query.get("action") != "getPolicy":
            raise invalid("Input should be 'getPolicy': action")
        if not query.get("model"):
            raise invalid("Field required: model")
        data = self._emulator.storage.policy(
            query["model"], request.state.caller.account, self._origin(request) + "/oss"
        )
        return JSONResponse({"request_id": request.state.request_id, "data": data})

    async def token(self, request: Request) -> Response:
        key_id = self._caller(request).key_id
        seconds = whole(request.query_params.get("expire_in_seconds", "60"), 1, 1800)
        if seconds is None:
            raise invalid("Input should be between 1 and 1800: expire_in_seconds")
        expires = int(self._emulator.clock.now()) + seconds
        return JSONResponse({"token": self._emulator.signer.temporary_key(key_id, expires), "expires_at": expires})

    async def wrong_url(self, _: Request) -> Response:
        raise Refused(WRONG_URL)

    async def refuse(self, request: Request, error: Refused) -> Response:
        return JSONResponse(answers.refused(error.refusal, request.state.request_id), error.refusal.status)

    async def unfit(self, request: Request, error: JobFailed) -> Response:
        """Refuse a request for what a look at its media found."""
        return JSONResponse(answers.refused(Refusal(400, error.code, error.message), request.state.request_id), 400)

    async def not_served(self, request: Request, error: HTTPException) -> Response:
        refusal = _WRONG_METHOD if error.status_code == _WRONG_METHOD.status else _NOT_FOUND
        return JSONResponse(answers.refused(refusal, request.state.request_id), refusal.status, error.headers)

    async def gone(self, _: Request, __: ClientDisconnect) -> Response:
        return Response(status_code=400)  # nobody reads it

    async def defect(self, request: Request, _: Exception) -> Response:
        return JSONResponse(answers.refused(_DEFECT, request.state.request_id), _DEFECT.status)


def _named(request: Request) -> tuple[str, str, str]:
    """Return the job that a query names, if it does, whose it must be, and the request's id."""
    return request.path_params.get("id", ""), request.state.caller.account, request.state.request_id


def _language(request: Request) -> str:
    """Return the language of the page: the one asked for, else the first that a browser would rather read."""
    asked = request.query_params.get("lang") or request.headers.get("accept-language", "")
    return "zh" if asked.lower().startswith("zh") else "en"


def _about(emulator: Emulator, request: Request) -> About:
    """Return what a query is about: a job's, or for a policy the model that it names."""
    if (task_id := request.path_params.get("id")) is not None:
        return emulator.about(task_id)
    return About(request.query_params.get("model") or request.query_params.get("model_name"))


def _late(accept: Callable[[], Response]) -> None:
    with contextlib.suppress(Refused):  # nobody is there to be told
        accept()


async def _body(request: Request) -> bytes:
    """Read a whole body; raises Refused for one too large, ClientDisconnect for one that breaks off."""
    pieces, size = [], 0
    async for piece in request.stream():
        size += len(piece)
        if size > _MOST_BODY:
            raise Refused(Refusal(400, "BadRequest.TooLarge", "Payload Too Large"))
        pieces.append(piece)
    return b"".join(pieces)
