"""Rows that are not done, put together by what keeps them from it: each cause once, with its rows and what to do."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Generic, NamedTuple, TypeVar

from engine.phrases import run as words
from engine.phrases.amounts import ROWS
from engine.phrases.messages import Messages
from engine.phrases.signs import LIST
from engine.phrases.states import STATES
from engine.report.causes import cause_text, hint_of
from engine.report.display import Display, painted_state
from engine.report.rows import ROW_STATES, PlannedRow, row_reserved
from engine.run import events as e
from engine.run.history import RunRecord
from engine.values.money import Money

R = TypeVar("R")
SHOWN_CAUSES: Final = 10
SHOWN_KEYS: Final = 8
SHOWN_WORDS: Final = 3


class CauseWords(NamedTuple):
    """A cause in words: why, and what to do about it; "" where nothing is said, or known to do."""

    why: str
    hint: str


@dataclass(frozen=True, slots=True)
class CauseGroup(Generic[R]):
    """The rows in one state by one cause, each with its own words of it; at least one. `code` is "" where nothing is said."""

    state: str
    code: str
    members: tuple[tuple[R, e.Cause | None], ...]

    def said(self, messages: Messages) -> dict[CauseWords, list[R]]:
        """Return the rows by what they say of the cause."""
        found: dict[CauseWords, list[R]] = {}
        for row, cause in self.members:
            found.setdefault(_words_of(cause, messages), []).append(row)
        return found


def by_cause(told: Iterable[tuple[R, str, e.Cause | None]]) -> list[CauseGroup[R]]:
    """Return the rows that are not done by state and by code, of each state the cause of most rows first.

    Each is given with its state and its cause.
    """
    found: dict[tuple[str, str], list[tuple[R, e.Cause | None]]] = {}
    for row, state, cause in told:
        if state != "done":
            found.setdefault((state, cause.code if cause is not None else ""), []).append((row, cause))
    groups = [CauseGroup(state, code, tuple(members)) for (state, code), members in found.items()]
    return sorted(groups, key=lambda group: (ROW_STATES.index(group.state), -len(group.members)))


def _words_of(cause: e.Cause | None, messages: Messages) -> CauseWords:
    return CauseWords("", "") if cause is None else CauseWords(cause_text(cause, messages), hint_of(cause, messages))


def cause_lines(
    told: Iterable[tuple[PlannedRow, str, e.Cause | None]], record: RunRecord, messages: Messages, display: Display
) -> Iterator[str]:  # fmt: skip
    """Say of each cause how many rows it keeps from being done, which, and what to do about it; rows as `by_cause` takes them."""
    groups = by_cause(told)
    for group in groups[:SHOWN_CAUSES]:
        yield from _group_lines(group, record, messages, display)
    if len(groups) > SHOWN_CAUSES:
        rest = sum(len(group.members) for group in groups[SHOWN_CAUSES:])
        yield messages.say(words.MORE_ROWS, count=rest)


def _group_lines(
    group: CauseGroup[PlannedRow], record: RunRecord, messages: Messages, display: Display
) -> Iterator[str]:  # fmt: skip
    said = group.said(messages)
    texts = [(one.why, [row.key for row in rows]) for one, rows in said.items()]
    reserved = sum(row_reserved(row.tasks, record) for row, _ in group.members)
    amount = str(Money(reserved, record.currency))
    kept = messages.say(words.ROW_RESERVED, amount=amount) if reserved else ""
    alone = len(group.members) == 1
    who = group.members[0][0].key if alone else messages.say(ROWS, count=len(group.members))
    why = texts[0][0] if len(texts) == 1 else f"[{group.code}]"
    state = painted_state(group.state, messages.say(STATES[group.state]), display)
    yield "  ".join(part for part in (who, state, why, kept) if part)
    if len(texts) > 1:
        yield from (f"    {named(keys, messages)}  {text}" for text, keys in texts[:SHOWN_WORDS])
    if len(texts) > SHOWN_WORDS:
        rest = sum(len(keys) for _, keys in texts[SHOWN_WORDS:])
        yield f"    {messages.say(words.AND_MORE, count=rest)}"
    if len(texts) == 1 and not alone:
        yield f"    {named(texts[0][1], messages)}"
    hints = dict.fromkeys(one.hint for one in said)
    yield from (f"    {hint}" for hint in hints if hint)


def named(keys: list[str], messages: Messages) -> str:
    """Return the first of some keys, and how many there are beside these."""
    shown = messages.say(LIST).join(keys[:SHOWN_KEYS])
    return shown if len(keys) <= SHOWN_KEYS else f"{shown} {messages.say(words.AND_MORE, count=len(keys) - SHOWN_KEYS)}"
