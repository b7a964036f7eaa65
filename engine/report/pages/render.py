"""Rendering: an overview becomes the files of a report."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from engine.phrases.messages import Messages
from engine.report.amounts import seconds_number
from engine.report.pages.course import drawn_timeline
from engine.report.pages.environment import Sources, environment_of, joined, page_of, rows_page, script_of
from engine.report.pages.graph import graph_of
from engine.report.pages.groups import causes_of, counts_of, grid_data, grid_of
from engine.report.pages.looks import ReportMedia
from engine.report.pages.overview import Overview
from engine.report.pages.sums import sum_tables
from engine.report.pages.timeline import Timeline
from engine.version import __version__

STYLE: Final = "report.css"
SCRIPT: Final = "report.js"


def pages_of(
    overview: Overview, timelines: Iterable[Timeline], shelf: ReportMedia, sources: Sources, messages: Messages
) -> Iterator[tuple[str, str]]:  # fmt: skip
    """Give the files of a report, each with its path from the top: pages, the style and the script."""
    yield STYLE, joined(sources, ".css")
    yield SCRIPT, script_of(sources)
    environment = environment_of(sources, messages)
    shared = {"overview": overview, "looks": shelf.looks, "copies": shelf.copies, "made_by": __version__}
    grid, counts = grid_of(overview.rows), counts_of(overview.rows)
    causes = causes_of(overview.rows, messages)
    told = {**shared, "root": "", "counts": counts, "causes": causes, "embedded": False}
    lines = grid_data(grid, shelf.looks, messages, embedded=False)
    yield "index.html", environment.get_template("index.html").render(**told, grid=grid, lines=lines)
    pages = environment.get_template("rows.html")
    for number in range(2, grid.pages + 1):
        yield rows_page(number), pages.render(**told, grid=grid, number=number)
    yield "handover.html", environment.get_template("handover.html").render(**told, footage=_footage(overview, shelf))
    course = {"graph": graph_of(overview.rows), "sums": sum_tables(overview.rows)}
    drawn = [drawn_timeline(one, messages) for one in timelines]
    yield "run.html", environment.get_template("run.html").render(**told, **course, timelines=drawn)
    page = environment.get_template("row.html")
    for earlier, row, later in zip((None, *overview.rows), overview.rows, (*overview.rows[1:], None), strict=False):
        yield page_of(row), page.render(**shared, root="../", row=row, earlier=earlier, later=later)


def _footage(overview: Overview, shelf: ReportMedia) -> float | int:
    """Return how many seconds of video the files of a report last, each medium once."""
    handed = {file.digest for row in overview.rows for file in row.files}
    seconds = sum(Decimal(str(shelf.looks[digest].seconds)) for digest in handed if digest in shelf.looks)
    return seconds_number(round(Decimal(seconds), 1))
