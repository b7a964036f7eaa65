"""Waiting: what a program's log is told of a file of the project that another process writes."""

import logging
from collections.abc import Callable
from typing import Final

from engine.phrases.messages import Messages
from engine.report.told import told
from engine.run import events as e

LOG: Final = logging.getLogger("engine.waiting")


def logged(messages: Messages) -> Callable[[e.Event], None]:
    """Return what writes a wait into the log, with its words: a warning once it has become long, a note when it has ended."""

    def hear(event: e.Event) -> None:
        LOG.log(logging.INFO if isinstance(event, e.Back) else logging.WARNING, "%s", told(event, messages))

    return hear
