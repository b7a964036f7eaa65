"""How long a program lets a run watch."""

import sys
from datetime import timedelta

from engine.errors import AuthorError

Wait = float | timedelta
"""Seconds as a number, or a timedelta."""


def wait_seconds(wait: Wait | None) -> float | None:
    """Return seconds, 0 or more; raises AuthorError `wait-not-seconds` for anything else, whatever its type."""
    if wait is None:
        return None
    seconds = wait.total_seconds() if isinstance(wait, timedelta) else wait
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not 0 <= seconds <= sys.float_info.max:
        raise AuthorError("wait-not-seconds", value=repr(wait)[:80])
    return float(seconds)
