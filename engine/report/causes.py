"""Causes: why a task or a run has not ended well, in words, and what is to be said of results that came."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from engine.phrases.messages import REASONS, Messages
from engine.phrases.run import MARKS
from engine.run import events as e
from engine.run.history import RunRecord
from engine.run.records import TaskRecord
from engine.values.reason import Reason

_PLACE: Final = re.compile(r"\{[a-z_]+\}")
"""A place of a message that nothing filled; other braces are the language's."""


def cause_data(cause: e.Cause | None, messages: Messages) -> dict[str, str] | None:
    """Return `{code, message, hint}` or None; the message is that of whoever said so, else ours."""
    if cause is None:
        return None
    return {"code": cause.code, "message": cause.message or _ours(cause, messages), "hint": hint_of(cause, messages)}


def cause_text(cause: e.Cause, messages: Messages) -> str:
    """Return a cause as a person reads it: our words, those of whoever said so in quotes, and the code."""
    theirs = f"“{cause.message}”" if cause.message else ""
    return " ".join(part for part in (_ours(cause, messages), theirs, f"[{cause.code}]") if part)


def hint_of(cause: e.Cause, messages: Messages) -> str:
    """Return what to do about it, "" if nothing is known."""
    hint = messages.words(cause.code, dict(cause.args)).hint if cause.code in messages.table else ""
    return "" if _PLACE.search(hint) else hint


def notes_of(task: TaskRecord, messages: Messages) -> list[str]:
    """Return what is to be said of a result: a draft's notes, and where it is not what was asked for or told of."""
    return [*task.notes, *(cause_text(remark, messages) for remark in task.remarks)]


def quoted_notes(task: TaskRecord, messages: Messages) -> list[str]:
    """Return the same for people: a draft's notes are its own words, in the language of the prompt, so they stand in quotes."""
    return [*(f"“{note}”" for note in task.notes), *(cause_text(remark, messages) for remark in task.remarks)]


def remarks_in(tasks: Iterable[str], record: RunRecord, messages: Messages) -> Iterator[str]:
    """Say where results are not what was asked for or told of, and what a person should know of their tasks."""
    for task in (one for name in tasks if (one := record.tasks.unusual(name)) is not None):
        yield from (cause_text(remark, messages) for remark in task.remarks)
        yield from (messages.say(MARKS[mark]) for mark in task.marks)


def _ours(cause: e.Cause, messages: Messages) -> str:
    """Our own words for a cause, "" if there are none that are whole: a code of the service, or words that were journaled."""
    if cause.code in REASONS:
        return messages.reason(Reason(cause.code, cause.args))
    if cause.code in messages.table:
        words = messages.words(cause.code, dict(cause.args)).message
        return "" if _PLACE.search(words) else words
    return ""
