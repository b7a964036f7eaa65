"""Hooks: `/_editchain/`, by which tests on this machine move time, read the record and script faults."""

import asyncio
import ipaddress
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from engine.emulator.emulator import Emulator
from engine.emulator.rules.playbook import scenario_of
from engine.emulator.rules.refusal import Refusal, Refused, invalid
from engine.errors import OperatorError

_ELSEWHERE = Refusal(403, "AccessDenied", "The emulator's hooks are for callers on this machine.")


def hook_routes(emulator: Emulator) -> list[Route]:
    """Return the hooks' routes."""

    async def meter(_: Request) -> Response:
        return JSONResponse(emulator.told())

    async def time(request: Request) -> Response:
        seconds = (await _json(request)).get("advance_s")
        if isinstance(seconds, bool) or not isinstance(seconds, int | float):
            raise invalid("Field required: advance_s")
        try:
            now = emulator.travel(float(seconds))
        except (ValueError, OverflowError):
            raise invalid("the clock goes from 2000 to 2099: advance_s") from None
        await asyncio.sleep(0)  # what the journey made due is done before the answer
        return JSONResponse({"now": now})

    async def scenario(request: Request) -> Response:
        try:
            emulator.script.play(scenario_of(await _json(request)))
        except OperatorError as error:
            raise invalid(f"rule {error.args_by_name['rule']}: {error.args_by_name['reason']}") from error
        return JSONResponse({})

    async def release(request: Request) -> Response:
        emulator.dispatcher.release(request.query_params.get("task_id"))
        return JSONResponse({})

    return [
        Route("/_editchain/meter", _guarded(meter), methods=["GET"]),
        Route("/_editchain/time", _guarded(time), methods=["POST"]),
        Route("/_editchain/scenario", _guarded(scenario), methods=["POST"]),
        Route("/_editchain/release", _guarded(release), methods=["POST"]),
    ]


def _guarded(handle: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    """Let only this machine in, and no page of a browser."""

    async def checked(request: Request) -> Response:
        caller = request.client.host if request.client else ""
        if "origin" in request.headers or not ipaddress.ip_address(caller).is_loopback:
            raise Refused(_ELSEWHERE)
        return await handle(request)

    return checked


async def _json(request: Request) -> dict[str, object]:
    try:
        data = await request.json()
    except ValueError:
        raise invalid("the body is not JSON") from None
    if not isinstance(data, dict):
        raise invalid("the body is not an object")
    return data
