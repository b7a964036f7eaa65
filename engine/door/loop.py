"""A thread with an event loop of its own, for callers that have none, or one that they can't wait in."""

import threading
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from typing import TypeVar

import anyio
from anyio.from_thread import BlockingPortal

T = TypeVar("T")


class LoopThread:
    """Runs coroutines for blocking callers until it is stopped; it keeps no interpreter from ending."""

    def __init__(self) -> None:
        self._ready = threading.Event()
        self._thread = threading.Thread(target=anyio.run, args=(self._serve,), name="editchain-sync", daemon=True)
        self._thread.start()
        self._ready.wait()

    async def _serve(self) -> None:
        async with BlockingPortal() as self._portal:
            self._ready.set()
            await self._portal.sleep_until_stopped()

    def call(self, coroutine: Callable[[], Awaitable[T]]) -> T:
        """Run a coroutine and return what it gives; whoever is interrupted meanwhile cancels it."""
        waited = self._portal.start_task_soon(coroutine)
        try:
            return waited.result()
        except BaseException:
            waited.cancel()
            raise

    def held(self, context: AbstractAsyncContextManager[T]) -> AbstractContextManager[T]:
        """Return a context manager that enters and leaves an asynchronous one in one task of the loop."""
        return self._portal.wrap_async_context_manager(context)

    def stop(self) -> None:
        """End the loop, and the thread with it."""
        self._portal.call(self._portal.stop)
        self._thread.join()
