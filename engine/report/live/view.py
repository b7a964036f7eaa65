"""The view of a run: always the same few lines, whatever the size of the plan, none wider than the screen."""

from collections.abc import Callable, Iterator
from typing import Final

from engine.phrases import progress as words
from engine.phrases.amounts import ROWS, TASKS
from engine.phrases.messages import Messages
from engine.phrases.signs import COLON
from engine.report.amounts import billed_text, clock_text, duration_text
from engine.report.budget import budget_text
from engine.report.display import Role, unpainted
from engine.report.live.progress import FAILURES, Active, Progress
from engine.report.states import counted
from engine.report.told import told
from engine.report.width import clipped, one_line, padded, width_of
from engine.run import events as e
from engine.run.money.budget import Budget
from engine.values.money import Money

HEIGHT: Final = 12
"""Lines of the whole view; those for tasks that are worked on are what the others leave."""
OTHERS: Final = ("running", "held", "failed", "skipped", "waiting")
Paint = Callable[[Role, str], str]


def view(
    progress: Progress, budget: Budget | None, now: float, columns: int, messages: Messages, paint: Paint = unpainted
) -> list[str]:  # fmt: skip
    """Return the `HEIGHT` lines that are shown at a wall time on a screen so many columns wide.

    `budget` is how the cap stands by then, over all runs that it covers; None without one.
    """
    lines = [*totals(progress, budget, now, messages), _waiting(progress, now, messages)]
    room = HEIGHT - FAILURES - len(lines)
    waits, failures = len(lines) - 1, HEIGHT - FAILURES
    lines += _filled(_active(progress, room, now, columns, messages), room)
    lines += _filled(_failures(progress, columns // 2, messages), FAILURES)
    shown = [clipped(one_line(line), columns) for line in lines]
    shown[waits] = paint("warning", shown[waits])
    return [*shown[:failures], *(paint("error", line) for line in shown[failures:])]


def totals(progress: Progress, budget: Budget | None, now: float, messages: Messages) -> list[str]:
    """Return how many rows or tasks are done and in which state the others are; money, pace and time of this run; the budget."""
    counts = progress.counts
    all_of = messages.say(ROWS if progress.plan.is_campaign else TASKS, count=sum(counts.values()))
    done = messages.say(words.DONE_OF, done=counts["done"], all=all_of)
    others = counted({state: counts[state] for state in OTHERS}, messages)
    lines = [done + (messages.say(COLON) + others if others else ""), " · ".join(_amounts(progress, now, messages))]
    return lines if budget is None else [*lines, budget_text(budget, messages)]


def _amounts(progress: Progress, now: float, messages: Messages) -> Iterator[str]:
    """Say what a narrow screen must show first: how long it takes, then its pace and its money."""
    if progress.started is not None:
        yield messages.say(words.RUNNING_FOR, time=clock_text(now - progress.started))
    left, pace = progress.left_s(now), progress.pace(now)
    if left:
        yield messages.say(words.LEFT, time=duration_text(left, messages))
    if pace is not None:
        yield messages.say(words.PACE, count=round(3600 / pace))
    if progress.plan.terms.bills:
        yield messages.say(words.COST, cost=str(Money(progress.cost_micros, progress.plan.totals.saved.currency)))
        yield billed_text(progress.billed_seconds, messages)


def _waiting(progress: Progress, now: float, messages: Messages) -> str:
    if progress.stopping is not None:
        return told(progress.stopping, messages)
    if progress.away:
        return told(next(iter(progress.away.values())), messages)
    wait = progress.wait
    if wait is None:
        return ""
    phrase = words.WAITING_OF if wait.tasks > 1 else words.WAITING_FOR
    return messages.say(phrase, time=clock_text(now - wait.since), count=wait.tasks, why=told(wait.event, messages))


def _active(progress: Progress, room: int, now: float, columns: int, messages: Messages) -> list[str]:
    """A line a task, of those that are worked on the longest; of more than there is room for, how many more."""
    names = list(progress.active)
    shown = names if len(names) <= room else names[: room - 1]
    width = min(max((width_of(name) for name in shown), default=0), columns // 2)
    lines = [_line(name, progress.active[name], now, width, messages) for name in shown]
    return lines + ([messages.say(words.MORE, count=len(names) - len(shown))] if len(names) > len(shown) else [])


def _line(name: str, active: Active, now: float, width: int, messages: Messages) -> str:
    phase = told(active.event, messages)
    share = f" {active.share:.0%}" if active.share is not None else ""
    return f"{padded(clipped(name, width), width)}  {clock_text(now - active.since):>7}  {phase}{share}"


def _failures(progress: Progress, most: int, messages: Messages) -> list[str]:
    return [f"{clipped(_name(event), most)}  {told(event, messages)}" for event in progress.failures]


def _name(event: e.Event) -> str:
    return event.file if isinstance(event, e.PublishFailed) else event.task


def _filled(lines: list[str], count: int) -> list[str]:
    return lines + [""] * (count - len(lines))
