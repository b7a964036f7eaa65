"""Records: what became of the tasks of a run; of one that ended well some 150 bytes are held (pure)."""

import json
import re
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from engine.run import events as e
from engine.run.money.ledger import BilledJob

GOOD: Final = frozenset({"done", "reused"})
_STATES: Final = ("waiting", "done", "reused", "")
"""How a task may stand that is held as numbers; the last stands for all that are held as they are."""
_WAITING, _AS_IT_IS = 0, 3
_DIGEST: Final = 32  # bytes
_HEX: Final = re.compile("[0-9a-f]{64}")
_MOST: Final = 255
_TEXTS: Final = 6
_SAID: Final = b"]"
"""How what is held ends if notes or marks are among it."""
_ZERO: Final = Decimal(0)


@dataclass(slots=True)
class TaskRecord:
    """What became of one task; `state` is done, reused, failed, skipped, held, running or waiting.

    `confirmed` says how its job was found to be its own (`run.money.attempt.Confirmation`), "" if an earlier run did that.
    `payer` is the run that submitted its job and tells its cost, "" if that is this one. `reserved_micros` is what its newest
    attempt may still come to cost, whichever run made it; that is `in_doubt` if nobody knows what became of it. `held` is what a
    person must decide, "" if nothing.
    `marks` are what a person should know of it, by code: with `USAGE_UNKNOWN` its cost is what was reserved.
    `ended_in` is the run that brought it to its end after this one had left it, "" if none did.
    `remarks` say where the result is not what was asked for or told of; a `SUSPECT` one is so by more than a second.
    """

    id: str
    state: str = "waiting"
    job: str | None = None
    attempts: int = 0
    billed_seconds: Decimal = Decimal(0)
    cost_micros: int = 0
    digest: str | None = None
    seconds: Decimal | None = None
    cause: e.Cause | None = None
    payer: str = ""
    confirmed: str = ""
    attempt: str = ""
    held: str = ""
    reserved_micros: int = 0
    in_doubt: bool = False
    notes: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    remarks: tuple[e.Cause, ...] = ()
    started: float | None = None
    ended: float | None = None
    ended_in: str = ""


