"""Progress on stderr: one view of the whole run on a terminal, plain lines elsewhere."""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from queue import Empty, SimpleQueue
from typing import Final, Protocol

from engine.errors import OperatorError
from engine.phrases import progress as words
from engine.phrases.messages import Messages
from engine.report.budget import budget_text
from engine.report.display import unpainted
from engine.report.live.progress import Progress
from engine.report.live.view import Paint, totals, view
from engine.report.plan import headline
from engine.report.told import told_in_passing
from engine.run import events as e
from engine.run.money.budget import Budget
from engine.terminal.beginning import Beginning, Stands, no_budget
from engine.terminal.json_log import JsonLog
from engine.terminal.lines import Lines, say
from engine.terminal.painter import Painter, is_drawable, make_painter
from engine.terminal.screen import show, this_screen, wishes_now

BETWEEN_S: Final = 0.25
"""Time between two draws, at least."""
LONG_S: Final = 1.0
"""From then on it is shown that media are being looked at."""
Clock = Callable[[], float]


class RunScreen(Protocol):
    """What a run shows while it goes on."""

    def __call__(self, event: e.Event) -> None: ...

    def looked(self, done: int, of: int) -> None: ...

    def planned(self, shown: Beginning) -> None: ...


@contextmanager
def make_screen(messages: Messages, of_log: Messages) -> Iterator[RunScreen]:
    """Return the screen that fits: a log of JSON if that was asked for, the view on a terminal, else lines.

    `of_log` are the words of a log.
    """
    if wishes_now().log == "json":
        yield JsonLog(of_log)
        return
    if not is_drawable():
        with closing(Lines(messages)) as lines:
            yield Piped(messages, lines)
        return
    painter, paint = make_painter(), this_screen(err=True).paint
    with _looks(painter, messages) as looks, _watched(Watched(painter, messages, looks, paint=paint)) as screen:
        yield screen


@contextmanager
def make_looks(messages: Messages) -> Iterator[Callable[[int, int], None]]:
    """Return what shows how many remote media were looked at, on a terminal only."""
    if not is_drawable():
        yield Lines(messages).looked
        return
    with _looks(make_painter(), messages) as looks:
        yield looks


class Piped:
    """The lines of a run, the first of them what begins."""

    def __init__(self, messages: Messages, lines: Lines) -> None:
        self._messages, self._lines = messages, lines
        self.looked = lines.looked

    def planned(self, shown: Beginning) -> None:
        """Say what begins."""
        _begin(shown, self._messages)
        self._lines.follow(Progress(shown.plan))

    def __call__(self, event: e.Event) -> None:
        self._lines(event)


class Looks:
    """A line that counts the media which are looked at, once that takes long."""

    def __init__(self, painter: Painter, messages: Messages, clock: Clock = time.monotonic) -> None:
        self._painter, self._messages, self._clock = painter, messages, clock
        self._next: float | None = None

    def __call__(self, done: int, of: int) -> None:
        now = self._clock()
        if self._next is None:
            self._next = now + LONG_S
        elif now >= self._next:
            self._next = now + BETWEEN_S
            self._painter.draw([self._messages.say(words.LOOKING, done=done, of=of)])


class Watched:
    """The view of a run, fed by a queue: who runs never draws, and who draws takes what has come since it drew last."""

    def __init__(
        self, painter: Painter, messages: Messages, looked: Callable[[int, int], None], clock: Clock = time.time,
        paint: Paint = unpainted,
    ) -> None:  # fmt: skip
        self.looked = looked
        self._paint = paint
        self._painter, self._messages, self._clock = painter, messages, clock
        self._come: SimpleQueue[tuple[float, e.Event]] = SimpleQueue()
        self._progress: Progress | None = None
        self._stands: Stands = no_budget
        self._known: Budget | None = None
        self._begun = False

    def planned(self, shown: Beginning) -> None:
        """Say what begins; from the run's start on the view is drawn, with the budget as it stands by then."""
        self._painter.erase()
        _begin(shown, self._messages)
        self._stands, self._progress = shown.stands, Progress(shown.plan)

    def __call__(self, event: e.Event) -> None:
        """Hear an event; of whom the run waits for before it can begin is said at once, since there is no view yet."""
        self._begun = self._begun or isinstance(event, e.RunStarted)
        if isinstance(event, e.Away | e.Back) and not self._begun:
            say(told_in_passing(event, self._messages))
        else:
            self._come.put((self._clock(), event))

    def draw(self) -> None:
        """Show how things stand now."""
        progress = self._told()
        if progress is not None:
            columns = self._painter.columns
            self._painter.draw(view(progress, self._budget(), self._clock(), columns, self._messages, self._paint))

    def close(self) -> None:
        """Leave nothing where the end of the run is told on the same terminal, else the totals."""
        self._painter.erase()
        progress = self._told()
        if progress is not None and not sys.stdout.isatty():
            for line in totals(progress, self._budget(), self._clock(), self._messages):
                show(line, err=True, fold=True)

    def _budget(self) -> Budget | None:
        """How the cap stands now; as it was known last, if the journal can't be read."""
        with suppress(OperatorError):
            self._known = self._stands()
        return self._known

    def _told(self) -> Progress | None:
        """Return the run's progress with all that has come; None before it starts."""
        while self._progress is not None:
            try:
                self._progress.tell(*self._come.get_nowait())
            except Empty:
                break
        return self._progress if self._progress is not None and self._progress.started is not None else None


@contextmanager
def _watched(screen: Watched) -> Iterator[Watched]:
    """Draw in a thread of its own until the run is over."""
    over = threading.Event()

    def draw() -> None:
        try:
            while not over.wait(BETWEEN_S):
                screen.draw()
        except OSError:
            return  # the terminal has gone; the run goes on

    thread = threading.Thread(target=draw, name="screen", daemon=True)
    thread.start()
    try:
        yield screen
    finally:
        over.set()
        thread.join()
        with suppress(OSError):
            screen.close()


@contextmanager
def _looks(painter: Painter, messages: Messages) -> Iterator[Looks]:
    try:
        yield Looks(painter, messages)
    finally:
        painter.erase()


def _begin(shown: Beginning, messages: Messages) -> None:
    say(headline(shown.plan, shown.budget, messages))
    if shown.budget is not None:
        say(budget_text(shown.budget, messages))
