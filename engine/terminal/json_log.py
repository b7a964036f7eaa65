"""A log of JSON: what happens to a run, one object a line on stderr, for whatever collects logs."""

import time
from collections.abc import Callable
from threading import Lock
from typing import Final

from engine.phrases.messages import Messages
from engine.phrases.states import STATES
from engine.report.events import public_event
from engine.report.told import told
from engine.run import events as e
from engine.terminal.beginning import Beginning
from engine.terminal.screen import log

ERRORS: Final = (e.JobFailed, e.FetchFailed, e.MediaFailed, e.PublishFailed, e.Halted, e.GivenUp, e.Orphaned)
WARNINGS: Final = (
    e.Held, e.Doubted, e.DoubtFound, e.NotSent, e.Refused, e.PollRefused, e.Away, e.Blocked, e.EvidenceDisproved, e.Interrupted,
)  # fmt: skip
LONG: Final = frozenset({"tasks", "rows"})
"""What a line leaves out: the plan has it."""


class JsonLog:
    """Hears a run and logs it; an event that says nothing new of a task is passed over."""

    def __init__(self, messages: Messages, clock: Callable[[], float] = time.time) -> None:
        self._messages, self._clock = messages, clock
        self._last: dict[str, str] = {}
        self._run = ""
        self._one = Lock()

    def looked(self, done: int, of: int) -> None:
        """Say nothing: the plan comes soon enough for a log."""

    def planned(self, shown: Beginning) -> None:
        """Say what begins."""
        plan = shown.plan
        about = {
            "service": plan.terms.service,
            "realm": plan.terms.realm,
            "plan": plan.digest,
            "to_run": plan.totals.run,
        }
        log("info", "planned", plan.name, at=self._clock(), data=about)

    def __call__(self, event: e.Event) -> None:
        at = self._clock()
        if isinstance(event, e.RunStarted):
            self._run = event.run
        public = public_event(None, at, self._run, event, self._messages)
        if public is None:
            return
        text = self._messages.say(STATES[event.state]) if isinstance(event, e.RunEnded) else told(event, self._messages)
        with self._one:  # who waits for a file tells of it in a thread of its own
            if isinstance(event, e.JobSeen | e.Blocked):
                if self._last.get(event.task) == text:
                    return
                self._last[event.task] = text
            data = {name: value for name, value in public.data.items() if name not in LONG}
            log(level_of(event), public.kind, text, at=at, run=self._run, task=event.task, data=data)


def level_of(event: e.Event) -> str:
    """Return how much an event matters to who reads a log: "error", "warning" or "info"."""
    if isinstance(event, e.RunEnded):
        return {"failed": "error", "held": "warning", "interrupted": "warning"}.get(event.state, "info")
    return "error" if isinstance(event, ERRORS) else "warning" if isinstance(event, WARNINGS) else "info"
