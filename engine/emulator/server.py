"""Server: an emulator on a loopback socket, in a thread of this process or alone in the foreground."""

import asyncio
import contextlib
import ipaddress
import json
import queue
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from engine.emulator.rules.clock import Clock, SystemClock
from engine.emulator.rules.options import EmulatorOptions
from engine.emulator.rules.playbook import scenario_of
from engine.emulator.rules.setup import LOOPBACK
from engine.emulator.state.folder import Folder
from engine.emulator.state.record import Record
from engine.errors import AuthorError, OperatorError
from engine.values.reason import system_words

_BACKLOG = 128


class EmulatorServer:
    """One emulator over one folder; the folder is locked and the socket bound when `start` returns.

    A host that others can reach is served only with `public`. `front` draws the page for people: see `app.Front`. Raises
    AuthorError `emulator-host`; OperatorError `emulator-folder-busy`, `emulator-record`, `emulator-port`, `emulator-start` or
    `draft-extra-missing`.
    """

    def __init__(
        self, folder: Path, options: EmulatorOptions | None = None, clock: Clock | None = None, *,
        host: str = LOOPBACK, port: int = 0, public: bool = False,
        front: Callable[[Mapping[str, Any], str], tuple[str, str]] | None = None,
    ) -> None:  # fmt: skip
        self._root = folder.absolute()  # renderers have another working directory
        self._options = options or EmulatorOptions()
        self._clock = clock or SystemClock()
        self._address = (host, port, public)
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._exit: Callable[[], None] = lambda: None
        self._answered: Callable[[Mapping[str, Any]], None] = lambda _: None
        self._front = front

    @property
    def origin(self) -> str:
        """The address without a path, such as "http://127.0.0.1:40001"."""
        host, port = self._socket.getsockname()[:2]
        here = {"0.0.0.0": LOOPBACK, "::": "::1"}.get(host, host)  # noqa: S104  of all addresses this machine's own
        return f"http://[{here}]:{port}" if ":" in here else f"http://{here}:{port}"

    @property
    def is_open_to_others(self) -> bool:
        """Whether more than this machine can reach it; known once it has begun."""
        return not ipaddress.ip_address(self._socket.getsockname()[0]).is_loopback

    @property
    def base_url(self) -> str:
        """What a client takes as its base URL; ends in `/api/v1`."""
        return (self._options.advertise or self.origin) + "/api/v1"

    @property
    def account(self) -> str:
        """The id of the folder, which outlives the server; the list calls it the caller."""
        return self._emulator.record.account

    @property
    def declaration(self) -> str:
        return self._emulator.declared

    def start(self) -> Self:
        """Serve in a thread; the first request may be sent when this returns."""
        self._open()
        started: queue.SimpleQueue[BaseException | None] = queue.SimpleQueue()

        def run() -> None:
            try:
                self._run(lambda: started.put(None))
            except Exception as error:  # noqa: BLE001 - told to whoever waits for the start
                started.put(error)

        self._thread = threading.Thread(target=run, name="editchain-emulator", daemon=True)
        self._thread.start()
        if (error := started.get()) is not None:
            self.stop()
            raise OperatorError("emulator-start", folder=str(self._root)) from error
        return self

    def stop(self) -> None:
        """End the server, its renderers and its part files; running jobs go on at the next start."""
        self._exit()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def serve(
        self, ready: Callable[[str], None], answered: Callable[[Mapping[str, Any]], None] = lambda _: None
    ) -> None:
        """Serve in the foreground until `stop` is called or an interrupt comes.

        `ready` gets the base URL, `answered` what is remembered of each request when it is over: see `http.seen`.
        """
        self._answered = answered
        self._open()
        try:
            self._run(lambda: ready(self.base_url))
        except KeyboardInterrupt:
            return

    def advance(self, seconds: float) -> None:
        """Move the emulator's clock."""
        self._emulator.travel(seconds)

    def play(self, scenario: Mapping[str, Any]) -> None:
        """Play another scenario from its beginning; raises OperatorError `emulator-scenario`."""
        self._emulator.script.play(scenario_of(scenario))

    def release(self, task_id: str | None) -> None:
        """Let one held job, or all, go on."""
        self._call(lambda: self._emulator.dispatcher.release(task_id))

    def told(self) -> dict[str, Any]:
        """Return accepted jobs, the meter's rows and the requests seen: the oracle of tests."""
        told: dict[str, Any] = json.loads(json.dumps(self._emulator.told()))
        return told

    def wait_until(self, holds: Callable[[dict[str, Any]], bool], timeout_s: float = 30.0) -> bool:
        """Wait, without polling, until the record fulfils a condition; False if it does not in time."""
        with self._changed:
            return self._changed.wait_for(lambda: holds(self._emulator.told()), timeout_s)

    def settled(self, timeout_s: float = 30.0) -> bool:
        """Wait until no job waits or runs."""
        with self._changed:
            return self._changed.wait_for(lambda: self._emulator.record.open_jobs() == 0, timeout_s)

    def _open(self) -> None:
        try:
            from engine.emulator.emulator import Emulator  # noqa: PLC0415  late: start-up of the rest
        except ImportError as error:
            raise OperatorError("draft-extra-missing", package=error.name or "starlette") from error
        self._socket = _bound(*self._address)
        with contextlib.ExitStack() as undo:
            undo.callback(self._socket.close)
            folder = Folder(self._root)
            undo.callback(folder.close)
            record = Record(folder.database)
            undo.callback(record.close)
            self._emulator = Emulator(folder, record, self._options, self._clock, self._tell)
            self._emulator.bound = self.origin
            self._folder = folder
            folder.announce({"base_url": self.base_url, "account": self.account, "declaration": self.declaration})
            self._undo = undo.pop_all()

    def _call(self, action: Callable[[], None]) -> None:
        with contextlib.suppress(RuntimeError):  # the loop has ended already
            self._loop.call_soon_threadsafe(action)

    def _tell(self) -> None:
        with self._changed:
            self._changed.notify_all()

    def _run(self, started: Callable[[], None]) -> None:
        with self._undo:
            asyncio.run(self._main(started))

    async def _main(self, started: Callable[[], None]) -> None:
        from engine.emulator.app import app_of  # noqa: PLC0415  late: the web server is heavy
        from engine.emulator.web import Web  # noqa: PLC0415

        loop = asyncio.get_running_loop()
        self._emulator.begin(loop)
        options = self._options
        web = Web(app_of(self._emulator, self._answered, self._front), unused_s=options.unused_s, half_s=options.half_s)
        self._loop = loop
        self._exit = lambda: self._call(web.leave)
        try:
            await web.serve(self._socket, started, self._folder.withdraw)
        finally:
            await self._emulator.end()


def _bound(host: str, port: int, public: bool) -> socket.socket:
    """Return a listening socket, on a loopback address unless it may be `public`."""
    name = LOOPBACK if host == "localhost" else host
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        raise AuthorError("emulator-host", host=host) from None
    if not (address.is_loopback or public):
        raise AuthorError("emulator-host", host=host)
    family = socket.AF_INET6 if address.version == 6 else socket.AF_INET
    # The protocol is named because asyncio turns Nagle's waiting (40 ms an answer) off only where it is.
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((name, port))
        bound.listen(_BACKLOG)
    except OSError as error:
        bound.close()
        raise OperatorError("emulator-port", port=port, reason=system_words(error)) from error
    return bound


@contextlib.contextmanager
def serving(
    folder: Path, options: EmulatorOptions | None = None, clock: Clock | None = None
) -> Iterator[EmulatorServer]:
    """Serve a folder in a thread for the length of a `with` block."""
    with EmulatorServer(folder, options, clock) as server:
        yield server
