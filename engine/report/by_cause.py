"""Rows that are not done, put together by what keeps them from it: each cause once, with its rows and what to do."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from engine.phrases import run as words
from engine.phrases.amounts import ROWS
from engine.phrases.messages import Messages
from engine.phrases.signs import LIST
from engine.phrases.states import STATES
from engine.report.causes import cause_text, hint_of
from engine.report.display import Display, painted_state
from engine.report.rows import PlannedRow, row_reserved, row_state
from engine.run import events as e
from engine.run.history import RunRecord
from engine.values.money import Money

ORDER: Final = ("failed", "held", "waiting", "skipped")
"""What is told first."""
SHOWN_CAUSES: Final = 10
SHOWN_KEYS: Final = 8
SHOWN_WORDS: Final = 3


@dataclass(frozen=True, slots=True)
class CauseGroup:
    """The rows in one state by one cause, each with its own words of it; at least one. `code` is "" where nothing is said."""

    state: str
    code: str
    members: tuple[tuple[PlannedRow, e.Cause | None], ...]


def by_cause(rows: Iterable[PlannedRow], record: RunRecord) -> list[CauseGroup]:
    """Return the rows that are not done by state and by code, of each state the cause of most rows first."""
    found: dict[tuple[str, str], list[tuple[PlannedRow, e.Cause | None]]] = {}
    for row in rows:
        state, cause = row_state(row, record)
        if state != "done":
            found.setdefault((state, cause.code if cause is not None else ""), []).append((row, cause))
    groups = [CauseGroup(state, code, tuple(members)) for (state, code), members in found.items()]
    return sorted(groups, key=lambda group: (ORDER.index(group.state), -len(group.members)))


def cause_lines(rows: Iterable[PlannedRow], record: RunRecord, messages: Messages, display: Display) -> Iterator[str]:
    """Say of each cause how many rows it keeps from being done, which, and what to do about it."""
    groups = by_cause(rows, record)
    for group in groups[:SHOWN_CAUSES]:
        yield from _group_lines(group, record, messages, display)
    if len(groups) > SHOWN_CAUSES:
        rest = sum(len(group.members) for group in groups[SHOWN_CAUSES:])
        yield messages.say(words.MORE_ROWS, count=rest)


def _group_lines(group: CauseGroup, record: RunRecord, messages: Messages, display: Display) -> Iterator[str]:
    said: dict[str, list[str]] = {}
    for row, cause in group.members:
        said.setdefault(cause_text(cause, messages) if cause is not None else "", []).append(row.key)
    reserved = sum(row_reserved(row.tasks, record) for row, _ in group.members)
    amount = str(Money(reserved, record.currency))
    kept = messages.say(words.ROW_RESERVED, amount=amount) if reserved else ""
    alone = len(group.members) == 1
    who = group.members[0][0].key if alone else messages.say(ROWS, count=len(group.members))
    why = next(iter(said)) if len(said) == 1 else f"[{group.code}]"
    state = painted_state(group.state, messages.say(STATES[group.state]), display)
    yield "  ".join(part for part in (who, state, why, kept) if part)
    if len(said) > 1:
        yield from (f"    {named(keys, messages)}  {text}" for text, keys in list(said.items())[:SHOWN_WORDS])
    if len(said) > SHOWN_WORDS:
        rest = sum(len(keys) for keys in list(said.values())[SHOWN_WORDS:])
        yield f"    {messages.say(words.AND_MORE, count=rest)}"
    if len(said) == 1 and not alone:
        yield f"    {named([row.key for row, _ in group.members], messages)}"
    hints = dict.fromkeys(hint_of(cause, messages) for _, cause in group.members if cause is not None)
    yield from (f"    {hint}" for hint in hints if hint)


def named(keys: list[str], messages: Messages) -> str:
    """Return the first of some keys, and how many there are beside these."""
    shown = messages.say(LIST).join(keys[:SHOWN_KEYS])
    return shown if len(keys) <= SHOWN_KEYS else f"{shown} {messages.say(words.AND_MORE, count=len(keys) - SHOWN_KEYS)}"
