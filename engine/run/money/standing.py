"""Standing: what the journal holds when an intent is to be written, and what of it stands in the way."""

from dataclasses import dataclass, field

from engine.run import events as e
from engine.run.money.attempt import Meaning, OpenAttempt, meaning_of
from engine.run.money.scope import Scope
from engine.run.money.takeover import answer
from engine.values.reason import because


@dataclass(frozen=True, slots=True)
class Standing:
    """All that decides about an intent, read in one transaction.

    `same` is the open attempt of the same request made from the same bytes, `alike` are those whose jobs the service's list could
    not tell from it; `stored` is a result (digest and job) that came since the plan was made.
    """

    same: OpenAttempt | None = None
    alike: tuple[OpenAttempt, ...] = ()
    stored: tuple[str, str] | None = None
    scope: Scope = field(default_factory=Scope)


def doubled(event: e.Accepted, owner: str) -> e.Doubted:
    """Return the doubt that an acceptance is whose job is known already as another task's: one submit made no job of its own."""
    return e.Doubted(
        task=event.task,
        attempt=event.attempt,
        stage="answered",
        reason=because("job-of-another", job=event.job, task=owner),
        status=200,
        request_id=event.request_id,
    )


def objection(standing: Standing, intent: e.Intended) -> e.Event | None:
    """Return what happens instead of an intent, or None: nothing stands in its way."""
    if standing.same is not None:
        return answer(intent.task, standing.same, intent.host)
    if standing.stored is not None:
        digest, job = standing.stored
        return e.Reused(task=intent.task, fingerprint=intent.fingerprint, digest=digest, job=job)
    for wanted, by in ((Meaning.DOUBT, "shadow"), (Meaning.SENDING, "claim")):
        for other in standing.alike:
            if meaning_of(other) is wanted:
                return e.Blocked(task=intent.task, by=by, attempt=other.attempt)
    if not standing.scope.fits(intent.upper_micros):
        return e.Blocked(task=intent.task, by="budget")
    return None
