"""Rendering: an overview becomes the files of a report; everything in it that somebody wrote is escaped."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from engine.phrases.ledger import CONFIRMED
from engine.phrases.messages import Messages
from engine.phrases.pages import PAGES
from engine.phrases.states import STATES
from engine.report.amounts import seconds_number
from engine.report.causes import cause_text, hint_of, quoted_notes
from engine.report.pages.groups import by_cause, counts_of, grid_of
from engine.report.pages.looks import ReportMedia, address
from engine.report.pages.overview import Overview, ShownRow
from engine.values.money import Money
from engine.version import __version__

LANGUAGES: Final = {"en": "en", "zh": "zh-CN"}
STYLE: Final = "report.css"
SCRIPT: Final = "report.js"
Sources = Mapping[str, str]
"""The texts of the templates, styles and scripts by name."""


def pages_of(
    overview: Overview, shelf: ReportMedia, sources: Sources, messages: Messages
) -> Iterator[tuple[str, str]]:  # fmt: skip
    """Give the files of a report, each with its path from the top: pages, the style and the script."""
    yield STYLE, joined(sources, ".css")
    yield SCRIPT, script_of(sources)
    environment = environment_of(sources, messages)
    shared = {"overview": overview, "looks": shelf.looks, "copies": shelf.copies, "made_by": __version__}
    grid, counts = grid_of(overview.rows), counts_of(overview.rows)
    causes = by_cause(overview.rows, messages)
    told = {**shared, "root": "", "counts": counts, "causes": causes}
    yield "index.html", environment.get_template("index.html").render(**told, grid=grid)
    yield "handover.html", environment.get_template("handover.html").render(**told, footage=_footage(overview, shelf))
    page = environment.get_template("row.html")
    for earlier, row, later in zip((None, *overview.rows), overview.rows, (*overview.rows[1:], None), strict=False):
        yield page_of(row), page.render(**shared, root="../", row=row, earlier=earlier, later=later)


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

    environment.globals.update(
        say=say,
        lang=LANGUAGES[messages.lang],
        state=lambda name: messages.say(STATES[name]),
        cause=lambda one: cause_text(one, messages),
        hint=lambda one: hint_of(one, messages),
        notes=lambda task: quoted_notes(task, messages),
        confirmed=lambda how: messages.say(CONFIRMED[how]),
        page_of=page_of,
        name_of=name_of,
        address=address,
        data=data_of,
    )
    environment.filters.update(money=_money, seconds=seconds_number, time=_time)
    return environment


def _footage(overview: Overview, shelf: ReportMedia) -> float | int:
    """Return how many seconds of video the files of a report last, each medium once."""
    handed = {file.digest for row in overview.rows for file in row.files}
    seconds = sum(Decimal(str(shelf.looks[digest].seconds)) for digest in handed if digest in shelf.looks)
    return seconds_number(round(Decimal(seconds), 1))


def page_of(row: ShownRow) -> str:
    """Return where the page of a row lies; a row's name may be anything, so it is no part of it."""
    return f"rows/{row.number:04d}.html"


def name_of(row: ShownRow) -> str:
    return " · ".join([*(text for text in row.columns.values() if text), *row.axes.values()])


def data_of(value: Any) -> Markup:
    """Write a value as JSON inside a script element, where nothing of it can end the element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))  # noqa: S704 - escaped here


def _money(micros: int, currency: str) -> str:
    sign = "-" if micros < 0 else ""
    return f"{sign}{Money(abs(micros), currency)}"


def _time(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M UTC")
