"""Prober: probes addresses in the background, each once, a bounded number at a time."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from queue import SimpleQueue
from typing import TYPE_CHECKING, Final, Self

from engine.errors import AuthorError
from engine.net.network import DIRECT, Network
from engine.sources.remote.limits import ProbeLimits
from engine.values.media import Probed

if TYPE_CHECKING:
    from engine.sources.remote.client import Client

Looked = Callable[[int, int], None]
"""Hears how many addresses were probed, and of how many."""

THREAD: Final = "editchain-probe"
_TICK_S: Final = 0.25
_PATIENCE_S: Final = 1.0
_Outcome = Future[Probed | AuthorError]


def in_silence(done: int, of: int) -> None:
    """Tell nobody."""


class Prober:
    """Knows every address that was named to it; nothing is loaded or opened before the first one.

    Its threads are its own: those of an executor keep a process from ending while a name server is silent. `looked` is called by
    whoever waits, now and then.
    """

    def __init__(
        self, looked: Looked = in_silence, limits: ProbeLimits | None = None, network: Network = DIRECT
    ) -> None:
        self._looked = looked
        self._limits = limits or ProbeLimits()
        self._network = network
        self._client: Client | None = None
        self._outcomes: dict[str, _Outcome] = {}
        self._queue: SimpleQueue[tuple[str, _Outcome] | None] = SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._done = 0
        self._lock = threading.Lock()

    def expect(self, url: str) -> None:
        """Begin to probe an address, unless that was done; returns at once."""
        if url in self._outcomes:
            return
        outcome = self._outcomes[url] = _Outcome()
        self._queue.put((url, outcome))
        if len(self._threads) < self._limits.at_once:
            self._threads.append(threading.Thread(target=self._work, args=(self._opened(),), name=THREAD, daemon=True))
            self._threads[-1].start()

    def probe(self, url: str) -> Probed:
        """Return what an address tells; raises AuthorError if there is no medium or nothing to be had."""
        self.expect(url)
        outcome = self._outcomes[url]
        self._looked(self._done, len(self._outcomes))
        while not wait([outcome], _TICK_S).done:
            self._looked(self._done, len(self._outcomes))
        found = outcome.result()
        if isinstance(found, AuthorError):
            raise found.with_traceback(None)
        return found

    def close(self) -> None:
        """Break off what is under way; a thread that waits for a name server is left behind."""
        if self._client is not None:
            self._client.end()
        for _ in self._threads:
            self._queue.put(None)
        until = time.monotonic() + _PATIENCE_S
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _opened(self) -> "Client":
        if self._client is None:
            from engine.sources.remote.client import Client  # noqa: PLC0415 - httpcore only for an address

            self._client = Client(self._limits, self._network)
        return self._client

    def _work(self, client: "Client") -> None:
        from engine.sources.remote.probe import probe_url  # noqa: PLC0415 - decoders only for an address

        while (job := self._queue.get()) is not None:
            url, outcome = job
            if client.ended:
                continue
            try:
                outcome.set_result(probe_url(client, url, self._limits))
            except BaseException as error:  # noqa: BLE001 - a defect of ours is raised where the outcome is asked for
                outcome.set_exception(error)
            with self._lock:
                self._done += 1