class TaskRecords(Mapping[str, TaskRecord]):
    """Those of one run by id, in the order of its plan.

    What is read of a task that is held as numbers is a copy: to change one it is asked for by `change`. `settle` lets one be held
    as numbers from then on, if it ended as most do.
    """

    __slots__ = (
        "_as_they_are",
        "_attempts",
        "_ended",
        "_equal",
        "_micros",
        "_numbers",
        "_packed",
        "_seconds",
        "_started",
        "_states",
    )

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._numbers = {name: number for number, name in enumerate(names)}
        count = len(self._numbers)
        self._states = bytearray(count)
        self._attempts = bytearray(count)
        self._started = array("d", bytes(8 * count))
        self._ended = array("d", bytes(8 * count))
        self._micros = array("q", bytes(8 * count))
        self._seconds: dict[int, Decimal] = {}  # billed, of those that were
        self._equal: dict[str, Decimal] = {}  # those that are written alike are one object
        self._packed: list[bytes] = [b""] * count
        self._as_they_are: dict[int, TaskRecord] = {}

    @classmethod
    def of(cls, tasks: Mapping[str, TaskRecord]) -> "TaskRecords":
        """Return the records of these tasks."""
        found = cls(tasks)
        for name, number in found._numbers.items():
            found._as_they_are[number] = tasks[name]
            found._states[number] = _AS_IT_IS
            found.settle(name)
        return found

    def __len__(self) -> int:
        return len(self._numbers)

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __contains__(self, name: object) -> bool:
        return name in self._numbers

    def __getitem__(self, name: str) -> TaskRecord:
        number = self._numbers[name]
        state = self._states[number]
        if state == _AS_IT_IS:
            return self._as_they_are[number]
        return TaskRecord(name) if state == _WAITING else self._unpacked(number, name)

    def state_of(self, name: str) -> str:
        """Return the state of a task."""
        number = self._numbers[name]
        return _STATES[self._states[number]] or self._as_they_are[number].state

    def unusual(self, name: str) -> TaskRecord | None:
        """Return a task of which there may be more to say than that it ended well, or has not begun; None of others."""
        number = self._numbers.get(name)
        if number is None or self._states[number] == _WAITING:
            return None
        plain = self._states[number] != _AS_IT_IS and not self._packed[number].endswith(_SAID)
        return None if plain else self[name]

    def counts(self) -> Counter[str]:
        """Return how many are in each state."""
        found = Counter({state: self._states.count(number) for number, state in enumerate(_STATES) if state})
        found.update(task.state for task in self._as_they_are.values())
        return found

    @property
    def billed_seconds(self) -> Decimal:
        whole = sum((task.billed_seconds for task in self._as_they_are.values()), Decimal(0))
        return sum(self._seconds.values(), whole)

    @property
    def cost_micros(self) -> int:
        return sum(self._micros) + sum(task.cost_micros for task in self._as_they_are.values())

    def unsettled(self) -> Iterator[TaskRecord]:
        """Go through those that have begun and did not end well, or of which there is more to say than of most, in order."""
        return (self._as_they_are[number] for number in sorted(self._as_they_are))

    def change(self, name: str) -> TaskRecord:
        """Return the record of a task to be changed."""
        number = self._numbers[name]
        if self._states[number] != _AS_IT_IS:
            self._as_they_are[number] = self[name]
            self._states[number], self._packed[number], self._micros[number] = _AS_IT_IS, b"", 0
            self._seconds.pop(number, None)
        return self._as_they_are[number]

    def settle(self, name: str) -> bool:
        """Hold a task that has ended well as numbers, unless there is more to say of it than of most; returns whether it is.

        One that nothing has become of, or that is settled already, is held so.
        """
        number = self._numbers[name]
        task = self._as_they_are.get(number)
        if task is None:
            return True
        packed = _packed(task) if task.state in GOOD else None
        if packed is None:
            return False
        del self._as_they_are[number]
        self._states[number], self._packed[number] = _STATES.index(task.state), packed
        self._attempts[number], self._micros[number] = task.attempts, task.cost_micros
        self._started[number], self._ended[number] = task.started or 0.0, task.ended or 0.0
        self._book(number, task.billed_seconds)
        return True

    def bill(self, bills: Iterable[BilledJob]) -> None:
        """Book what the jobs of the tasks were billed, each once, and nothing else.

        Of a run that goes on a bill may be of a task that nothing is known of yet: where its plan is gone.
        """
        self._seconds.clear()
        self._micros = array("q", bytes(8 * len(self)))
        for task in self.unsettled():
            task.billed_seconds, task.cost_micros = _ZERO, 0
        for bill in bills:
            number = self._numbers.get(bill.task)
            if number is None:
                continue
            known = self._as_they_are.get(number)
            if known is not None:
                known.billed_seconds += bill.seconds
                known.cost_micros += bill.micros
            else:
                self._book(number, self._seconds.get(number, _ZERO) + bill.seconds)
                self._micros[number] += bill.micros

    def _book(self, number: int, seconds: Decimal) -> None:
        written = str(seconds)
        if written != "0":
            self._seconds[number] = self._equal.setdefault(written, seconds)

    def _unpacked(self, number: int, name: str) -> TaskRecord:
        packed = self._packed[number]
        job, seconds, payer, confirmed, attempt, said = packed[_DIGEST:].decode().split("\0")
        notes, marks = json.loads(said) if said else ((), ())
        return TaskRecord(
            id=name,
            state=_STATES[self._states[number]],
            job=job or None,
            attempts=self._attempts[number],
            billed_seconds=self._seconds.get(number, _ZERO),
            cost_micros=self._micros[number],
            digest=packed[:_DIGEST].hex(),
            seconds=Decimal(seconds) if seconds else None,
            payer=payer,
            confirmed=confirmed,
            attempt=attempt,
            notes=tuple(notes),
            marks=tuple(marks),
            started=self._started[number],
            ended=self._ended[number],
        )


def _packed(task: TaskRecord) -> bytes | None:
    """Return what is not held as a number of a task that has ended well; None if that has no place for all there is to say."""
    more = task.cause or task.remarks or task.held or task.reserved_micros or task.in_doubt or task.ended_in
    if (
        more
        or task.started is None
        or task.ended is None
        or task.attempts > _MOST
        or not _HEX.fullmatch(task.digest or "")
    ):
        return None
    seconds = "" if task.seconds is None else str(task.seconds)
    said = json.dumps([task.notes, task.marks]) if task.notes or task.marks else ""
    texts = "\0".join((task.job or "", seconds, task.payer, task.confirmed, task.attempt, said))
    return bytes.fromhex(task.digest or "") + texts.encode() if texts.count("\0") == _TEXTS - 1 else None
