"""The record of a run: the fold of its events, with what its jobs were billed and what is still reserved for them."""

from collections.abc import Iterable

from engine.run.history import RunRecord, finish, fold, recall, unended
from engine.run.money.budget import budget_of
from engine.store.sqlite.journal import SqliteJournal


def record_of(journal: SqliteJournal, run: str, *, alive: bool = True) -> RunRecord:
    """Return what the journal knows of a run by now; `alive` tells whether its process lives."""
    record = fold(journal.each_event(run), journal.billed_by(run), journal.reserved(), journal.with_job(), alive=alive)
    _recall(journal, record, record.tasks)
    scope = journal.scope(record.scope, record.realm, record.currency)
    record.budget = budget_of(scope, record.currency)
    return record


def record_then(journal: SqliteJournal, run: str) -> RunRecord:
    """Return what the events of a run tell, and what was said of the results that it reused when they came."""
    record = fold(journal.each_event(run))
    _recall(journal, record, record.tasks)
    return record


def record_by_now(journal: SqliteJournal, run: str, *, alive: bool) -> RunRecord:
    """Return the same with what other runs made of the tasks that it left: to be shown, for the run itself did nothing of it."""
    record = record_of(journal, run, alive=alive)
    left = unended(record)
    if left:
        attempts, tasks = [task.attempt for task in left if task.attempt], [task.id for task in left]
        finish(record, journal.ends_elsewhere(run, attempts, tasks))
        _recall(journal, record, tasks)
    return record


def _recall(journal: SqliteJournal, record: RunRecord, tasks: Iterable[str]) -> None:
    known = map(record.tasks.__getitem__, tasks)
    reused = [task.job for task in known if task.state == "reused" and task.job]
    recall(record, journal.remarks(reused) if reused else ())
