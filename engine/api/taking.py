"""Taking over: what earlier runs left open for the requests of this plan, as events of this run."""

from collections.abc import Iterator

from engine.plan import Action, Plan, Task
from engine.run import events as e
from engine.run.ports import Identity
from engine.store.sqlite import SqliteJournal
from engine.store.sqlite.attempts import INTENDED, held


def taken_over(plan: Plan, journal: SqliteJournal, identity: Identity) -> list[e.Event]:
    """Return TakenOver for every job that is already paid for, Held for every submit whose outcome is unknown."""
    return [event for task in plan.tasks for event in _of_task(task, journal, identity)]


def _of_task(task: Task, journal: SqliteJournal, identity: Identity) -> Iterator[e.Event]:
    if task.action is not Action.RUN or task.fingerprint is None:
        return
    attempt = journal.open_attempt(task.fingerprint)
    if attempt is None or attempt.state == INTENDED:
        return  # another process is sending it right now: its claim makes this run wait
    if attempt.job is None or attempt.host != identity.host:
        yield held(task.id, attempt)
        return
    yield e.TakenOver(
        task=task.id, attempt=attempt.attempt, job=attempt.job, host=attempt.host, at=attempt.accepted or 0.0
    )
