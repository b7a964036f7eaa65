"""Taking over: what earlier runs left open for the requests of this plan, as events of this run."""

from collections.abc import Iterator

from engine.journal import OpenAttempt, SqliteJournal
from engine.plan import Action, Plan, Task
from engine.run import events as e
from engine.run.ports import Identity


def taken_over(plan: Plan, journal: SqliteJournal, identity: Identity) -> list[e.Event]:
    """Return TakenOver for every job that is already paid for, Held for every submit whose outcome is unknown."""
    return [event for task in plan.tasks for event in _of_task(task, journal, identity)]


def _of_task(task: Task, journal: SqliteJournal, identity: Identity) -> Iterator[e.Event]:
    if task.action is not Action.RUN or task.fingerprint is None:
        return
    attempt = journal.open_attempt(task.fingerprint)
    if attempt is None:
        return
    if attempt.job is None:
        if attempt.state == "doubt" or journal.settle_dead(attempt.run, attempt):
            yield _in_doubt(task, attempt)
        return  # another process is sending it right now: its claim makes this run wait
    if attempt.host != identity.host:
        message = f"job {attempt.job} of an earlier run is at {attempt.host}; run there to finish it"
        why = e.Cause(code="other-host", message=message)
        yield e.Held(task=task.id, cause="waiting", why=why, attempt=attempt.attempt)
        return
    yield e.TakenOver(
        task=task.id, attempt=attempt.attempt, job=attempt.job, host=attempt.host, at=attempt.accepted or 0.0
    )


def _in_doubt(task: Task, attempt: OpenAttempt) -> e.Held:
    message = f"a submit of run {attempt.run} has an unknown outcome: {attempt.why or 'its sender died'}"
    return e.Held(task=task.id, cause="doubt", why=e.Cause(code="in-doubt", message=message), attempt=attempt.attempt)
