"""The table of a survey: a line a part, its counts under their words, the whole last; none wider than the screen."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Final

from engine.phrases import survey as words
from engine.phrases.messages import Messages
from engine.phrases.phrase import Phrase
from engine.phrases.signs import COLON, COMMA
from engine.report.amounts import range_text
from engine.report.display import Display
from engine.report.survey.survey import Survey, Tally
from engine.report.width import clipped, one_line, padded, padded_front, width_of
from engine.values.money import Money

MOST_PARTS: Final = 12
"""So many values of one axis have a line of their own."""
_SHORTEST: Final = 24
"""Columns of a name, at least, unless all are shorter; with less room for them, words stand in the place of columns."""
_GAP: Final = "  "
Count = tuple[Phrase, Callable[[Tally], int]]
_ALWAYS: Final[tuple[Count, ...]] = (
    (words.ROWS, lambda one: one.rows),
    (words.EDITS, lambda one: one.edits),
    (words.NEW, lambda one: one.new),
)
_PERHAPS: Final[tuple[Count, ...]] = (
    (words.SHARED, lambda one: one.shared),
    (words.REUSED, lambda one: one.reused),
    (words.SKIPPED, lambda one: one.skipped),
    (words.MADE, lambda one: one.made),
    (words.WAITING, lambda one: one.waiting),
)
_Line = tuple[str, tuple[str, ...]]


def table_lines(survey: Survey, currency: str, messages: Messages, display: Display, *, bills: bool) -> Iterator[str]:
    """Give the lines of the table; where they don't fit, each part's counts stand behind its name as words."""
    counts = counts_of(survey)
    price = messages.say(words.PRICE if bills else words.WOULD, currency=currency)
    heads = (*(messages.say(phrase) for phrase, _ in counts), price)
    lines = list(_parts(survey, counts, messages))
    widths = [
        max(width_of(cell) for cell in column)
        for column in zip(heads, *(cells for _, cells in lines if cells), strict=True)
    ]
    longest = max(width_of(name) for name, _ in lines)
    numbers = sum(width + len(_GAP) for width in widths)
    room = (display.columns or longest + numbers) - numbers
    if room >= min(longest, _SHORTEST):
        yield from _aligned(("", heads), lines, min(longest, room), widths)
    else:
        yield from _in_words(heads, lines, messages)


def counts_of(survey: Survey) -> list[Count]:
    """Return what is counted in each line: what is always asked, and of the rest what there is any of."""
    return [*_ALWAYS, *(one for one in _PERHAPS if one[1](survey.whole))]


def numbers_of(tally: Tally, counts: Sequence[Count]) -> list[str]:
    """Write a part's numbers, nothing in place of none but for what is always asked."""
    return [str(count(tally) or ("0" if phrase is words.NEW else "")) for phrase, count in counts]


def _parts(survey: Survey, counts: Sequence[Count], messages: Messages) -> Iterator[_Line]:
    """Give each division's head, a line for each of its parts, and the whole."""
    for division in survey.divisions:
        yield division.axis or messages.say(words.STEP), ()
        for name, tally in islice(division.parts.items(), MOST_PARTS):
            yield f"{_GAP}{one_line(name)}", _cells(tally, counts)
        if len(division.parts) > MOST_PARTS:
            yield _GAP + messages.say(words.MORE_PARTS, count=len(division.parts) - MOST_PARTS), ()
    yield messages.say(words.ALL), _cells(survey.whole, counts)


def _cells(tally: Tally, counts: Sequence[Count]) -> tuple[str, ...]:
    return (*numbers_of(tally, counts), range_text(Money(tally.low, ""), Money(tally.high, "")))


def _aligned(head: _Line, lines: Sequence[_Line], name_width: int, widths: Sequence[int]) -> Iterator[str]:
    for name, cells in (head, *lines):
        numbers = (_GAP + padded_front(cell, width) for cell, width in zip(cells, widths, strict=False))
        yield (padded(clipped(name, name_width), name_width) + "".join(numbers)).rstrip()


def _in_words(heads: Sequence[str], lines: Sequence[_Line], messages: Messages) -> Iterator[str]:
    for name, cells in lines:
        said = (f"{cell} {head}" for cell, head in zip(cells, heads, strict=False) if cell)
        yield name + messages.say(COLON) + messages.say(COMMA).join(said) if cells else name
