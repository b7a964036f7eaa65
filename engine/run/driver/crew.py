"""A crew: threads that carry out calls in the order in which they are given, for little more than the calls themselves cost."""

from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from queue import SimpleQueue
from threading import Thread
from typing import Any, TypeVar

import anyio
from anyio.lowlevel import checkpoint_if_cancelled, current_token

T = TypeVar("T")


@dataclass(slots=True, eq=False)
class _Call:
    """What is to be done, and once it is over what came of it."""

    do: Callable[[], object]
    over: anyio.Event = field(default_factory=anyio.Event)
    result: Any = None
    error: BaseException | None = None


@dataclass(slots=True)
class Crew:
    """So many threads, begun when first needed. What they have finished is told to the event loop together."""

    size: int
    _begun: int = 0
    _calls: "SimpleQueue[_Call | None]" = field(default_factory=SimpleQueue)
    _finished: deque[_Call] = field(default_factory=deque)
    _told: bool = False  # that something is finished, and not taken in yet
    _tell: Callable[[Callable[[], None]], object] = field(init=False)

    def __post_init__(self) -> None:
        loop: Any = current_token().native_token  # asyncio's event loop, or trio's token
        self._tell = getattr(loop, "call_soon_threadsafe", None) or loop.run_sync_soon

    async def call(self, do: Callable[..., T], *args: object, **named: object) -> T:
        """Let a thread carry out a call, and wait for its end even when this task is cancelled meanwhile.

        Raises what the call raises; nothing is begun for who is cancelled already.
        """
        await checkpoint_if_cancelled()
        call = _Call(partial(do, *args, **named))
        if self._begun < self.size:
            self._begun += 1
            Thread(target=self._work, name="editchain", daemon=True).start()
        self._calls.put(call)
        with anyio.CancelScope(shield=True):
            await call.over.wait()
        if call.error is not None:
            raise call.error
        result: T = call.result
        return result

    def leave(self) -> None:
        """Let each thread end after what it was given."""
        for _ in range(self._begun):
            self._calls.put(None)

    def _work(self) -> None:
        while (call := self._calls.get()) is not None:
            try:
                call.result = call.do()
            except BaseException as error:  # noqa: BLE001 - it is raised where it was called
                call.error = error
            self._finished.append(call)
            if not self._told:
                self._told = True
                self._tell(self._take_in)

    def _take_in(self) -> None:
        """Wake up who waits; what is finished from now on is told of anew."""
        self._told = False
        while self._finished:
            self._finished.popleft().over.set()


@asynccontextmanager
async def crew_of(size: int) -> AsyncIterator[Crew]:
    """Give a crew for as long as the context lasts."""
    crew = Crew(size)
    try:
        yield crew
    finally:
        crew.leave()
