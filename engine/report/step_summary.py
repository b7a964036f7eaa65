"""Summaries of a step in continuous integration, as Markdown: a short table of what a command found, planned or made.

All that comes from files, services and names stands in code spans, in which Markdown and HTML mean nothing.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from engine.errors import EngineError, FaultsFound
from engine.phrases import step_summary as words
from engine.phrases.messages import Messages
from engine.phrases.phrase import Phrase
from engine.phrases.states import STATES
from engine.plan import Plan
from engine.report.budget import budget_text
from engine.report.came import totals_of_run
from engine.report.causes import cause_text
from engine.report.faults import Extent, summary
from engine.report.plan import headline, reviewed, totals_text
from engine.report.rows import row_state, rows_of
from engine.report.states import counted
from engine.report.width import one_line
from engine.run import events as e
from engine.run.history import RunRecord
from engine.run.money.budget import Budget
from engine.values.fault import Fault

MOST: Final = 20
"""Rows of a table: GitHub takes 1 MiB a step, a reader far less."""
LONGEST: Final = 300
"""Characters of one cell."""
_COMMANDS: Final[Mapping[str, Phrase]] = MappingProxyType({"check": words.CHECK, "plan": words.PLAN, "run": words.RUN})
_BAD: Final = ("failed", "held", "waiting", "skipped")


def check_summary(faults: Sequence[Fault], extent: Extent, messages: Messages) -> str:
    """Return how many faults each file has, and the first of them."""
    lines = [_heading(words.CHECK, messages), "", coded(summary(faults, extent, messages))]
    return "\n".join([*lines, *_mistakes(faults, messages)]) + "\n"


def refusal_summary(command: str, error: EngineError, messages: Messages) -> str:
    """Return why a command did nothing: the mistakes that it found, or the one thing that was in its way."""
    lines = [_heading(_COMMANDS[command], messages)]
    if isinstance(error, FaultsFound):
        return "\n".join([*lines, *_mistakes(error.faults, messages)]) + "\n"
    told = messages.of_error(error)
    return "\n".join([*lines, *_table([words.SAID], [[coded(f"{told.message} [{told.code}]")]], messages)]) + "\n"


def _mistakes(faults: Sequence[Fault], messages: Messages) -> Iterator[str]:
    """Give how many faults each file has, and the first of them."""
    by_file = Counter(fault.place.file for fault in faults)
    errors = Counter(fault.place.file for fault in faults if fault.severity == "error")
    counts = [[coded(file), str(errors[file]), str(by_file[file] - errors[file])] for file in by_file]
    yield from _table([words.FILE, words.ERRORS, words.WARNINGS], counts, messages)
    told = [(fault, messages.of_fault(fault)) for fault in faults]
    said = [[coded(str(fault.place)), coded(f"{one.message} [{one.code}]")] for fault, one in told]
    yield from _table([words.PLACE, words.SAID], said, messages)


def plan_summary(plan: Plan, budget: Budget | None, messages: Messages) -> str:
    """Return what a plan would make, what it would cost, and what its cap says to that."""
    facts = [
        (words.NAME, f"{plan.name} {plan.version}"),
        (words.SERVICE, headline(plan, budget, messages)),
        (words.DIGEST, reviewed(plan, budget)),
        (words.COST, totals_text(plan, messages)),
        *([(words.BUDGET, budget_text(budget, messages))] if budget is not None else []),
    ]
    return "\n".join([_heading(words.PLAN, messages), *_facts(facts, messages)]) + "\n"


def run_summary(record: RunRecord, plan: Plan, messages: Messages) -> str:
    """Return what a run came to, and the rows or tasks that are not done."""
    facts = [
        (words.NAME, f"{plan.name} {plan.version}"),
        (words.SERVICE, headline(plan, record.budget, messages)),
        (words.TASKS, totals_of_run(record, messages)),
    ]
    if plan.is_campaign:
        counts, told = Counter[str](), list[tuple[str, str, e.Cause | None]]()
        for row in rows_of(plan):
            state, cause = row_state(row, record)
            counts[state] += 1
            if state in _BAD:
                told.append((row.key, state, cause))
        facts.append((words.ROWS, counted(counts, messages)))
    else:
        told = [(task.id, task.state, task.cause) for task in record.tasks.values() if task.state in _BAD]
    bad = [_bad(name, state, cause_text(cause, messages) if cause else "", messages) for name, state, cause in told]
    facts += [(words.CAUSE, cause_text(record.cause, messages))] if record.cause is not None else []
    facts += [(words.BUDGET, budget_text(record.budget, messages))] if record.budget is not None else []
    lines = [_heading(words.RUN, messages), *_facts(facts, messages)]
    head = words.ROWS if plan.is_campaign else words.TASKS
    return "\n".join([*lines, *_table([head, words.STATE, words.CAUSE], bad, messages)]) + "\n"


def coded(text: str) -> str:
    """Return a text as a code span that can stand in a table: nothing in it is read as Markdown or HTML."""
    said = one_line(text).strip() or " "
    if len(said) > LONGEST:
        said = said[: LONGEST - 1] + "…"
    fence = "`" * (1 + max(map(len, re.findall("`+", said)), default=0))
    pad = " " if said.startswith("`") or said.endswith("`") else ""
    return f"{fence}{pad}{said}{pad}{fence}".replace("|", "\\|")


def _bad(name: str, state: str, cause: str, messages: Messages) -> list[str]:
    return [coded(name), messages.say(STATES[state]), coded(cause) if cause else ""]


def _heading(phrase: Phrase, messages: Messages) -> str:
    return f"### {messages.say(phrase)}"


def _facts(facts: Sequence[tuple[Phrase, str]], messages: Messages) -> Iterator[str]:
    yield from ("", "| | |", "| --- | --- |")
    yield from (f"| {messages.say(name)} | {coded(value)} |" for name, value in facts)


def _table(heads: Sequence[Phrase], rows: Sequence[Sequence[str]], messages: Messages) -> Iterator[str]:
    """Give a table, of more rows than fit the first and how many there are besides; none at all without a row."""
    if not rows:
        return
    yield from ("", _line([messages.say(head) for head in heads]), _line(["---"] * len(heads)))
    yield from map(_line, rows[:MOST])
    if len(rows) > MOST:
        yield from ("", messages.say(words.MORE, count=len(rows) - MOST))


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
