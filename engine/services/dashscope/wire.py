"""Answers of the API as values of the port: what a status, headers and a body say, and no more than they say (pure).

Shapes: https://help.aliyun.com/zh/model-studio/wan-video-editing-api-reference and .../manage-asynchronous-tasks.
Header names are lower-case. Nothing here raises for what a body holds, except where a docstring says so.
"""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from engine.catalog import AnswerShape, UsagePaths
from engine.plan.model import Request
from engine.run.service import (
    Acceptance,
    CancelAnswer,
    Doubt,
    JobState,
    JobView,
    Payload,
    PollAnswer,
    Refusal,
    Throttled,
    Unreachable,
    Usage,
)
from engine.services.dashscope.codes import CodeMeaning, failure_of, for_operator, meaning_of, speaks_of_money
from engine.services.dashscope.wire_values import (
    MalformedError,
    id_of,
    json_object,
    request_id_of,
    retry_after,
    server_time,
    text_of,
)
from engine.values.reason import Reason, because, quoted

ANSWERED: Final = "answered"
"""The stage of a Doubt about an answer that came whole and decides nothing."""

_MOST_SECONDS: Final = 1_000_000
_MOMENT: Final = len("YYYY-MM-DD HH:mm:ss.SSS")
_MOST_NOTES: Final = 50

Headers = Mapping[str, str]


