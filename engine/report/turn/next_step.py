"""The next step: what is best typed after a run has ended as it has."""

from dataclasses import dataclass
from itertools import chain

from engine.phrases import turn as words
from engine.phrases.phrase import Phrase
from engine.plan import Action, Plan
from engine.report.rows import ENDED_WELL
from engine.run.exits import for_operator
from engine.run.history import RunRecord
from engine.run.records import TaskRecord, TaskRecords
from engine.values.money import Money

OVER_BUDGET = "over-budget"
FAILED_BEFORE = "failed-before"
"""Its jobs have failed so often that none is sent any more."""
OF_DRAFTS = "LocalRenderer."
"""So the codes begin of what only a draft can't do, which it never will."""


@dataclass(frozen=True, slots=True)
class NextStep:
    """A command and what it is for; "" is the one that has just run, typed again. `more` are its arguments, or more of them."""

    why: Phrase
    command: str = ""
    more: tuple[str, ...] = ()


def next_step(record: RunRecord, plan: Plan) -> NextStep | None:
    """Return what comes next, None where there was nothing to do: the first that keeps a run from being done is told."""
    open_tasks = [task for task in record.tasks.unsettled() if task.state not in ENDED_WELL]
    causes = [cause for cause in (record.cause, *(task.cause for task in open_tasks)) if cause is not None]
    if not record.tasks:
        return None
    if any(task.in_doubt for task in open_tasks):
        return NextStep(words.DECIDE_DOUBT, "status", (record.run,))
    if record.budget is not None and any(cause.code == OVER_BUDGET for cause in causes):
        return NextStep(words.RAISE_CAP, "", ("--max-cost", str(_enough(record, plan))))
    if any(for_operator(cause) for cause in causes):
        return NextStep(words.ONCE_MENDED)
    return _of_state(record, plan, open_tasks)


def _of_state(record: RunRecord, plan: Plan, open_tasks: list[TaskRecord]) -> NextStep:
    held = next((task for task in open_tasks if task.state == "held"), None)
    if record.state == "done":
        return NextStep(words.LOOK_AT_IT, "report", (plan.name if plan.is_campaign else record.run,))
    if record.state == "failed":
        return NextStep(_of_failed(open_tasks))
    if record.state == "held" and held is not None:
        return NextStep(words.SEE_WHY, "explain", (held.id, "--run", record.run))
    return NextStep(words.GO_ON)


def _of_failed(open_tasks: list[TaskRecord]) -> Phrase:
    """Propose to repeat what failed, unless all of it can only fail alike."""
    codes = [task.cause.code for task in open_tasks if task.state == "failed" and task.cause is not None]
    if codes and all(code.startswith(OF_DRAFTS) for code in codes):
        return words.NO_DRAFT
    if codes and all(code == FAILED_BEFORE or code.startswith(OF_DRAFTS) for code in codes):
        return words.FAILS_AGAIN
    return words.TRY_AGAIN


def _enough(record: RunRecord, plan: Plan) -> Money:
    """Return the cap under which all that is not done has room: what is spent and reserved, and the bounds of the rest."""
    assert record.budget is not None, "a cap was in the way"
    left = (one for one in plan.tasks.outlines() if one.action is Action.RUN and _is_left(one.id, record.tasks))
    bounds = (one.kind.bound for one in left)
    return Money(sum(chain((record.budget.spent, record.budget.reserved), bounds)), record.currency)


def _is_left(name: str, tasks: TaskRecords) -> bool:
    """Whether money is to be found yet for a task."""
    return name in tasks and tasks.state_of(name) not in ENDED_WELL and not tasks[name].reserved_micros
