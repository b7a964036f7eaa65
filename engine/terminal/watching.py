"""Watching: the view of a run that goes on elsewhere, until it is over."""

import time
from collections.abc import Callable, Iterator
from typing import Final

from engine.api.audit.watching import WatchedRun
from engine.phrases.messages import Messages
from engine.report.live.progress import Progress
from engine.report.live.view import view
from engine.terminal.event_lines import EventLines
from engine.terminal.lines import Lines
from engine.terminal.painter import is_drawable, make_painter
from engine.terminal.screen import this_screen

BETWEEN_S: Final = 0.5
"""How often the journal is looked into."""
Sleep = Callable[[float], None]


def watch(watched: WatchedRun, messages: Messages, sleep: Sleep = time.sleep) -> None:
    """Show a run as its own screen does, by what it has committed: as a view on a terminal, else as lines."""
    if is_drawable():
        _draw(watched, messages, sleep)
    else:
        _write(watched, messages, sleep)


def _draw(watched: WatchedRun, messages: Messages, sleep: Sleep) -> None:
    painter, paint, progress = make_painter(), this_screen(err=True).paint, Progress(watched.plan)
    for _ in _looks(watched, sleep):
        for one in watched.news():
            progress.tell(one.at, one.event)
        painter.draw(view(progress, watched.budget(), time.time(), painter.columns, messages, paint))
    painter.erase()


def _write(watched: WatchedRun, messages: Messages, sleep: Sleep) -> None:
    lines = Lines(messages)
    lines.follow(Progress(watched.plan))
    for _ in _looks(watched, sleep):
        for one in watched.news():
            lines(one.event, one.at)
        lines.close()


def follow(watched: WatchedRun, lines: EventLines, sleep: Sleep = time.sleep) -> None:
    """Write a run's events as lines of JSON, those that are committed already and the others as they come."""
    for _ in _looks(watched, sleep):
        lines.tell(watched.run)


def _looks(watched: WatchedRun, sleep: Sleep) -> Iterator[None]:
    """Say when to look into the journal: until the run is over, and once more, for what it committed last."""
    while not watched.is_over():
        yield
        sleep(BETWEEN_S)
    yield
