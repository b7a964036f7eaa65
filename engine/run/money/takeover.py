"""Takeover: what others left open for the requests of a plan, as events of the run that asks for the same."""

from collections.abc import Callable, Mapping, Sequence

from engine.plan.model import Plan
from engine.plan.reuse import known_upstream
from engine.run import events as e
from engine.run.money.attempt import AttemptState, Meaning, OpenAttempt, made_from, meaning_of
from engine.values.reason import because


def taken_over(
    plan: Plan, opened: Mapping[str, Sequence[OpenAttempt]], host: str, arrived: Callable[[str], bool]
) -> list[e.Event]:
    """Return what each task does that is not sent: its job is paid for, its outcome is unknown, or a person gave it up.

    `opened` are the open attempts by fingerprint; only one that was made from what this plan feeds in counts, and not before that
    is known. One that is being sent right now says nothing yet: the task will wait for it.
    `arrived` says whether all bytes of a job's result are here: of one that is done, nothing else is needed.
    """
    found: list[e.Event] = []
    for _, task in plan.tasks.asking(opened):
        upstream = known_upstream(task, plan.tasks)
        known = made_from(opened[task.fingerprint], upstream) if upstream is not None else None
        if known is not None and meaning_of(known) is not Meaning.SENDING:
            here = known.state is AttemptState.SUCCEEDED and known.job is not None and arrived(known.job)
            found.append(_arrived(task.id, known) if here else answer(task.id, known, host))
    return found


def _arrived(task: str, known: OpenAttempt) -> e.Arrived:
    assert known.job is not None
    return e.Arrived(
        task=task,
        attempt=known.attempt,
        job=known.job,
        host=known.host,
        at=known.accepted or 0.0,
        run=known.run,
        output_seconds=known.told,
    )


def answer(task: str, known: OpenAttempt, host: str) -> e.TakenOver | e.Blocked | e.Held | e.DoubtFound | e.GivenUp:
    """Return what a task does when nothing is sent for it: watch or look for the job of its request, wait, hold, or fail."""
    match meaning_of(known, host):
        case Meaning.GOES_ON:
            assert known.job is not None
            at = known.accepted or 0.0
            return e.TakenOver(task=task, attempt=known.attempt, job=known.job, host=known.host, at=at, run=known.run)
        case Meaning.SENDING:
            return e.Blocked(task=task, by="claim", attempt=known.attempt)
        case Meaning.ELSEWHERE:
            assert known.job is not None
            elsewhere = e.Cause.of(because("other-host", job=known.job, host=known.host))
            return e.Held(task=task, cause="waiting", why=elsewhere, attempt=known.attempt)
        case Meaning.DOUBT:
            return e.DoubtFound(task=task, attempt=known.attempt, why=_in_doubt(known), run=known.run)
        case Meaning.HELD:
            return e.Held(task=task, cause="doubt", why=_in_doubt(known), attempt=known.attempt)
        case Meaning.GIVEN_UP:
            return e.GivenUp(task=task, attempt=known.attempt)


def _in_doubt(known: OpenAttempt) -> e.Cause:
    reason = known.why or because("sender-died")
    return e.Cause.of(because("in-doubt", why=because("submit-of", run=known.run, why=reason)))
