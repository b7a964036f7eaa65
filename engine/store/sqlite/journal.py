"""The journal of one project: every event, durable, and the decisions that must be one transaction.

WAL with synchronous=FULL on every connection: a commit is on disk when the call returns (SQLite's documentation of the pragma).
"""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from math import inf
from pathlib import Path
from typing import Any, Self

from engine.errors import DefectError, OperatorError
from engine.plan.model import Stored
from engine.run import events as e
from engine.run.canceling import OpenJob
from engine.run.doubts import OpenDoubt
from engine.run.history import End
from engine.run.hopeless import ENOUGH, FailedJob
from engine.run.money import event as v
from engine.run.money.account import AccountStanding
from engine.run.money.attempt import Attempt, AttemptState, Buried, OpenAttempt, made_from
from engine.run.money.ledger import BilledJob
from engine.run.money.opening import JournalMark
from engine.run.money.scope import Scope
from engine.run.money.standing import objection
from engine.run.money.table import Decision
from engine.run.money.terms import ProtocolTerms
from engine.run.requests import CappedScope, RequestKind, RunRequest
from engine.store.sqlite import attempts, doubts, failures, identity, jobs, plans, remarks, requests, results, runs
from engine.store.sqlite.migrations import STEPS
from engine.store.sqlite.opening import BUSY_S, open_file
from engine.store.sqlite.planned.folder import PlanFolder
from engine.store.sqlite.recording import accept, append, intend, record
from engine.store.sqlite.scopes import of_scopes, runs_in, scope_of
from engine.store.sqlite.spool import Spool
from engine.store.sqlite.told import events_after
from engine.store.sqlite.transactions import AT_ONCE_S, Transactions
from engine.store.sqlite.turns import Told, Turns, in_silence
from engine.values.media import MediaFacts

NEVER = -1  # was looked what is asked


