"""Seen: what is remembered of a request for whoever audits the traffic; never a key or a signature."""

from typing import Any

from starlette.requests import Request

_SECRET = frozenset({"authorization", "cookie", "proxy-authorization"})


def seen(request: Request, request_id: str, now: float) -> dict[str, Any]:
    """Return the entry of a request: secret headers as `true`, the query as its names; what its end tells comes later.

    `at` and `ended` are of the emulator's clock, which may be moved meanwhile; `took_s` is not.
    """
    return {
        "at": now,
        "ended": None,
        "took_s": None,
        "request_id": request_id,
        "method": request.method,
        "path": request.url.path,
        "query": sorted(request.query_params),
        "headers": {name: True if name in _SECRET else value for name, value in request.headers.items()},
        "status": None,
        "body_sha256": None,
    }
