"""Event lines: the events of a run as lines of JSON, each as soon as it is committed."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from engine.errors import OperatorError
from engine.phrases.messages import Messages
from engine.report.events import public_event
from engine.run import events as e
from engine.run.ports import Screen
from engine.store.sqlite.reader import JournalReader

BETWEEN_S: Final = 0.5
"""How often the journal is looked into though nothing was heard: what was heard may be committed a little later."""
GATHER_S: Final = 0.05
"""So long what follows at once is waited for, to be read together."""
Write = Callable[[Any], None]


class EventLines:
    """Reads what is committed of a run, and writes it; used by one thread at a time."""

    def __init__(self, reader: JournalReader, messages: Messages, write: Write) -> None:
        self._reader, self._messages, self._write = reader, messages, write
        self._seq = 0

    def tell(self, run: str) -> None:
        """Write the events that have come since."""
        for one in self._reader.each_after(run, self._seq):
            self._seq = one.seq
            told = public_event(one.seq, one.at, run, one.event, self._messages)
            if told is not None:
                self._write(told.as_json())


@contextmanager
def event_lines(screen: Screen, reader: JournalReader, messages: Messages, write: Write) -> Iterator[Screen]:
    """Give what hears a run's events in the place of its screen; a thread of its own writes what the journal has of them."""
    lines, run, news, over = EventLines(reader, messages, write), list[str](), threading.Event(), threading.Event()

    def hear(event: e.Event) -> None:
        if isinstance(event, e.RunStarted):
            run.append(event.run)
        if not event.volatile:
            news.set()
        screen(event)

    def tell() -> None:
        try:
            while not over.is_set():
                if news.wait(BETWEEN_S):
                    over.wait(GATHER_S)
                news.clear()
                if run:
                    lines.tell(run[0])
        except (OSError, OperatorError):
            return  # whoever reads has gone, or the journal can't be read: the run goes on

    thread = threading.Thread(target=tell, name="events", daemon=True)
    thread.start()
    try:
        yield hear
    finally:
        over.set()
        news.set()
        thread.join()
    if run:
        lines.tell(run[0])
