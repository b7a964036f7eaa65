"""Takeover: what earlier runs left open for the requests of a plan, as events of the run that begins."""

from collections.abc import Callable, Mapping

from engine.plan.model import Action, Plan
from engine.run import events as e
from engine.run.money.attempt import AttemptState, Meaning, OpenAttempt, answer, meaning_of


def taken_over(
    plan: Plan, opened: Mapping[str, OpenAttempt], host: str, arrived: Callable[[str], bool]
) -> list[e.Event]:
    """Return TakenOver for every job that is already paid for, Held for every submit whose outcome is unknown.

    `opened` are the open attempts by fingerprint. One that is being sent right now says nothing yet: the task will wait for it.
    `arrived` says whether all bytes of a job's result are here: of one that is done, nothing else is needed.
    """
    found: list[e.Event] = []
    for task in plan.requests:
        known = opened.get(task.fingerprint)
        if known is not None and task.action is Action.RUN and meaning_of(known) is not Meaning.SENDING:
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
        output_seconds=known.told,
    )
