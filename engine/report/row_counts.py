"""How many rows of a campaign were gone through."""

from dataclasses import dataclass

from engine.phrases import plan as words
from engine.phrases.messages import Messages
from engine.phrases.signs import COMMA


@dataclass(frozen=True, slots=True, kw_only=True)
class RowCounts:
    """The rows of a campaign that was planned: of its table, points of its matrix, those that are meant, left out and chosen.

    `whole`: all of them were gone through, so that the counts are known. `only` is what the chosen ones came to last, failed
    or held, None where they are not chosen by that.
    """

    rows: int
    combos: int
    asked: int
    filtered: int
    chosen: int
    whole: bool
    only: str | None = None


def none_text(rows: RowCounts, messages: Messages) -> str:
    """Say that no row is chosen, and by what."""
    return messages.say(words.NO_ROWS[rows.only or ""])


def rows_text(rows: RowCounts, messages: Messages) -> str:
    """Return the counts as words."""
    parts = []
    if rows.whole:
        parts.append(messages.say(words.POINTS, rows=rows.rows, combos=rows.combos, all=rows.asked + rows.filtered))
        parts += [messages.say(words.FILTERED, count=rows.filtered)] if rows.filtered else []
    if not rows.whole or rows.chosen != rows.asked:
        parts.append(messages.say(words.CHOSEN, count=rows.chosen))
    return messages.say(COMMA).join(parts)
