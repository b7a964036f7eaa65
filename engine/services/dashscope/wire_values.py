"""Reading what came over the wire: JSON with limits, texts without secrets, headers with times (pure)."""

import json
import re
from collections.abc import Mapping
from datetime import UTC
from decimal import Decimal
from email.utils import parsedate_to_datetime
from typing import Any, Final, NoReturn

from engine.values.reason import Argument, Reason

JSON_LIMIT: Final = 4 * 1024 * 1024
"""No answer of the API comes near this many bytes."""

_LONGEST_WAIT_S: Final = 24 * 3600.0
_ID: Final = re.compile(r"[!-~]{1,200}")
_QUERY: Final = re.compile(r"((?:https?|oss)://[^\s?#\"'<>]+)[?#][^\s\"'<>]*", re.IGNORECASE)
_USER: Final = re.compile(r"(https?://)[^\s/@\"'<>]+@", re.IGNORECASE)
_KEY: Final = re.compile(r"\b(s[kt]-|Bearer\s+)[A-Za-z0-9._~+/*=-]{4,}")
_SIGNED: Final = re.compile(r"\b(OSSAccessKeyId|Signature|security-token)=[^\s&\"'<>]+", re.IGNORECASE)
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")


class MalformedError(Exception):
    """An answer is not of the documented shape; `reason` says where, and holds no secret."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


def json_object(body: bytes) -> dict[str, Any] | None:
    """Return the JSON object of an answer, fractions as Decimal; None for anything else, too large or too deep."""
    if len(body) > JSON_LIMIT:
        return None
    try:
        value = json.loads(body.decode("utf-8"), parse_float=_decimal, parse_constant=_refuse)
    except (ValueError, RecursionError, ArithmeticError):
        return None
    return value if isinstance(value, dict) else None


def text_of(value: Any, longest: int = 500) -> str:
    """Return a text from the wire as one clean, short line without secrets; "" for what is no text."""
    if not isinstance(value, str):
        return ""
    cut = scrub(value[: longest * 4])
    line = _CONTROL.sub(" ", cut).strip()
    return line if len(line) <= longest else line[: longest - 1] + "…"


def scrub(text: str) -> str:
    """Return the text without queries of URLs, signatures and keys."""
    text = _USER.sub(r"\1", text)
    text = _QUERY.sub(r"\1", text)
    text = _SIGNED.sub(r"\1=***", text)
    return _KEY.sub(r"\1***", text)


def scrubbed(reason: Reason) -> Reason:
    """Return a reason whose texts are scrubbed."""
    return Reason(reason.code, tuple((name, _scrubbed(value)) for name, value in reason.args))


def _scrubbed(value: Argument) -> Argument:
    if isinstance(value, Reason):
        return scrubbed(value)
    return scrub(value) if isinstance(value, str) else value


def id_of(value: Any) -> str | None:
    """Return an identifier from the wire, or None for what cannot be one."""
    return value if isinstance(value, str) and _ID.fullmatch(value) else None


def request_id_of(headers: Mapping[str, str], data: Mapping[str, Any] | None) -> str | None:
    """Return the request id of an answer's body, else of its header (header names are lower-case)."""
    return id_of((data or {}).get("request_id")) or id_of(headers.get("x-request-id"))


def server_time(headers: Mapping[str, str]) -> float | None:
    """Return the Date header as Unix seconds."""
    return _http_date(headers.get("date"))


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Return how many seconds the service asks to wait: Retry-After-Ms, or Retry-After as seconds or as a date."""
    millis, value = _number(headers.get("retry-after-ms")), headers.get("retry-after")
    if millis is not None:
        return millis / 1000
    seconds = _number(value)
    if seconds is not None:
        return seconds
    until, now = _http_date(value), server_time(headers)
    return None if until is None or now is None else min(max(until - now, 0.0), _LONGEST_WAIT_S)


def _number(text: str | None) -> float | None:
    return min(float(text), _LONGEST_WAIT_S) if text and re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,6})?", text) else None


def _http_date(text: str | None) -> float | None:
    if not text:
        return None
    try:
        moment = parsedate_to_datetime(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()  # "-0000" is UTC and names no zone
    except (ValueError, OverflowError, OSError):
        return None


def _decimal(text: str) -> Decimal:
    if len(text) > 100:
        raise ValueError("a number of absurd length")
    return Decimal(text)


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")
