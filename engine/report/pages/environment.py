"""Environment: what templates are rendered with; everything that somebody wrote is escaped there."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from engine.phrases.amounts import TASKS
from engine.phrases.ledger import CONFIRMED
from engine.phrases.messages import Messages
from engine.phrases.pages import ABSENT_PARTY, PAGES, PHASES, SOURCES
from engine.phrases.progress import PARTIES
from engine.phrases.states import STATES
from engine.plan.words import PromptWords
from engine.report.amounts import lasting_text, seconds_number
from engine.report.causes import cause_text, hint_of, quoted_notes
from engine.report.pages.looks import address
from engine.report.pages.overview import ShownRow
from engine.report.pages.timeline import Standstill
from engine.report.told import told
from engine.report.width import clipped
from engine.run import events as e
from engine.values.money import Money

LANGUAGES: Final = {"en": "en", "zh": "zh-CN"}
Sources = Mapping[str, str]
"""The texts of the templates, styles and scripts by name."""


def joined(sources: Sources, ending: str) -> str:
    return "\n".join(text for name, text in sorted(sources.items()) if name.endswith(ending))


def script_of(sources: Sources) -> str:
    """Join the modules into one classic script, for pages that are opened from a disk may not load modules."""
    return f'(() => {{\n"use strict";\n{joined(sources, ".js")}}})();\n'


def environment_of(sources: Sources, messages: Messages) -> Environment:
    """Return what renders the templates; a name that nobody gave is an error."""
    templates = {name: text for name, text in sources.items() if name.endswith(".html")}
    environment = Environment(
        loader=DictLoader(templates), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )

    def say(name: str, **args: Any) -> str:
        return messages.say(PAGES[name], **args)

    def source(word: PromptWords) -> str:
        return messages.say(SOURCES[word.source.value], name=word.name, place=str(word.place))

    environment.globals.update(
        say=say,
        source=source,
        phase=lambda name: messages.say(PHASES[name]),
        tasks_of=lambda count: messages.say(TASKS, count=count),
        lasting=lambda seconds: lasting_text(seconds, messages),
        standstill=lambda one: standstill_text(one, messages),
        sources_of=sources_of,
        lang=LANGUAGES[messages.lang],
        state=lambda name: messages.say(STATES[name]),
        cause=lambda one: cause_text(one, messages),
        hint=lambda one: hint_of(one, messages),
        notes=lambda task: quoted_notes(task, messages),
        confirmed=lambda how: messages.say(CONFIRMED[how]),
        page_of=page_of,
        rows_page=rows_page,
        name_of=name_of,
        address=address,
        data=data_of,
    )
    environment.filters.update(money=_money, seconds=seconds_number, time=_time, clock=_clock, clip=clipped)
    return environment


def page_of(row: ShownRow) -> str:
    """Return where the page of a row lies; a row's name may be anything, so it is no part of it."""
    return f"rows/{row.number:04d}.html"


def rows_page(number: int) -> str:
    """Return where the nth page of rows lies that is for who has no script."""
    return "index.html" if number == 1 else f"rows-{number}.html"


def sources_of(words: tuple[PromptWords, ...]) -> tuple[PromptWords, ...]:
    """Return one of the words from each place, in the order in which they come."""
    return tuple({word[1:]: word for word in reversed(words) if word.text.strip()}.values())[::-1]


def name_of(row: ShownRow) -> str:
    return " · ".join([*(text for text in row.columns.values() if text), *row.axes.values()])


def data_of(value: Any) -> Markup:
    """Write a value as JSON inside a script element, where nothing of it can end the element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))  # noqa: S704 - escaped here


def _money(micros: int, currency: str) -> str:
    sign = "-" if micros < 0 else ""
    return f"{sign}{Money(abs(micros), currency)}"


def standstill_text(one: Standstill, messages: Messages) -> str:
    """Return why a whole run stood still."""
    match one.event:
        case e.Away(party=party, reason=reason):
            return messages.say(ABSENT_PARTY, party=messages.say(PARTIES[party]), why=messages.reason(reason))
        case e.Halted(cause=cause):
            return cause_text(cause, messages)
        case _:
            return told(one.event, messages)


def _clock(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%H:%M:%S")


def _time(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M UTC")
