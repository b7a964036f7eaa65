"""Alerts: which of a run's committed events people are told of who don't watch it; the same events give the same alerts."""

from collections.abc import Iterator, Set as AbstractSet
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from engine.run import events as e

TOO_MANY: Final = "too-many-failures"
"""The code of the cause for which a run stops that fails everywhere (`run.breaker`)."""
LONG_S: Final = 30.0
"""Trouble that is over sooner is none to be told of: a run waits for it by itself."""


class AlertKind(StrEnum):
    """What an alert is about."""

    END = "end"
    HELD = "held"
    BUDGET = "budget"
    BREAKER = "breaker"
    TROUBLE = "trouble"
    RECOVERED = "recovered"


@dataclass(frozen=True, slots=True)
class Alert:
    """Something to be told: of the event that has the number `seq` in the journal, recorded at `at` (Unix seconds).

    The end of a run that was cut off is told of its beginning: there is no other event of it.
    """

    kind: AlertKind
    seq: int
    at: float
    event: e.Event

    @property
    def key(self) -> str:
        """What tells it from every other alert of its run, also in another process."""
        return f"{self.kind}:{self.seq}"


KINDS: Final = (e.RunStarted, e.Held, e.Halted, e.Away, e.Back, e.RunEnded)
"""The events of which alerts are made."""


@dataclass(slots=True)
class Alerts:
    """The fold of one run's events, in their order, into what is to be told of it; `told_of` is all that by now.

    Of rows that are held for one reason the first is told: how many they came to be, its end says. Likewise of one reason for
    which nothing more is submitted, as a dead key is one for every job that asks with it.
    """

    told_of: list[Alert] = field(default_factory=list)
    started: Alert | None = None
    _held: set[tuple[str, str]] = field(default_factory=set)
    _halted: set[str] = field(default_factory=set)
    _away: dict[str, Alert] = field(default_factory=dict)

    @property
    def is_over(self) -> bool:
        """Whether the run has ended."""
        return any(alert.kind is AlertKind.END for alert in self.told_of)

    def tell(self, seq: int, at: float, event: e.Event) -> None:
        """Take in an event."""
        match event:
            case e.RunStarted():
                self.started = Alert(AlertKind.END, seq, at, event)
            case e.RunEnded():
                self.told_of.append(Alert(AlertKind.END, seq, at, event))
            case e.Held():
                self._hold(seq, at, event)
            case e.Halted():
                self._halt(seq, at, event)
            case e.Away():
                self._away[event.party] = Alert(AlertKind.TROUBLE, seq, at, event)
            case e.Back():
                self._back(seq, at, event)

    def grown_long(self, now: float) -> None:
        """Take in what time it is: trouble that has lasted long by then is told of."""
        for party, alert in [*self._away.items()]:
            assert isinstance(alert.event, e.Away), "it is of who is away"
            if now - alert.event.since >= LONG_S:
                self.told_of.append(self._away.pop(party))

    def cut_off(self) -> None:
        """Take in that the run's process has died."""
        if self.started is not None and not self.is_over:
            self.told_of.append(self.started)

    def _hold(self, seq: int, at: float, event: e.Held) -> None:
        why = (event.cause, event.why.code)
        if event.cause != "waiting" and not event.why.code.startswith("needs-") and why not in self._held:
            self._held.add(why)
            kind = AlertKind.BUDGET if event.cause == "budget" else AlertKind.HELD
            self.told_of.append(Alert(kind, seq, at, event))

    def _halt(self, seq: int, at: float, event: e.Halted) -> None:
        if event.cause.code not in self._halted:
            self._halted.add(event.cause.code)
            kind = AlertKind.BREAKER if event.cause.code == TOO_MANY else AlertKind.TROUBLE
            self.told_of.append(Alert(kind, seq, at, event))

    def _back(self, seq: int, at: float, event: e.Back) -> None:
        away = self._away.pop(event.party, None)
        if event.until - event.since < LONG_S:
            return
        if away is not None:  # nobody has asked for the time since it grew long
            self.told_of.append(away)
        self.told_of.append(Alert(AlertKind.RECOVERED, seq, at, event))


def each_new(alerts: Alerts, told: AbstractSet[str]) -> Iterator[Alert]:
    """Give the alerts that were not told yet, by their keys."""
    return (alert for alert in alerts.told_of if alert.key not in told)
