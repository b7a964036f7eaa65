"""Quiet: HTTP libraries log whole addresses and headers, which hold signatures and keys; only their warnings pass."""

import logging
from typing import Final


class _Quiet(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        return record.levelno >= logging.WARNING


_QUIET: Final = _Quiet()


def keep_quiet() -> None:
    """Let httpcore log nothing but warnings in this process."""
    for name in ("httpcore.connection", "httpcore.http11", "httpcore.proxy"):
        logging.getLogger(name).addFilter(_QUIET)  # the same object twice is kept once
