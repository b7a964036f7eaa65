"""A budget as JSON and as text."""

from engine.phrases import budget as words
from engine.phrases.messages import Messages
from engine.phrases.signs import COLON, COMMA
from engine.run.history import RunRecord
from engine.run.money.budget import Budget
from engine.run.records import TaskRecord
from engine.values.money import Money


def budget_data(budget: Budget | None) -> dict[str, str] | None:
    """Return the amounts of a budget as `schemas/plan.schema.json` has them, None without a cap."""
    if budget is None:
        return None
    names = ("cap", "spent", "reserved", "planned", "left", "short")
    amounts = {name: Money(getattr(budget, name), budget.currency).amount for name in names}
    return {**amounts, "currency": budget.currency}


def budget_text(budget: Budget, messages: Messages) -> str:
    """Return a budget in one line; the currency stands at its first amount and at its last."""
    currency = budget.currency
    parts = [messages.say(words.CAP, cap=str(Money(budget.cap, currency)))]
    if budget.spent or budget.reserved:
        parts.append(messages.say(words.SPENT, amount=Money(budget.spent, currency).amount))
    if budget.reserved:
        parts.append(messages.say(words.RESERVED, amount=Money(budget.reserved, currency).amount))
    if budget.planned:
        planned = words.PLANNED if budget.bills else words.WOULD
        parts.append(messages.say(planned, amount=Money(budget.planned, currency).amount))
    return messages.say(COMMA).join(parts) + messages.say(COLON) + _end(budget, messages)


def reserved_text(record: RunRecord, messages: Messages) -> list[str]:
    """Say what attempts at a run's tasks may still come to cost: of those in doubt, and of those on their way."""
    found = []
    for phrase, in_doubt in ((words.DOUBTED, True), (words.UNDERWAY, False)):
        tasks = [one for one in record.tasks.unsettled() if one.reserved_micros and one.in_doubt is in_doubt]
        amount = Money(sum(one.reserved_micros for one in tasks), record.currency)
        found += [messages.say(phrase, amount=str(amount), count=len(tasks))] if tasks else []
    return found


def task_reserved_text(task: TaskRecord, currency: str, messages: Messages) -> str:
    """Say what the newest attempt at a task may still come to cost, "" for nothing."""
    if not task.reserved_micros:
        return ""
    phrase = words.ONE_DOUBTED if task.in_doubt else words.ONE_UNDERWAY
    return messages.say(phrase, amount=str(Money(task.reserved_micros, currency)))


def _end(budget: Budget, messages: Messages) -> str:
    if not budget.short:
        return messages.say(words.LEFT, amount=str(Money(budget.left, budget.currency)))
    short = words.SHORT if budget.bills else words.SHORT_ELSEWHERE
    return messages.say(short, amount=str(Money(budget.short, budget.currency)))
