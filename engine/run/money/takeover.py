"""Takeover: what earlier runs left open for the requests of a plan, as events of the run that begins."""

from collections.abc import Mapping

from engine.plan.model import Action, Plan
from engine.run import events as e
from engine.run.money.attempt import Meaning, OpenAttempt, answer, meaning_of


def taken_over(plan: Plan, opened: Mapping[str, OpenAttempt], host: str) -> list[e.Event]:
    """Return TakenOver for every job that is already paid for, Held for every submit whose outcome is unknown.

    `opened` are the open attempts by fingerprint. One that is being sent right now says nothing yet: the task will wait for it.
    """
    found: list[e.Event] = []
    for task in plan.requests:
        known = opened.get(task.fingerprint)
        if known is not None and task.action is Action.RUN and meaning_of(known) is not Meaning.SENDING:
            found.append(answer(task.id, known, host))
    return found
