"""What came of canceling jobs, as JSON and as text."""

from collections.abc import Sequence
from typing import Any

from engine.phrases import turn as words
from engine.phrases.messages import Messages
from engine.report.amounts import amount_data
from engine.report.causes import cause_data, cause_text
from engine.report.turn.doubts import folded
from engine.run.canceling import Cancellation
from engine.values.money import Money


def cancellations_data(found: Sequence[Cancellation], messages: Messages) -> dict[str, Any]:
    """Return the stable shape of `schemas/cancel.schema.json`: one for every job that was asked for."""
    return {"jobs": [_data(one, messages) for one in found]}


def cancellations_text(found: Sequence[Cancellation], messages: Messages, columns: int | None = None) -> str:
    """Return a line a job, broken at so many columns."""
    texts = [_line(one, messages) for one in found] or [messages.say(words.NOTHING_OPEN)]
    return "".join(f"{line}\n" for text in texts for line in folded(text, columns))


def _data(one: Cancellation, messages: Messages) -> dict[str, Any]:
    job = one.job
    return {
        "job": job.job,
        "task": job.task,
        "run": job.run,
        "service": job.service,
        "outcome": one.outcome.value,
        "state": one.state or None,
        "may_cost": amount_data(job.reserved if one.outcome.value != "canceled" else 0, job.currency),
        "error": cause_data(one.why, messages),
    }


def _line(one: Cancellation, messages: Messages) -> str:
    why = cause_text(one.why, messages) if one.why is not None else ""
    amount = str(Money(one.job.reserved, one.job.currency))
    phrase = words.CANCELED[one.outcome]
    return messages.say(phrase, task=one.job.task, job=one.job.job, state=one.state, amount=amount, why=why)
