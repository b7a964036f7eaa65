"""Alerting: people are told of what a run has committed, at least once, and the run never waits for that.

A thread of its own reads the journal over a connection of its own, and hands each alert to the operator's command. What was
delivered is written down; what was not is delivered by the next run of the project that tells anybody.
"""

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field, replace
from math import inf
from typing import TYPE_CHECKING, Final

from engine.api.context import Context
from engine.api.planned import planned_run
from engine.api.project import Project
from engine.api.runs.handing_over import WAIT_S, AlertCommand, took_too_long
from engine.api.runs.outcome import Untold
from engine.api.runs.receipts import Receipt, Receipts
from engine.errors import AuthorError, OperatorError
from engine.phrases.messages import Messages
from engine.report.alerts.alert import KINDS, Alert, AlertKind, Alerts, each_new
from engine.report.alerts.message import AlertedRun, alert_data, alert_variables
from engine.run import events as e
from engine.run.history import fold
from engine.run.money.budget import budget_of
from engine.run.ports import RunIdentity
from engine.settings import current_environment
from engine.store.sqlite.processes import is_alive
from engine.store.sqlite.reader import JournalReader

if TYPE_CHECKING:
    from engine.values.reason import Reason

LOOK_S: Final = 1.0
LAST_S: Final = 30.0
"""So long at most a run that is over stays for what is still to be told: longer than one call of the command may take."""
TRIES: Final = 16
LAST_TRIES: Final = 3
"""So often an alert is handed over in vain, while a run goes on and once it is over, before it is left to the next run."""
LONGEST_PAUSE_S: Final = 300.0
OLD_S: Final = 86_400.0
"""What is older than a day is told no more."""


@dataclass(slots=True)
class _Trying:
    """How often an alert was handed over in vain, and when it is tried next, by the clock that does not jump."""

    tries: int = 0
    due: float = 0.0

    def failed(self, now: float) -> None:
        self.tries += 1
        self.due = now + min(2.0 ** (self.tries - 1), LONGEST_PAUSE_S)


_NEW: Final = _Trying()


@dataclass(slots=True)
class _Watched:
    """A run that is told of: as far as its events are known, and what of it was delivered."""

    run: str
    receipt: Receipt
    alerts: Alerts = field(default_factory=Alerts)
    trying: dict[str, _Trying] = field(default_factory=dict)
    seq: int = 0
    dead: bool = False


