"""Events of a run as an asynchronous iterator: first those that are recorded, then the others as they come."""

from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from heapq import merge
from itertools import islice
from typing import Final, Self

from anyio import CapacityLimiter, to_thread

from engine.api.context import Context
from engine.door.faults import in_words
from engine.report.events import Event, public_event
from engine.store.sqlite.reader import JournalReader

POLL_S = 0.5
"""How often a journal is looked into that another process may write."""
AT_ONCE: Final = 500
"""So many events are held at once."""


@dataclass(slots=True)
class Journaled:
    """Reads the public events of one run in the threads of its project."""

    reader: JournalReader
    run: str
    context: Context
    threads: CapacityLimiter

    async def after(self, seq: int) -> list[Event]:
        """Return the next events with greater numbers."""
        return await to_thread.run_sync(self._after, seq, limiter=self.threads)

    async def is_over(self) -> bool:
        """Say whether the run has ended, or its process is dead."""
        return await to_thread.run_sync(self._is_over, limiter=self.threads)

    def _after(self, seq: int) -> list[Event]:
        """Return some of them; of those between that nobody outside hears of there may be any number."""
        messages, found = self.context.messages, self.reader.each_after(self.run, seq)
        told = (public_event(one.seq, one.at, self.run, one.event, messages) for one in found)
        with in_words(self.context):
            return list(islice((event for event in told if event is not None), AT_ONCE))

    def _is_over(self) -> bool:
        with in_words(self.context):
            return self.reader.is_over(self.run)


Outlook = tuple[bool, Callable[[], Awaitable[object]]]
"""Whether nothing more will be recorded, and what waits until something may have been."""


@dataclass(slots=True)
class Events(AsyncIterator[Event]):
    """The events of one run in the order of the journal, for one reader; progress between them where it is heard of.

    It ends when the run has ended or its process is dead. Breaking off, or being cancelled, concerns nobody but the reader.
    """

    journaled: Journaled
    outlook: Callable[[], Awaitable[Outlook]]
    passing: Callable[[], Iterable[Event]] = tuple
    seq: int = 0
    _due: deque[Event] = field(default_factory=deque)

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Event:
        while not self._due:
            over, wait = await self.outlook()  # asked before reading, so that what comes meanwhile is not waited for
            found = await self.journaled.after(self.seq)
            self._due.extend(merge(found, self.passing(), key=lambda event: event.at))
            if not self._due:
                if over:
                    self.journaled.reader.close()
                    raise StopAsyncIteration
                await wait()
            elif found:
                self.seq = found[-1].seq or self.seq
        return self._due.popleft()
