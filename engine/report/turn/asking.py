"""What came of asking something of runs, as JSON and as text."""

from typing import Any

from engine.phrases import turn as words
from engine.phrases.messages import Messages
from engine.phrases.phrase import Phrase
from engine.report.amounts import amount_data
from engine.report.turn.doubts import folded
from engine.run.money.budget import Budget
from engine.run.requests import CappedScope
from engine.values.money import Money


def cap_data(
    scope: CappedScope, budget: Budget, before: Money | None, who: str, at_work: tuple[str, ...]
) -> dict[str, Any]:  # fmt: skip
    """Return the stable shape of `schemas/cap.schema.json`."""
    currency = budget.currency
    return {
        "name": scope.name,
        "run": scope.run,
        "service": scope.service,
        "realm": scope.realm,
        "cap": amount_data(budget.cap, currency),
        "before": None if before is None else amount_data(before.micros, currency),
        "spent": amount_data(budget.spent, currency),
        "reserved": amount_data(budget.reserved, currency),
        "left": amount_data(budget.left, currency),
        "who": who,
        "at_work": list(at_work),
    }


def cap_text(
    scope: CappedScope, budget: Budget, before: Money | None, at_work: tuple[str, ...], messages: Messages,
    columns: int | None = None,
) -> str:  # fmt: skip
    """Return what the cap is now, what of it is taken, and when it holds."""
    amounts = {name: str(Money(micros, budget.currency)) for name, micros in (
        ("cap", budget.cap), ("spent", budget.spent), ("reserved", budget.reserved), ("left", budget.left),
    )}  # fmt: skip
    first = words.CAP_WAS if before is not None else words.CAP_FIRST
    lines = [messages.say(first, name=scope.name, service=scope.service, before=str(before), **amounts)]
    lines += [messages.say(words.CAP_TAKEN, **amounts)]
    if budget.short:
        lines.append(messages.say(words.CAP_SHORT))
    lines += [messages.say(words.CAP_AT_WORK, run=run) for run in at_work] or [
        messages.say(words.CAP_NEXT, run=scope.run)
    ]
    return "".join(f"{line}\n" for text in lines for line in folded(text, columns))


def asked_data(run: str, who: str) -> dict[str, Any]:
    """Return the stable shape of `schemas/stop.schema.json`, and of `schemas/keep-going.schema.json`."""
    return {"run": run, "who": who}


def asked_text(said: Phrase, run: str, messages: Messages, columns: int | None = None) -> str:
    """Return what becomes of a run that was asked something."""
    return "".join(f"{line}\n" for line in folded(messages.say(said, run=run), columns))
