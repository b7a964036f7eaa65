"""Causes: why a task or a run has not ended well, in words."""

from engine.report.messages import Messages
from engine.report.phrases.reasons import REASONS
from engine.run import events as e
from engine.values.reason import Reason


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
    return "" if "{" in hint else hint


def _ours(cause: e.Cause, messages: Messages) -> str:
    """Our own words for a cause, "" if there are none that are whole: a code of the service, or words that were journaled."""
    if cause.code in REASONS:
        return messages.reason(Reason(cause.code, cause.args))
    if cause.code in messages.table:
        words = messages.words(cause.code, dict(cause.args)).message
        return "" if "{" in words else words
    return ""
