"""The ledger: what was billed, each job once, whoever watched it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from engine.run import events as e
from engine.run.event import OfJob
from engine.run.marks import OVERRUN
from engine.run.money.attempt import AttemptState, Confirmation


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


ASSUMED: Final = "assumed"
"""The mark of a job of which nobody saw what it was billed: its upper bound is booked."""
TOLD_BY: Final = (
    e.RunStarted, e.Intended, e.Accepted, e.Adopted, e.Resolved, e.TakenOver, e.Arrived, e.JobSucceeded, e.JobFailed, e.Canceled,
    e.Fetched, e.Orphaned,
)  # fmt: skip
"""The kinds of events that tell of jobs and of what they cost."""
_ENDED: Final = frozenset({AttemptState.SUCCEEDED, AttemptState.FAILED, AttemptState.FETCHED})
_NOBODYS: Final = frozenset({AttemptState.ORPHAN, AttemptState.GIVEN_UP})


@dataclass(frozen=True, slots=True, kw_only=True)
class Booked:
    """How the journal's books hold one attempt by now; `job` is "" if none is known, money in micro-units of its currency."""

    attempt: str
    state: AttemptState
    job: str
    confirmed: str
    reserved: int
    spent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """One job that the service accepted, or that may have been billed although nobody knows its id (`job` is "" then).

    `at` is the wall time at which it was known to be accepted. `estimated` is the upper bound that was reserved for it, `billed`
    what is booked for it, None while that is open; both in micro-units of `currency`. `confirmed` says how it was found to be its
    attempt's (`run.money.attempt.Confirmation`). `marks` are what a person should know, by code.
    """

    job: str
    task: str
    run: str
    attempt: str
    service: str
    realm: str
    model: str
    at: float
    state: AttemptState
    estimated: int
    billed: int | None
    seconds: Decimal
    currency: str
    confirmed: str
    marks: tuple[str, ...]

    @property
    def difference(self) -> int | None:
        """How much more was billed than estimated, negative for less; None while that is open."""
        return None if self.billed is None else self.billed - self.estimated

    @property
    def overrun(self) -> bool:
        """Whether it was billed more than was reserved for it."""
        return OVERRUN in self.marks or (self.difference or 0) > 0

    @property
    def orphan(self) -> bool:
        """Whether it was paid twice or late: no task has its result."""
        return self.state is AttemptState.ORPHAN


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerTotal:
    """The sums over all rows of one currency; `open` is what was estimated for jobs whose bill is open."""

    currency: str
    jobs: int = 0
    estimated: int = 0
    billed: int = 0
    open: int = 0
    seconds: Decimal = Decimal(0)
    orphans: int = 0
    overruns: int = 0

    def plus(self, row: LedgerRow) -> "LedgerTotal":
        return LedgerTotal(
            currency=self.currency,
            jobs=self.jobs + 1,
            estimated=self.estimated + row.estimated,
            billed=self.billed + (row.billed or 0),
            open=self.open + (row.estimated if row.billed is None else 0),
            seconds=self.seconds + row.seconds,
            orphans=self.orphans + row.orphan,
            overruns=self.overruns + row.overrun,
        )

    @property
    def difference(self) -> int:
        """How much more was billed than was estimated for what is billed, negative for less."""
        return self.billed - (self.estimated - self.open)


@dataclass(frozen=True, slots=True)
class Ledger:
    """Every job that the service ever accepted of a project, in the order in which they were sent, with totals by currency."""

    rows: tuple[LedgerRow, ...]

    @property
    def totals(self) -> tuple[LedgerTotal, ...]:
        found: dict[str, LedgerTotal] = {}
        for row in self.rows:
            found[row.currency] = found.get(row.currency, LedgerTotal(currency=row.currency)).plus(row)
        return tuple(found[currency] for currency in sorted(found))

    def of_run(self, run: str) -> "Ledger":
        """Return the jobs that one run submitted."""
        return Ledger(tuple(row for row in self.rows if row.run == run))


@dataclass(slots=True)
class _Story:
    """What the events tell of one attempt."""

    intent: e.Intended
    run: str
    job: str = ""
    at: float | None = None
    confirmed: str = ""
    state: AttemptState = AttemptState.ACCEPTED
    bill: e.JobSucceeded | e.Orphaned | None = None

    def decide(self, at: float, event: e.Resolved) -> None:
        """Take a person's word for whose a job is."""
        if event.job:
            self.job, self.at, self.confirmed = event.job, at if self.at is None else self.at, Confirmation.PERSON

    def tell(self, at: float, event: OfJob) -> None:
        self.job, self.at = self.job or event.job, at if self.at is None else self.at
        match event:
            case e.Accepted():
                self.confirmed = self.confirmed or Confirmation.REPLY
            case e.Adopted():
                self.confirmed = event.grade or self.confirmed
            case e.JobSucceeded():
                self.bill, self.state = event, AttemptState.SUCCEEDED
            case e.Orphaned():
                self.bill, self.state = event, AttemptState.ORPHAN
            case e.JobFailed():
                self.state = AttemptState.FAILED
            case e.Fetched():
                self.state = AttemptState.FETCHED


def ledger_of(told: Iterable[tuple[str, float, e.Event]], booked: Iterable[Booked] = ()) -> Ledger:
    """Fold all events of a project, each with its run and wall time, into its ledger.

    `booked` is how the books hold each attempt: it knows also what was decided without a word to any run (an orphan that
    showed up after all, what a person gave up).
    """
    started: dict[str, e.RunStarted] = {}
    stories: dict[str, _Story] = {}
    for run, at, event in told:
        if isinstance(event, e.RunStarted):
            started[run] = event
        elif isinstance(event, e.Intended):
            stories[event.attempt] = _Story(event, run)
        elif isinstance(event, OfJob) and event.attempt in stories:
            stories[event.attempt].tell(at, event)
        elif isinstance(event, e.Resolved) and event.attempt in stories:
            stories[event.attempt].decide(at, event)
    return Ledger(tuple(_rows(stories, started, {one.attempt: one for one in booked})))


def _rows(
    stories: Mapping[str, _Story], started: Mapping[str, e.RunStarted], books: Mapping[str, Booked]
) -> Iterator[LedgerRow]:
    for attempt, story in stories.items():
        book = books.get(attempt)
        state = book.state if book is not None else story.state
        job = story.job or (book.job if book is not None else "")
        spent = book.spent if book is not None else 0
        if job or spent:
            run, intent = started[story.run], story.intent
            billed, marks = _bill(state, story.bill, spent)
            yield LedgerRow(
                job=job,
                task=intent.task,
                run=story.run,
                attempt=attempt,
                service=run.service,
                realm=run.realm,
                model=intent.model,
                at=intent.at if story.at is None else story.at,
                state=state,
                estimated=intent.upper_micros,
                billed=billed,
                seconds=story.bill.billed_seconds if story.bill is not None else Decimal(0),
                currency=intent.currency,
                confirmed=story.confirmed or (book.confirmed if book is not None else ""),
                marks=marks,
            )


def _bill(
    state: AttemptState, bill: e.JobSucceeded | e.Orphaned | None, spent: int
) -> tuple[int | None, tuple[str, ...]]:
    """Return what is booked for a job, None while that is open, and the marks of it."""
    if bill is not None:
        return bill.cost_micros, bill.marks
    if spent or state in _NOBODYS:
        return spent, (ASSUMED,)
    return (0 if state in _ENDED else None), ()
