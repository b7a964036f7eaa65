"""The ledger: what was billed, each job once, whoever watched it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class BilledJob:
    """What one job was billed, in seconds and in micro-units of its currency; `task` asked for it."""

    task: str
    seconds: Decimal
    micros: int


@dataclass(frozen=True, slots=True)
class Paid:
    """A sum of bills of one currency."""

    seconds: Decimal = Decimal(0)
    micros: int = 0

    def plus(self, bill: BilledJob) -> "Paid":
        return Paid(self.seconds + bill.seconds, self.micros + bill.micros)


def paid_by_row(bills: Iterable[BilledJob]) -> dict[str, Paid]:
    """Add up what each row of a campaign paid; a task's name begins with its row, and a shared one is paid by who asked."""
    found: dict[str, Paid] = {}
    for bill in bills:
        row = bill.task.partition("/")[0]
        found[row] = found.get(row, Paid()).plus(bill)
    return found