class Teller:
    """Tells of one run, and of those before it of which something is owed; `now` is wall time.

    Whatever goes wrong with it is no matter of the run.
    """

    def __init__(
        self, project: Project, run: str, process: str, command: AlertCommand, messages: Messages,
        now: Callable[[], float], last_s: float = LAST_S,
    ) -> None:  # fmt: skip
        self._project, self._run, self._command, self._messages, self._now = project, run, command, messages, now
        self._process, self._last_s, self._deadline = process, last_s, inf
        self._receipts = Receipts(project.home)
        self._over, self._left = threading.Event(), threading.Event()
        self._watched: dict[str, _Watched] = {}
        self._why: Reason | None = None
        self._most = TRIES
        self._thread = threading.Thread(target=self._work, name="alerts", daemon=True)

    def start(self) -> None:
        """Begin; from now on this run owes what it does not tell. Raises OperatorError `disk-unwritable`."""
        self._receipts.keep(self._run, Receipt(self._process))
        self._thread.start()

    def finish(self) -> Untold | None:
        """Deliver what is left of a run that is over, for as long as that may take, and end; return what was not delivered."""
        self._deadline = time.monotonic() + self._last_s
        self._over.set()
        self._thread.join()
        left = sum(1 for one in self._watched.values() for _ in each_new(one.alerts, one.receipt.told))
        return Untold(left, self._why or took_too_long(self._last_s)) if left else None

    def leave(self) -> None:
        """End without a word more: the run did not come to its end."""
        self._left.set()
        self._over.set()

    def _work(self) -> None:
        with closing(self._project.reader()) as reader:
            while not self._over.wait(LOOK_S):
                self.look(reader)
            self._most = LAST_TRIES
            for one in self._watched.values():
                one.trying.clear()
            while self.look(reader) and not self._left.is_set() and (left_s := self._left_s()) > 0:
                self._left.wait(min(LOOK_S, left_s))

    def _left_s(self) -> float:
        """Return for how long alerts may still be handed over."""
        return self._deadline - time.monotonic()

    def look(self, reader: JournalReader) -> bool:
        """Read what is new and deliver what is due; return whether something is left to be delivered that may be tried again."""
        with suppress(OperatorError, OSError):  # a journal or a disk that is busy is looked at again
            for run in dict.fromkeys((*self._receipts.owing(), self._run)):
                if run not in self._watched:
                    self._watched[run] = _Watched(run, self._receipts.of(run) or Receipt(""))
                self._read(reader, self._watched[run])
            for one in list(self._watched.values()):
                self._deliver(reader, one)
        return any(
            one.trying.get(alert.key, _NEW).tries < self._most
            for one in self._watched.values()
            for alert in each_new(one.alerts, one.receipt.told)
        )

    def _read(self, reader: JournalReader, one: _Watched) -> None:
        """Take in what a run has committed since; one of another process is its own matter as long as that lives."""
        if one.run != self._run and not one.dead and not self._taken_over(reader, one):
            return
        looked, found = reader.of_kinds(one.run, one.seq, KINDS)
        for recorded in found:
            one.alerts.tell(recorded.seq, recorded.at, recorded.event)
        one.seq = looked
        one.alerts.grown_long(self._now())
        if one.dead:
            one.alerts.cut_off()

    def _taken_over(self, reader: JournalReader, one: _Watched) -> bool:
        """Take over a run of another process if that has died, with what it has delivered; return whether it was taken over.

        A run that is just beginning is not in the journal either: only of a process that was dead before the journal was
        looked at does that say that it never began.
        """
        processes = self._project.processes
        gone = one.receipt.process != "" and not is_alive(processes, one.receipt.process)
        try:
            one.dead = not reader.lives(one.run)
        except AuthorError:
            if gone:
                self._forget(one)
            return False
        if one.dead:  # from now on nobody else writes it
            receipt = self._receipts.of(one.run)
            if receipt is None:  # all was told
                self._forget(one)
                return False
            one.receipt = receipt
        return one.dead

    def _deliver(self, reader: JournalReader, one: _Watched) -> None:
        for alert in list(each_new(one.alerts, one.receipt.told)):
            trying, now = one.trying.setdefault(alert.key, _Trying()), time.monotonic()
            if self._now() - alert.at > OLD_S:
                self._keep(one, alert)
                continue
            if trying.due > now or trying.tries >= self._most or self._left.is_set():
                continue
            data = alert_data(alert, self._alerted(reader, one, alert), self._messages)
            if (left_s := self._left_s()) <= 0:
                return
            text = json.dumps(data, ensure_ascii=False).encode() + b"\n"
            why = self._command.hand_over(text, alert_variables(data), min(left_s, WAIT_S))
            if why is None:
                self._keep(one, alert)
            else:
                self._why = why
                trying.failed(time.monotonic())
        if one.alerts.is_over and not any(each_new(one.alerts, one.receipt.told)):
            self._forget(one)

    def _keep(self, one: _Watched, alert: Alert) -> None:
        one.receipt = replace(one.receipt, told=one.receipt.told | {alert.key})
        self._receipts.keep(one.run, one.receipt)

    def _forget(self, one: _Watched) -> None:
        """Owe nothing more of a run."""
        self._receipts.drop(one.run)
        if one.run != self._run:
            self._watched.pop(one.run, None)

    def _alerted(self, reader: JournalReader, one: _Watched, alert: Alert) -> AlertedRun:
        assert one.alerts.started is not None, "nothing is told of a run that has not begun"
        started = one.alerts.started.event
        assert isinstance(started, e.RunStarted), "it begins so"
        budget = budget_of(reader.scope(started.scope, started.realm, started.currency), started.currency)
        if alert.kind is not AlertKind.END:
            return AlertedRun(started, budget)
        record = fold(((told.at, told.event) for told in reader.each_after(one.run)), alive=not one.dead)
        planned = planned_run(reader, self._project.plans, one.run)
        return AlertedRun(started, budget, record, tuple(planned.rows()) if planned is not None else ())


def command_of(context: Context, asked: Sequence[str] | None) -> AlertCommand | None:
    """Return the command that is told, that of the settings unless another was asked for; None if nobody is to be.

    Raises AuthorError `notify-missing`.
    """
    words = context.settings.notify if asked is None else asked
    if not words:
        return None
    return AlertCommand.of(words, context.settings.project, current_environment(), context.known_keys)


@contextmanager
def telling(
    context: Context, asked: Sequence[str] | None, project: Project, identity: RunIdentity
) -> Iterator[Teller | None]:  # fmt: skip
    """Tell of a run for as long as the context lasts; whoever comes to its end calls `finish` before. None if nobody is told."""
    command = command_of(context, asked)
    if command is None:
        yield None
        return
    teller = Teller(project, identity.run, identity.process, command, context.messages, context.clock.now)
    teller.start()
    try:
        yield teller
    finally:
        teller.leave()
