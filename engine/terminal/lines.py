"""Lines: what a run tells where nothing can be drawn over: a line with its time for each thing that a person wants to know."""

import os
import sys
import time
from collections.abc import Callable
from datetime import datetime
from typing import Final

from engine.phrases import progress as words
from engine.phrases.messages import Messages
from engine.report.live.progress import Progress
from engine.report.told import told_in_passing
from engine.run import events as e
from engine.run.marks import OVERRUN
from engine.terminal.screen import show

Clock = Callable[[], float]
_PASSED_OVER: Final = (e.Begun, e.Prepared, e.Intended, e.StillAway)
"""What comes before a job is accepted, and what was said."""


class Lines:
    """Of a task that goes well two lines are written: that its job was accepted, and that it is done.

    Tasks that are reused are counted, and told in one line. With a plan each end says how many rows, or tasks, are done by then.
    """

    def __init__(self, messages: Messages, clock: Clock = time.time) -> None:
        self._messages, self._clock = messages, clock
        self._progress: Progress | None = None
        self._last: dict[str, str] = {}
        self._reused = 0
        self._at = clock()

    def follow(self, progress: Progress) -> None:
        """Count with the progress of a run that begins."""
        self._progress = progress

    def looked(self, done: int, of: int) -> None:
        """Say nothing: the plan comes soon enough for a log."""

    def __call__(self, event: e.Event, at: float | None = None) -> None:
        """Hear an event that happened at a wall time, without one: now."""
        self._at = self._clock() if at is None else at
        if self._progress is not None:
            self._progress.tell(self._at, event)
        if isinstance(event, e.Reused):
            self._reused += 1
        elif not isinstance(event, _PASSED_OVER) and not _goes_well(event):
            self._tell(event)

    def close(self) -> None:
        """Say what was counted and not told."""
        if self._reused:
            self._say(self._messages.say(words.REUSED_TASKS, count=self._reused))
            self._reused = 0

    def _tell(self, event: e.Event) -> None:
        text = told_in_passing(event, self._messages)
        if isinstance(event, e.JobSeen | e.Blocked):
            if self._last.get(event.task) == text:
                return
            self._last[event.task] = text
        if text:
            self.close()
            end = self._standing() if isinstance(event, e.Fetched | e.Made) else ""
            self._say((f"{event.task}: {text}" if event.task else text) + end)

    def _standing(self) -> str:
        """Say how many are done by now."""
        counts = self._progress.counts if self._progress is not None else None
        return f" ({counts['done']}/{sum(counts.values())})" if counts else ""

    def _say(self, text: str) -> None:
        say(f"{datetime.fromtimestamp(self._at).astimezone():%Y-%m-%d %H:%M:%S}  {text}")


def _goes_well(event: e.Event) -> bool:
    """Whether a task is only on its way."""
    if isinstance(event, e.JobSeen):
        return not event.trouble
    return (isinstance(event, e.JobSucceeded) and OVERRUN not in event.marks) or isinstance(event, e.Making)


def say(text: str) -> None:
    """Print a line on stderr; if whoever read it has gone, all that is written there goes nowhere, and the run goes on."""
    try:
        show(text, err=True, fold=True)
    except OSError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stderr.fileno())
        os.close(nowhere)
