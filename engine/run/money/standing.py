"""Objection: what happens instead of an intent, when something in the journal stands in its way."""

from engine.run import events as e
from engine.run.money.attempt import OpenAttempt
from engine.run.money.takeover import answer
from engine.values.reason import because


def doubled(event: e.Accepted, owner: str, until: float) -> e.Doubted:
    """Return the doubt that an acceptance is whose job is known already as another task's: one submit made no job of its own."""
    return e.Doubted(
        task=event.task,
        attempt=event.attempt,
        stage="answered",
        reason=because("job-of-another", job=event.job, task=owner),
        status=200,
        request_id=event.request_id,
        ended=until,
    )


def objection(intent: e.Intended, same: OpenAttempt | None, stored: tuple[str, str] | None) -> e.Event:
    """Return what a task does whose intent was refused: take over what is open, use what is stored, or wait for room."""
    if same is not None:
        return answer(intent.task, same, intent.host)
    if stored is not None:
        digest, job = stored
        return e.Reused(task=intent.task, fingerprint=intent.fingerprint, digest=digest, job=job)
    return e.Blocked(task=intent.task, by="budget")
