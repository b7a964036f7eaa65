"""The plan of a campaign as a person reads it: what is asked for, what of it is new, what it costs and how long it takes."""

from collections.abc import Iterator
from typing import Final

from engine.phrases import survey as words
from engine.phrases.messages import Messages
from engine.phrases.signs import COMMA
from engine.report.amounts import duration_text, money_text
from engine.report.display import PLAIN, Display
from engine.report.plan import Shown, ending_lines, opening_lines
from engine.report.rewording import hunk_lines
from engine.report.row_counts import none_text
from engine.report.survey.hours import Hours
from engine.report.survey.survey import RowCost, Survey
from engine.report.survey.table import table_lines
from engine.report.width import clipped, one_line
from engine.values.money import Money

CHANGES: Final = 3
"""So many changes of prompts are shown."""
_INDENT: Final = "  "
_WIDE: Final = 100


def survey_text(shown: Shown, survey: Survey, messages: Messages, display: Display = PLAIN) -> str:
    """Return some lines, as many for thousands of rows as for a few."""
    plan = shown.plan
    if shown.rows is not None and not plan.rows:
        return "\n".join([*opening_lines(shown, messages), none_text(shown.rows, messages)]) + "\n"
    currency = plan.totals.saved.currency
    lines = [
        *opening_lines(shown, messages),
        "",
        *table_lines(survey, currency, messages, display, bills=plan.terms.bills),
        "",
        *_prompt_lines(survey, messages, display.columns or _WIDE),
        *_change_lines(survey, messages, display),
        *_row_lines(survey, currency, messages),
        *_file_lines(survey, messages),
        "",
        *_time_lines(survey.hours, messages),
        *_doubt_lines(survey, messages, display),
        *ending_lines(shown, messages, display),
    ]
    return "\n".join(lines) + "\n"


def _prompt_lines(survey: Survey, messages: Messages, columns: int) -> Iterator[str]:
    """Say how many prompts each step has, and show one of them."""
    for one in survey.prompts:
        yield messages.say(words.OF_STEP, step=one.step, different=one.different, count=one.edits)
        prompt = one_line(one.first.replace("\n", " ⏎ "))
        yield clipped(_INDENT + (messages.say(words.SUCH_AS, prompt=prompt) if one.different > 1 else prompt), columns)


def _change_lines(survey: Survey, messages: Messages, display: Display) -> Iterator[str]:
    if not survey.changes:
        return
    yield messages.say(words.CHANGED, run=survey.since)
    for change in survey.changes[:CHANGES]:
        yield _INDENT + messages.say(words.ALIKE, count=change.count)
        for line in hunk_lines(change.before, change.after, (display.columns or _WIDE) - 2 * len(_INDENT)):
            yield _INDENT * 2 + display.paint("error" if line[0] == "-" else "good", line)
    if len(survey.changes) > CHANGES:
        yield _INDENT + messages.say(words.MORE_CHANGES, count=len(survey.changes) - CHANGES)


def below_lines(survey: Survey, currency: str, messages: Messages) -> Iterator[str]:
    """Give what stands below the table but prompts: the dearest rows, names of files, how long it takes, what waits."""
    yield from _row_lines(survey, currency, messages)
    yield from _file_lines(survey, messages)
    yield from _time_lines(survey.hours, messages)
    yield from _doubt_lines(survey, messages)


def _row_lines(survey: Survey, currency: str, messages: Messages) -> Iterator[str]:
    if survey.dearest:
        rows = (f"{one.row} {_price(one, currency)}" for one in survey.dearest)
        yield messages.say(words.DEAREST, rows=", ".join(rows))


def _price(one: RowCost, currency: str) -> str:
    return money_text(Money(one.low, currency), Money(one.high, currency))


def _file_lines(survey: Survey, messages: Messages) -> Iterator[str]:
    if survey.files:
        files = messages.say(COMMA).join(survey.files)
        if survey.published > len(survey.files):
            files = messages.say(words.OF_FILES, files=files, count=survey.published)
        yield messages.say(words.PUBLISHED, files=files)


def _time_lines(hours: Hours, messages: Messages) -> Iterator[str]:
    if not hours.jobs:
        return
    about = {"count": hours.jobs, "running": min(hours.at_once, hours.jobs)}
    if hours.of:
        middle, least = (duration_text(seconds, messages) for seconds in (hours.middle, hours.low))
        learned = words.LEARNED_ALIKE if middle == least else words.LEARNED
        yield messages.say(learned, time=middle, least=least, of=hours.of, **about)
    elif hours.high:
        least, most = (duration_text(seconds, messages) for seconds in (hours.low, hours.high))
        yield messages.say(words.AS_SAID, least=least, most=most, **about)
    else:
        yield messages.say(words.UNKNOWN, **about)


def _doubt_lines(survey: Survey, messages: Messages, display: Display = PLAIN) -> Iterator[str]:
    if survey.whole.waiting:
        yield display.paint("warning", messages.say(words.DOUBTED, count=survey.whole.waiting))
