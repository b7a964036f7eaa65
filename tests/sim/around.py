"""What stands around the rules of money and decides about whole runs: whom a run waits for, and when it stops.

Both are held against what they mean, said by all that has happened rather than by where things stand; each mutant is found out by
some history. The histories of an outage are all there are up to a length, those of a breaker are drawn by a seed.
"""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from types import MappingProxyType
from typing import Final

from engine.run import events as e
from engine.run.back_off import BackOff
from engine.run.outage import TABLE, Contact, NoAnswer, Reach, ReachTable, Signal
from engine.run.schedule.breaker import EQUAL, Breaker
from engine.values.failure_limit import SURE, FailureLimit
from engine.values.reason import because
from engine.values.spans import Spans

LONGEST: Final = 5
HISTORIES: Final = 2_000
PATIENCE: Final = BackOff(first_contact_s=3.0)


def reach_after(history: Sequence[Signal]) -> Reach:
    """Say how a run stands with a party by all signals of it, one a second: what the table must come to."""
    reached, since = False, 0
    for second, signal in enumerate(history):
        if signal is Signal.SILENT and not reached:
            since = since or second + 1
            if second + 1 - since >= PATIENCE.first_contact_s:
                return Reach.GIVEN_UP
        else:
            reached = True
    if not history:
        return Reach.NEW
    if history[-1] is Signal.ANSWERED:
        return Reach.REACHED
    return Reach.AWAY if reached else Reach.MISSED


def wrong_outage(table: ReachTable) -> str:
    """Return the first history after which a table comes to something else, "" if there is none."""
    for length in range(1, LONGEST + 1):
        for history in product(Signal, repeat=length):
            contact = Contact()
            for second, signal in enumerate(history):
                silence = NoAnswer(because("no-answer"), busy=signal is Signal.BUSY)
                contact = (
                    contact.answered(table)
                    if signal is Signal.ANSWERED
                    else contact.silent(silence, now=second + 1.0, jitter=0, back_off=PATIENCE, table=table)
                )
            if contact.reach is not reach_after(history):
                return f"{' '.join(history)}: {contact.reach}"
    return ""


def outages() -> Iterator[tuple[str, ReachTable]]:
    """Give the table with each of its rows replaced by every other end."""
    for (reach, signal), row in TABLE.items():
        for other in Reach:
            if other not in (row, Reach.NEW):
                yield f"{reach}, {signal} -> {other}", MappingProxyType({**TABLE, (reach, signal): other})


@dataclass(frozen=True)
class End:
    """How a row of one task ended: well, or by a failure of the service, of itself, or one that its step allows."""

    row: int
    how: str


def stopped_at(history: Sequence[End], limit: FailureLimit | None, rows: int) -> int | None:
    """Say after how many ends a run must stop, by all of them; None if it goes on."""
    for count in range(1, len(history) + 1):
        so_far = history[:count]
        if so_far[-1].how == "good":
            continue
        failed = sum(end.how in ("spoilt", "busy", "own") for end in so_far)
        last = [end.how for end in so_far if end.how not in ("own", "allowed")][-EQUAL:]
        if len(last) == EQUAL and len(set(last)) == 1 and last[0] != "good" and so_far[-1].how == last[0]:
            return count
        sure = limit is not None and (not limit.percent or count >= SURE)
        if (
            limit is not None
            and sure
            and (failed * 100 >= limit.most * rows if limit.percent else failed >= limit.most)
        ):
            return count
    return None


def wrong_breaker(kind: type[Breaker]) -> tuple[int, str] | None:
    """Return the first seed at which a breaker stops a run elsewhere, and where; None if there is none."""
    for seed in range(HISTORIES):
        drawn = random.Random(seed)
        rows = drawn.choice((6, 30))
        ways = drawn.choice(
            (("good", "spoilt"), ("good", "own"), ("own", "spoilt", "busy"), ("allowed", "good", "own"))
        )
        history = [End(row, drawn.choice(ways)) for row in range(rows)]
        limit = drawn.choice((None, FailureLimit(3), FailureLimit(20, percent=True)))
        found = _played(kind, history, limit, rows)
        if found != stopped_at(history, limit, rows):
            return seed, f"stops at {found}"
    return None


def _played(kind: type[Breaker], history: Sequence[End], limit: FailureLimit | None, rows: int) -> int | None:
    breaker = kind(limit, range(rows), Spans.of([row] for row in range(rows)), rows)
    for count, end in enumerate(history, 1):
        if end.how == "good":
            breaker.came(end.row)
        else:
            breaker.failed(end.row, _failure(end), allowed=end.how == "allowed")
        if breaker.cause is not None:
            return count
    return None


def _failure(end: End) -> e.JobFailed:
    own = end.how in ("own", "allowed")
    cause = e.Cause(code="DataInspectionFailed" if own else f"Internal-{end.how}")
    return e.JobFailed(
        task=f"r{end.row}", attempt="a", job="j", cause=cause, failure="inspection" if own else "service"
    )


class _Forgetless(Breaker):
    def came(self, task: int) -> None:
        self.over(task)


class _Hasty(Breaker):
    def _judge(self) -> None:
        self._equal += 1
        super()._judge()
        self._equal -= 1


class _Indulgent(Breaker):
    def failed(self, task: int, event: e.Event, *, allowed: bool) -> None:
        super().failed(task, event, allowed=True)


class _Strict(Breaker):
    def failed(self, task: int, event: e.Event, *, allowed: bool) -> None:
        super().failed(task, event, allowed=False)


class _AnyCode(Breaker):
    def failed(self, task: int, event: e.Event, *, allowed: bool) -> None:
        spoilt = isinstance(event, e.JobFailed) and event.failure == "service"
        self._code = event.cause.code if spoilt and isinstance(event, e.JobFailed) else self._code
        super().failed(task, event, allowed=allowed)


class _Unsure(Breaker):
    def over(self, task: int) -> None:
        super().over(task)
        self._ended = max(self._ended, SURE)


BREAKERS: Final[Mapping[str, type[Breaker]]] = MappingProxyType(
    {
        "a success between is forgotten": _Forgetless,
        "two equal failures are enough": _Hasty,
        "no failure counts for its row": _Indulgent,
        "a failure that its step allows counts": _Strict,
        "failures need not be equal": _AnyCode,
        "a share counts from the first row on": _Unsure,
    }
)


def report(say: Callable[[str], None]) -> int:
    """Say of each mutant by what it is found out; return how many live."""
    living = 0
    for name, table in outages():
        wrong = wrong_outage(table)
        living += not wrong
        say(f"{'outage: ' + name:48} {wrong or 'LIVES'}")
    for name, kind in BREAKERS.items():
        found = wrong_breaker(kind)
        living += found is None
        say(f"{'breaker: ' + name:48} {'LIVES' if found is None else f'seed {found[0]}, {found[1]}'}")
    return living
