"""What is heard of a run of this process while it goes on."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field

import anyio

from engine.phrases.messages import Messages
from engine.report.events import Event, public_event
from engine.run import events as e


@dataclass(slots=True)
class Live:
    """The run's screen: it wakes whoever follows the run, and keeps the last progress of each task for them."""

    now: Callable[[], float]
    messages: Messages
    run: str = ""
    begun: anyio.Event = field(default_factory=anyio.Event)
    over: anyio.Event = field(default_factory=anyio.Event)
    _news: anyio.Event = field(default_factory=anyio.Event)
    _progress: dict[str, Event] = field(default_factory=dict)

    def __call__(self, event: e.Event) -> None:
        """Hear an event; called in the event loop by who drives the run."""
        if isinstance(event, e.RunStarted):
            self.run = event.run
            self.begun.set()
        if event.volatile:
            self._note(event)
        else:
            self._wake()

    def end(self) -> None:
        """Nothing more comes."""
        self.begun.set()
        self.over.set()
        self._wake()

    def outlook(self) -> tuple[bool, Callable[[], Awaitable[object]]]:
        """Return whether nothing more comes, and what waits for the next thing that does."""
        return self.over.is_set(), self._news.wait

    def passing(self) -> Callable[[], Iterable[Event]]:
        """Return what gives one follower the progress that it has not seen, the newest of each task, in order."""
        seen: dict[str, Event] = {}

        def unseen() -> list[Event]:
            fresh = [event for task, event in self._progress.items() if seen.get(task) is not event]
            seen.update(self._progress)
            return sorted(fresh, key=lambda event: event.at)

        return unseen

    def _note(self, event: e.Event) -> None:
        told = public_event(None, self.now(), self.run, event, self.messages)
        last = self._progress.get(event.task)
        if told is not None and (last is None or last.data != told.data):
            self._progress[event.task] = told
            self._wake()

    def _wake(self) -> None:
        self._news.set()
        self._news = anyio.Event()
