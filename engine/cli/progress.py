"""Progress on stderr: bars with phase and seconds on a terminal, plain lines elsewhere."""

import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from types import MappingProxyType
from typing import Any, Protocol

import click

from engine.plan import Plan
from engine.report.plan import headline
from engine.run import events as e
from engine.values.money import Money

LONG_S = 1.0


class RunScreen(Protocol):
    """What a run shows while it goes on."""

    def __call__(self, event: e.Event) -> None: ...

    def looked(self, done: int, of: int) -> None: ...

    def planned(self, plan: Plan, cap: Money | None) -> None: ...


@contextmanager
def make_screen() -> Iterator[RunScreen]:
    """Return the screen that fits: bars if stderr is a terminal, else lines."""
    if sys.stderr.isatty():
        with _bars() as screen:
            yield screen
    else:
        yield Lines()


class Lines:
    """One plain line for each thing that matters."""

    def __init__(self) -> None:
        self._phases: dict[str, str] = {}

    def looked(self, done: int, of: int) -> None:
        """Say nothing: the plan comes soon enough for a log."""

    def planned(self, plan: Plan, cap: Money | None) -> None:
        click.echo(headline(plan, str(cap)), err=True)

    def __call__(self, event: e.Event) -> None:
        text = told(event)
        if isinstance(event, e.JobSeen | e.Blocked):
            if self._phases.get(event.task) == text:
                return
            self._phases[event.task] = text
        if text:
            click.echo(f"{event.task}: {text}" if event.task else text, err=True)


WORDS: Mapping[type[e.Event], str] = MappingProxyType(
    {
        e.Reused: "reused, nothing is sent",
        e.Intended: "submitting",
        e.JobSucceeded: "edited; downloading",
        e.Fetched: "done",
        e.Halted: "stopping: nothing more is submitted; jobs that were accepted are finished",
        e.Interrupted: "stopping: nothing more is submitted; jobs that were accepted go on (once more to leave at once)",
    }
)
WAITS: Mapping[str, str] = MappingProxyType(
    {
        "claim": "another run is sending this request; waiting for it",
        "budget": "waiting for room under the cap",
    }
)


def told(event: e.Event) -> str:
    """Return what a person wants to hear of an event, "" for nothing."""
    match event:
        case e.Skipped() | e.JobFailed() | e.Refused() | e.MediaFailed() | e.FetchFailed() | e.PublishFailed():
            word = {"Skipped": "skipped", "Refused": "refused"}.get(type(event).__name__, "failed")
            return f"{word}: {event.cause.message} [{event.cause.code}]"
        case e.TakenOver():
            return f"job {event.job} of an earlier run goes on"
        case e.Accepted():
            return f"accepted as job {event.job}"
        case e.NotSent():
            return f"not sent: {event.reason}"
        case e.Blocked():
            return WAITS.get(event.by, "")
        case e.Doubted():
            return f"in doubt: {event.reason}"
        case e.Held():
            return f"held: {event.why.message} [{event.why.code}]"
        case e.JobSeen():
            return event.trouble or event.phase.lower()
        case _:
            return WORDS.get(type(event), "")


@contextmanager
def make_looks() -> Iterator[Callable[[int, int], None]]:
    """Return what shows how many remote media were looked at; a bar appears only on a terminal, once it takes long."""
    if not sys.stderr.isatty():
        yield Lines().looked
        return
    with ExitStack() as stack:
        yield Patience(lambda: stack.enter_context(_bars(transient=True)).looked)


class Patience:
    """Passes a count on to where it is shown, which is made once the counting has taken a while."""

    def __init__(self, make: Callable[[], Callable[[int, int], None]]) -> None:
        self._make = make
        self._show: Callable[[int, int], None] | None = None
        self._began: float | None = None

    def __call__(self, done: int, of: int) -> None:
        if self._began is None:
            self._began = time.monotonic()
        if self._show is None and time.monotonic() - self._began >= LONG_S:
            self._show = self._make()
        if self._show is not None:
            self._show(done, of)


@contextmanager
def _bars(*, transient: bool = False) -> Iterator["Bars"]:
    from rich.console import Console  # noqa: PLC0415 - only for a terminal
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    console = Console(stderr=True)
    columns = (
        SpinnerColumn(finished_text=" "),
        TextColumn("{task.fields[name]}"),
        BarColumn(bar_width=30),
        TextColumn("{task.fields[phase]}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=transient) as progress:
        yield Bars(progress)


class Bars:
    """One bar a task, with its phase and the seconds since it began."""

    def __init__(self, progress: Any) -> None:
        self._progress = progress
        self._bars: dict[str, Any] = {}
        self._began: dict[str, float] = {}
        self._looks: Any = None
        self.looked = Patience(lambda: self._count)

    def _count(self, done: int, of: int) -> None:
        if self._looks is None:
            self._looks = self._progress.add_task("", name="looking at media", phase="", total=of)
        self._progress.update(self._looks, completed=done, total=of, phase=f"{done} of {of}")

    def planned(self, plan: Plan, cap: Money | None) -> None:
        if self._looks is not None:
            self._progress.remove_task(self._looks)
        self._progress.console.print(headline(plan, str(cap)), highlight=False, markup=False)

    def __call__(self, event: e.Event) -> None:
        match event:
            case e.RunStarted():
                for name in event.tasks:
                    self._bars[name] = self._progress.add_task("", name=name, phase="waiting", total=1.0, start=False)
            case e.JobSeen():
                self._start(event.task)
                done = {"completed": event.progress} if event.progress is not None else {}
                self._update(event.task, phase=told(event), **done)
            case e.Prepared():
                self._start(event.task)
                self._update(event.task, phase="submitting")
            case e.Reused() | e.Fetched():
                self._start(event.task)
                self._update(event.task, phase=told(event), completed=1.0)
                self._progress.stop_task(self._bars[event.task])
            case e.Interrupted() | e.Halted():
                self._progress.console.print(told(event), highlight=False, markup=False)
            case _ if event.task in self._bars and told(event):
                self._start(event.task)
                self._update(event.task, phase=told(event))

    def _start(self, task: str) -> None:
        if task not in self._began:
            self._began[task] = time.monotonic()
            self._progress.start_task(self._bars[task])

    def _update(self, task: str, **fields: Any) -> None:
        self._progress.update(self._bars[task], **fields)