class SqliteJournal:
    """Implements `run.ports.Journal`, and answers what planning and status ask; one connection, used by one thread at a time."""

    def __init__(
        self, path: Path, db: sqlite3.Connection, now: Callable[[], float], alive: Callable[[str], bool],
        facts_of: Callable[[dict[str, Any]], MediaFacts], told: Told = in_silence, busy_s: float = inf,
    ) -> None:  # fmt: skip
        self._db = db
        self._folder = path.parent
        self._now = now
        self._alive = alive
        self._facts_of = facts_of
        self._books = Transactions(path, db, now, Turns(db, path, told, busy_s), record, accept, Spool(path.parent))
        self._seen, self._shared = NEVER, False
        self._books.recover()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    # -- writing -----------------------------------------------------------------------------------------------------

    def ride(self, run: str, event: e.Event, written: Callable[[], None] = lambda: None) -> None:
        """Take in an event for the next transaction, from any thread; see `run.ports.Journal`."""
        self._books.ride(run, event, written)

    @property
    def rides(self) -> bool:
        return self._books.rides

    def flush(self) -> None:
        """Write what was taken in and has not been written yet."""
        self._books.flush()

    def record(self, run: str, *events: e.Event) -> None:
        """Append events and carry them into attempts, results and runs, all in one durable transaction."""
        with self._books.writing() as db:
            for event in events:
                record(db, run, event, self._now())

    def accept(self, run: str, event: e.Accepted) -> e.Accepted | e.Doubted:
        """Record an acceptance, or the doubt that it is if its job is another attempt's; see `run.ports.Journal`.

        If the journal can't take it soon, it is kept beside it, and recorded before anything else is.
        """
        try:
            with self._books.writing(AT_ONCE_S) as db:
                return accept(db, run, event, self._now())
        except (OperatorError, DefectError):  # a defect of what was to be written before is told by whoever writes next
            self._books.keep_aside(run, event)
            return event

    def intend(self, run: str, event: e.Intended) -> e.Event | None:
        """Check claim, shadow and budget and record the intent, all or nothing; see `run.ports.Journal`."""
        with self._books.writing() as db:
            realm = runs.realm_of(db, run)
            same = made_from(attempts.open_of(db, self._alive, event.fingerprint), event.upstream)
            stored = results.came_since(db, event)
            decision = attempts.intended(
                db,
                event,
                claimed=same is not None,
                stored=stored is not None,
                scope=scope_of(db, event.scope, realm, event.currency),
            )
            other = None if decision.attempt.state is AttemptState.INTENDED else objection(event, same, stored)
            if other is None:
                intend(db, run, realm, event, self._now(), decision.attempt)
            else:
                append(db, run, other, self._now())
            return other

    def decide(
        self, run: str, attempt: str, happened: v.Event, account: AccountStanding, terms: ProtocolTerms,
        tell: Callable[[Decision], e.Event | None], believed: Collection[AttemptState],
    ) -> e.Event | None:  # fmt: skip
        """Take a step of the protocol of money for an attempt and record what a run is told of it; see `run.ports.Journal`."""
        with self._books.writing() as db:
            known = attempts.load(db, attempt)
            if known is None or known.state not in believed:
                return None
            decision = attempts.decide(db, known, account, happened, terms)
            if decision.attempt == known:
                return None
            told = tell(decision)
            attempts.keep(db, known, decision, told)
            if told is not None:
                append(db, run, told, self._now())
            return told

    def foresee(
        self, attempt: str, happened: v.Event, account: AccountStanding, terms: ProtocolTerms
    ) -> Decision | None:
        """Say what such a step would make of an attempt, None of one that was never intended; nothing is written."""
        with self._books.reading() as db:
            known = attempts.load(db, attempt)
            return attempts.decide(db, known, account, happened, terms) if known is not None else None

    def doubts(self) -> list[OpenDoubt]:
        """Return every attempt of which nobody knows whether it has a job, the oldest first."""
        with self._books.reading() as db:
            return doubts.all_open(db, self._alive)

    def open_jobs(self) -> list[OpenJob]:
        """Return every job that was accepted and whose end nobody knows yet, the oldest first."""
        with self._books.reading() as db:
            return jobs.all_open(db)

    def asked(self, run: str) -> list[RunRequest]:
        """Return what is asked of a run and has no answer yet, in order."""
        with self._books.reading(about=()) as db:
            # It is another number once other connections have written.
            (version,) = db.execute("PRAGMA data_version").fetchone()
            if version == self._seen:
                return []
            self._shared = self._shared or self._seen != NEVER
            found = requests.open_of(db, run)
            self._seen = version if not found else self._seen  # what is not answered is asked again
            return found

    def shared(self) -> bool:
        """Whether others have written it since it was opened, as was seen when `asked` looked last."""
        return self._shared

    def answer(self, run: str, seq: int, *events: e.Event) -> None:
        """Record the events by which a run answers what was asked under that number."""
        with self._books.writing() as db:
            requests.answered(db, seq)
            for event in events:
                record(db, run, event, self._now())

    def ask(self, run: str, kind: RequestKind, who: str, verdict: e.Resolved | None = None) -> None:
        """Ask something of a run that goes on: it looks each second."""
        with self._books.writing() as db:
            requests.ask(db, run, kind, who, self._now(), verdict)
            self._seen = NEVER

    def scopes(self) -> list[CappedScope]:
        """Return every scope of which something was run, that of the newest run first."""
        with self._books.reading() as db:
            return requests.all_scopes(db)

    def set_cap(self, scope: CappedScope, event: e.CapSet) -> list[str]:
        """Set the cap of a scope, and return its runs that go on: each answers with the event; else it is told to the newest."""
        with self._books.writing() as db:
            requests.set_cap(db, scope, event.cap_micros)
            self._seen = NEVER
            living = requests.living_of(db, self._alive, scope.scope, scope.realm)
            for run in living:
                requests.ask(db, run, RequestKind.CAP, event.who, self._now(), event)
            if not living:
                record(db, scope.run, event, self._now())
            return living

    def attempt(self, attempt: str) -> Attempt | None:
        """Return an attempt as it stands, None if it was never intended."""
        with self._books.reading(about=(attempt,)) as db:
            return attempts.load(db, attempt)

    def mark(self) -> JournalMark | None:
        """Return which journal this is and where it was last opened to submit, None of one that never was."""
        with self._books.reading() as db:
            return identity.mark_of(db)

    def keep_mark(self, mark: JournalMark) -> None:
        """Write down which journal this is and where it is opened to submit."""
        with self._books.writing() as db:
            identity.keep_mark(db, mark)

    def enter(self, attempt: str) -> None:
        """Write down that an attempt is about to be sent: an older backup does not know of it."""
        with self._books.writing() as db:
            identity.enter(db, attempt)

    def entered(self, names: Iterable[str]) -> frozenset[str]:
        """Return which of these attempts it ever was about to send."""
        with self._books.reading() as db:
            return identity.entered(db, names)

    def learn_job(self, attempt: str, job: str) -> None:
        """Record the job that the account knows of an attempt, unless it is known: an older backup lacks its acceptance."""
        with self._books.writing() as db:
            lacking = attempts.acceptance(db, attempt, job, self._now())
            if lacking is not None:
                record(db, *lacking, self._now())

    def is_new(self, realm: str) -> bool:
        """Whether nothing was ever intended in a realm, and nobody has decided to go on whatever the account has."""
        with self._books.reading() as db:
            return identity.is_new(db, realm)

    def jobs_of(self, names: Collection[str]) -> dict[str, str]:
        """Return which of these attempts it has, each with its job, "" if it knows of none."""
        with self._books.reading() as db:
            return attempts.jobs_of(db, names)

    def recent(self, realm: str, since: float) -> list[Attempt]:
        """Return the attempts of a realm that are open or buried, or whose jobs were accepted since then (Unix seconds)."""
        with self._books.reading() as db:
            return attempts.recent(db, realm, since)

    def keep_plan(self, planned: Mapping[str, Any]) -> str:
        """Keep what a run is to do, as JSON, and return its digest for `RunStarted`."""
        digest, data = plans.packed(planned)
        with self._books.writing() as db:
            plans.keep(db, digest, data)
        return digest

    # -- reading -----------------------------------------------------------------------------------------------------

    def results(self, fingerprints: Iterable[str]) -> Stored:
        """Return the stored results of these fingerprints, newest first, and the position of the newest of all."""
        with self._books.reading() as db:
            return results.stored_of(db, fingerprints, self._facts_of)

    def answered_requests(self, fingerprints: Iterable[str]) -> tuple[int, list[str]]:
        """Return the position of the newest result of all, and which of these fingerprints have results, in their order."""
        with self._books.reading() as db:
            return results.answered(db, fingerprints)

    def open_attempts(self) -> dict[str, list[OpenAttempt]]:
        """Return every open attempt by its fingerprint; those of one are each made from other bytes."""
        found: dict[str, list[OpenAttempt]] = {}
        with self._books.reading() as db:
            for known in attempts.all_open(db, self._alive):
                found.setdefault(known.fingerprint, []).append(known)
        return found

    def failed_jobs(self) -> dict[str, list[FailedJob]]:
        """Return the failed jobs of requests that may be hopeless, by fingerprint, the oldest first."""
        with self._books.reading() as db:
            return failures.failed_at_least(db, ENOUGH)

    def open_of(self, fingerprint: str) -> list[OpenAttempt]:
        """Return the open attempts of a fingerprint, each made from other bytes."""
        with self._books.reading() as db:
            return attempts.open_of(db, self._alive, fingerprint)

    def answered(self, jobs: Collection[str]) -> dict[str, str]:
        """Return the request ids with which the submits of these jobs were answered; see `run.ports.Journal`."""
        with self._books.reading() as db:
            return attempts.answered(db, jobs)

    def buried(self, run: str) -> list[Buried]:
        """Return what may have, or has, a job that no task gets; see `run.ports.Journal`."""
        with self._books.reading() as db:
            return attempts.buried(db, runs.realm_of(db, run))

    def fetched(self, attempt: str) -> str | None:
        """Return the digest of an attempt's result, None unless some process has brought it into the store and recorded that."""
        with self._books.reading(about=()) as db:
            return attempts.digest_of(db, attempt)

    def remarks(self, jobs: Iterable[str]) -> list[e.Fetched | e.JobSucceeded]:
        """Return the events of these jobs that say something of their results, in order."""
        with self._books.reading() as db:
            return remarks.of_jobs(db, jobs)

    def ends_elsewhere(self, run: str, attempts: Iterable[str], tasks: Iterable[str]) -> list[tuple[str, float, End]]:
        """Return the events by which other runs ended these attempts and tasks of one; see `remarks.ends_elsewhere`."""
        with self._books.reading() as db:
            return remarks.ends_elsewhere(db, run, attempts, tasks)

    def is_draft(self, digest: str) -> bool | None:
        """Tell whether bytes are known as a draft, and as the result of no other service; None of unknown ones."""
        with self._books.reading() as db:
            return results.is_draft(db, digest)

    def scope(self, scope: str, realm: str, currency: str) -> Scope:
        """Return what a scope has reserved and spent so far, and its cap."""
        with self._books.reading() as db:
            return scope_of(db, scope, realm, currency)

    def bills(self, scopes: str, realm: str, currency: str) -> Iterator[BilledJob]:
        """Go through what the jobs of all scopes that begin so were billed, each once."""
        return self._each_bill(lambda db, after: attempts.bills(db, after, scopes, realm, currency))

    def billed_by(self, run: str) -> Iterator[BilledJob]:
        """Go through what the jobs that a run submitted were billed, each once."""
        return self._each_bill(lambda db, after: attempts.bills_of_run(db, after, run))

    def _each_bill(
        self, read: Callable[[sqlite3.Connection, int], list[tuple[int, BilledJob]]]
    ) -> Iterator[BilledJob]:  # fmt: skip
        after = 0
        while True:
            with self._books.reading() as db:
                found = read(db, after)
            if not found:
                return
            after = found[-1][0]
            yield from (bill for _, bill in found)

    def reserved(self) -> dict[str, int]:
        """Return what each open attempt may still come to cost, in micro-units of its currency."""
        with self._books.reading() as db:
            return attempts.reserved(db)

    def with_job(self) -> frozenset[str]:
        """Return the open attempts whose job is known."""
        with self._books.reading() as db:
            return attempts.with_job(db)

    def plan_of(self, run: str) -> dict[str, Any] | None:
        """Return what a run was to do, as it was kept; None of one that began before plans were kept."""
        with self._books.reading() as db:
            return plans.of_run(db, run)

    def runs_of(self, scopes: str, realm: str) -> list[tuple[str, bool]]:
        """Return the runs of all scopes that begin so, newest first, each with whether it left rows out."""
        with self._books.reading() as db:
            return of_scopes(db, scopes, realm)

    def runs_in(self, scope: str, realm: str) -> list[tuple[str, bool]]:
        """Return the runs of one scope, newest first, each with whether it left rows out."""
        with self._books.reading() as db:
            return runs_in(db, scope, realm)

    def runs(self) -> list[dict[str, Any]]:
        """Return all runs, newest first; `alive` tells a running one from one whose process has died."""
        with self._books.reading() as db:
            return runs.all_runs(db, self._alive)

    def events(self, run: str) -> list[tuple[float, e.Event]]:
        """Return the events of a run in order, each with its wall time."""
        return list(self.each_event(run))

    def each_event(self, run: str) -> Iterator[tuple[float, e.Event]]:
        """Go through the events of a run in order, each with its wall time; some hundreds of them are held at once."""
        names, seq = PlanFolder(self._folder).names, 0
        while True:
            with self._books.reading() as db:
                told = events_after(db, run, seq, names)
            if not told:
                return
            seq = told[-1][0]
            yield from ((at, event) for _, at, event in told)


def open_journal(
    path: Path, now: Callable[[], float], alive: Callable[[str], bool], facts_of: Callable[[dict[str, Any]], MediaFacts],
    told: Told = in_silence, busy_s: float = inf,
) -> SqliteJournal:  # fmt: skip
    """Open or make the journal of a project; raises OperatorError if that cannot be.

    Other writers are waited for at most so long; `told` hears of it. What it could not take when it came is recorded first.
    """
    db = open_file(path, STEPS, min(busy_s, BUSY_S))
    Spool(path.parent).take_ballast()
    return SqliteJournal(path, db, now, alive, facts_of, told, busy_s)
