"""Strike: how a scripted fault looks on the wire."""

import json
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from engine.emulator.http import answers
from engine.emulator.http.broken import FOREIGN_PAGE, Drop, Pause, Stalled, Truncated
from engine.emulator.rules.refusal import Refusal
from engine.emulator.rules.scenario import About, Rule

_STORAGE = frozenset({"upload", "result"})
_FINE = 200
_WITHOUT_BODY = frozenset({204, 205, 304})
_OF_URLS = ":/?#[]@!$&'()*+,;=%~"


async def before(rule: Rule | None, request: Request, pause: Pause) -> Response | None:
    """Return the answer of a fault that comes before any work, or None to go on; a slow one pauses for its seconds."""
    if rule is None:
        return None
    request.state.seen["struck"] = rule.name
    if rule.fault == "slow":
        await pause(rule.after_s)
    elif rule.fault == "date":
        request.state.date_off_s = rule.after_s
    elif rule.fault == "lost-before":
        return Drop()
    elif rule.fault == "refuse":
        return _refusal(rule, request.state.request_id)
    elif rule.fault == "malformed":
        return JSONResponse({"request_id": request.state.request_id, "tasks": [], "output": None})
    elif rule.fault == "foreign":
        return HTMLResponse(FOREIGN_PAGE)
    elif rule.fault == "empty":
        return Response()
    return None


async def after(rule: Rule | None, answer: Response, pause: Pause, request_id: str) -> Response:
    """Return the answer, a refusal too, as the fault leaves it once the work is done; a slow one pauses for its seconds."""
    if rule is None:
        return answer
    if rule.fault == "slow-answer":
        await pause(rule.after_s)
    if rule.fault in ("lost-after", "late"):
        return Drop()
    if rule.fault == "refuse-after":
        return _refusal(rule, request_id)
    if rule.fault == "truncate":
        return Truncated(answer)
    if rule.fault == "stall":
        return Stalled(answer, rule.after_s, pause)
    if rule.on in ("poll", "list") and answer.status_code == _FINE:
        told = json.loads(bytes(answer.body))
        return JSONResponse(_changed(rule, told))
    return answer


def _changed(rule: Rule, told: dict[str, Any]) -> dict[str, Any]:
    """Return the answer to a query as a fault tells it."""
    output: dict[str, Any] = told.get("output", {})
    match rule.fault:
        case "short":
            return {**told, "data": told["data"][:-1]}
        case "doubled":
            return {**told, "data": [*told["data"][:1], *told["data"]]}
        case "forgotten":
            return {**told, "output": {"task_id": output["task_id"], "task_status": "UNKNOWN"}}
        case "stale":
            kept = {name: output[name] for name in ("task_id", "submit_time") if name in output}
            return {"request_id": told["request_id"], "output": {**kept, "task_status": "PENDING"}}
        case "no-usage":
            return {name: value for name, value in told.items() if name != "usage"}
        case "no-link":
            return {**told, "output": _without_links(output)}
    return told


def _without_links(told: Any) -> Any:
    """Leave out every address, wherever a model's answer has it."""
    if isinstance(told, list):
        return [_without_links(one) for one in told]
    if not isinstance(told, dict):
        return told
    kept = {name: value for name, value in told.items() if not str(value).startswith(("http://", "https://"))}
    return {name: _without_links(value) for name, value in kept.items()}


def _refusal(rule: Rule, request_id: str) -> Response:
    headers = {"Location": quote(rule.location, safe=_OF_URLS)} if rule.location else {}
    if rule.retry_after_s is not None:
        headers["Retry-After"] = str(rule.retry_after_s)
    if rule.body == "empty" or rule.status in _WITHOUT_BODY:
        return Response(status_code=rule.status, headers=headers)
    if rule.body == "html":
        return HTMLResponse(f"<html><body><h1>{rule.status}</h1></body></html>", rule.status, headers)
    if rule.on in _STORAGE:
        text = answers.storage_error(rule.code, rule.message, request_id)
        return Response(text, rule.status, headers, "application/xml")
    body = answers.refused(Refusal(rule.status, rule.code, rule.message), request_id)
    if rule.body == "no-id":
        del body["request_id"]
    return JSONResponse(body, rule.status, headers)


def about_body(raw: bytes) -> About:
    """Return the model and the prompt in a body, as far as it has them."""
    try:
        body = json.loads(raw)
        model, prompt = body.get("model"), body.get("input", {}).get("prompt")
    except (ValueError, AttributeError, RecursionError):
        return About()
    return About(model if isinstance(model, str) else None, prompt if isinstance(prompt, str) else None)