def payload_of(request: Request, urls: Mapping[str, str]) -> Payload:
    """Write a planned request as it is sent; uploads of the service's own need a header to be read."""
    body: Any = dict(request.body)
    for use in request.media:
        body = _with(body, use.at, urls[use.reference])
    own = any(urls[use.reference].startswith("oss://") for use in request.media)
    return Payload(
        endpoint=request.endpoint,
        body=json.dumps(body, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode(),
        headers=(("X-DashScope-OssResourceResolve", "enable"),) if own else (),
    )


def _with(value: Any, at: Sequence[str | int], url: str) -> Any:
    """Return a value with another one in a place; what is beside that place is not copied."""
    if not at:
        return url
    made: Any = dict(value) if isinstance(value, Mapping) else list(value)
    made[at[0]] = _with(value[at[0]], at[1:], url)
    return made


def submit_answer(status: int, headers: Headers, body: bytes) -> Acceptance | Refusal | Doubt:
    """Tell what a complete answer to a submit says.

    Accepted: 2xx with a task id. Refused: as `refusal` says. All else is in doubt: 5xx, redirects, pages of gateways,
    unknown codes, a success without a task.
    """
    data = json_object(body)
    request_id, job = request_id_of(headers, data), _task_id(data)
    if job and 200 <= status < 300:
        return Acceptance(job=job, request_id=request_id or "", server_time=server_time(headers))
    refused = None if job else refusal(status, headers, data)
    if refused is not None:
        return refused
    reason = _reason(status, data)
    if job:
        reason = because("names-job", why=reason, job=job)
    return Doubt(stage=ANSWERED, reason=reason, status=status, request_id=request_id)


def refusal(status: int, headers: Headers, data: Mapping[str, Any] | None) -> Refusal | None:
    """Return what surely made nothing of the request: a 4xx with a known code, or any 429 in JSON; else None.

    A 429 that no known code explains is `throttled`, or `money-refused` if it speaks of money; its message then tells
    the service's own code.
    """
    if data is None or not 400 <= status < 500:
        return None
    code, message = _code(data), text_of(data.get("message"))
    meaning = meaning_of(code)
    if status == 429 and meaning is not CodeMeaning.FINAL:
        said = ": ".join(word for word in (code, message) if word) or "HTTP 429"
        if speaks_of_money(said):
            code, message, meaning = "money-refused", said, CodeMeaning.FINAL
        elif meaning is not CodeMeaning.RETRY:
            code, message, meaning = "throttled", said, CodeMeaning.RETRY
    if meaning not in (CodeMeaning.FINAL, CodeMeaning.RETRY):
        return None
    return Refusal(
        status=status,
        code=code,
        message=message,
        request_id=request_id_of(headers, data) or "",
        retry=meaning is CodeMeaning.RETRY,
        operator=for_operator(code),
        after_s=retry_after(headers),
    )


def poll_answer(job: str, answer: AnswerShape, status: int, headers: Headers, body: bytes) -> PollAnswer:
    """Tell what an answer to "how is this job?" says; an answer about another job is none."""
    data = json_object(body)
    if status != 200 or data is None or (_code(data) and "output" not in data):
        return query_refused(status, headers, data)
    try:
        view = job_view(data, answer)
    except MalformedError as error:
        return Unreachable(reason=error.reason, status=status, answered=True)
    return view if view.job == job else Unreachable(reason=because("other-job"), status=status, answered=True)


def job_view(data: Mapping[str, Any], answer: AnswerShape) -> JobView:
    """Build the view of a job from the answer's JSON; raises MalformedError without a task id or a known state.

    `answer` says where its model's result and usage stand. Tolerant of all the rest: absent times, SR as number or text,
    unknown fields.
    """
    output = data.get("output")
    if not isinstance(output, dict):
        raise MalformedError(because("no-output"))
    job, state = id_of(output.get("task_id")), output.get("task_status")
    if job is None or not isinstance(state, str) or state not in JobState.__members__:
        raise MalformedError(because("no-state", state=text_of(state, 40)))
    url = _result_url(data, answer)
    notes, progress = _emulator(output.get("editchain"))
    code = text_of(output.get("code"), 100)
    return JobView(
        job=job,
        state=JobState(state),
        request_id=id_of(data.get("request_id")) or "",
        result_url=url,
        result_expires=None if url is None else expiry_of(url),
        prompt=_prompt(output.get("orig_prompt")),
        usage=_usage(data.get("usage"), answer.usage),
        code=code or None,
        message=text_of(output.get("message")) or None,
        failure=failure_of(code),
        operator=for_operator(code),
        notes=notes,
        progress=progress,
        took_s=_worked_on(output),
    )


def server_trouble(status: int, body: bytes) -> Unreachable:
    """Tell of an answer by which a server says that it is in trouble."""
    return Unreachable(reason=_reason(status, json_object(body)), status=status)


def cancel_answer(status: int, headers: Headers, body: bytes) -> CancelAnswer:
    """Tell whether a job was cancelled; False when the service says that it no longer waits."""
    data = json_object(body)
    code = _code(data)
    if status == 200 and data is not None and not code:
        return True
    if status == 400 and code == "UnsupportedOperation":
        return False
    return query_refused(status, headers, data)


def query_refused(status: int, headers: Headers, data: Mapping[str, Any] | None) -> Throttled | Unreachable:
    """Tell what an answer to a query says that is not the one asked for."""
    code = _code(data)
    throttled = code.startswith("Throttling") or (status == 429 and meaning_of(code) is not CodeMeaning.FINAL)
    if throttled and status in (200, 429):
        return Throttled(after_s=retry_after(headers))
    final = meaning_of(code) is CodeMeaning.FINAL and for_operator(code)
    answered = data is not None and status < 500
    return Unreachable(reason=_reason(status, data), status=status, code=code if final else "", answered=answered)


def policy_answer(status: int, headers: Headers, body: bytes) -> dict[str, Any] | Throttled | Refusal | Unreachable:
    """Read the answer to `uploads?action=getPolicy`: what `policy_of` reads; older services wrap it as `output`."""
    answer = json_object(body)
    data = (answer or {}).get("data") or (answer or {}).get("output")
    if status == 200 and isinstance(data, dict):
        return data
    refused = refusal(status, headers, answer)
    if refused is not None and not refused.retry:
        return refused
    return query_refused(status, headers, answer)


def expiry_of(url: str) -> float | None:
    """Return the Unix seconds in the `Expires` of a signed URL, or None."""
    try:
        values = parse_qs(urlsplit(url).query, max_num_fields=100).get("Expires", [])
    except ValueError:
        return None
    known = len(values) == 1 and re.fullmatch(r"[0-9]{1,12}", values[0])
    return float(values[0]) if known else None


def _code(data: Mapping[str, Any] | None) -> str:
    code = (data or {}).get("code")
    return text_of(code, 100) if isinstance(code, str) else ""


def _task_id(data: Mapping[str, Any] | None) -> str | None:
    output = (data or {}).get("output")
    return id_of(output.get("task_id")) if isinstance(output, dict) else None


def _reason(status: int, data: Mapping[str, Any] | None) -> Reason:
    if data is None:
        return because("not-json", status=status)
    words = [f"HTTP {status}", _code(data)]
    message = text_of(data.get("message"))
    return quoted(" ".join(word for word in words if word) + (f": {message}" if message else ""))


def _result_url(data: Mapping[str, Any], answer: AnswerShape) -> str | None:
    url = _at(data, answer.result)
    return url if isinstance(url, str) and url else None


def _at(data: Any, path: str | None) -> Any:
    """Return what stands at a dotted path, None if nothing does."""
    for name in path.split(".") if path else ():
        data = data.get(name) if isinstance(data, dict) else None
    return data if path else None


def _prompt(value: Any) -> str | None:
    """Return the prompt as it stands: it is compared with the one sent, so nothing is cut."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else None


def _usage(usage: Any, paths: UsagePaths) -> Usage | None:
    found = Usage(
        input_seconds=_seconds(_at(usage, paths.input)),
        output_seconds=_seconds(_at(usage, paths.output)),
        billed_seconds=_seconds(_at(usage, paths.billed)),
        tier=_tier(_at(usage, paths.tier)),
    )
    return found if found != Usage() else None


def _worked_on(output: Mapping[str, Any]) -> float | None:
    """Return the seconds from a job's beginning, or its acceptance, to its end; no zone of these times is told."""
    begun, ended = (_moment(output.get(name)) for name in ("scheduled_time", "end_time"))
    begun = begun or _moment(output.get("submit_time"))
    seconds = (ended - begun).total_seconds() if begun is not None and ended is not None else -1.0
    return seconds if 0 <= seconds <= _MOST_SECONDS else None


def _moment(value: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(value) if isinstance(value, str) and len(value) == _MOMENT else None
    except ValueError:
        return None


def _seconds(value: Any) -> Decimal | None:
    if isinstance(value, str):
        try:
            value = Decimal(value)
        except ArithmeticError:
            return None
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    number = Decimal(value)
    return number if number.is_finite() and 0 <= number <= _MOST_SECONDS else None


def _tier(value: Any) -> str | None:
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if not isinstance(text, str):
        return None
    digits = text.upper().removesuffix("P")
    return f"{digits}P" if digits.isascii() and digits.isdigit() and len(digits) <= 5 else None


def _emulator(extra: Any) -> tuple[tuple[str, ...], float | None]:
    """Read what the emulator adds about a draft: remarks, and the share that is done."""
    if not isinstance(extra, dict):
        return (), None
    notes, share = extra.get("notes"), extra.get("progress")
    lines = tuple(filter(None, (text_of(note) for note in notes[:_MOST_NOTES]))) if isinstance(notes, list) else ()
    known = isinstance(share, int | Decimal) and not isinstance(share, bool) and 0 <= share <= 1
    return lines, float(share) if known and share is not None else None
