"""Tracer: strikes a command at one call of its whole process, such as its fifth commit, while that call is held back.

strace counts the calls of each thread for itself (`when=`), and which thread of a pool makes a commit is chance. Here its
injection only holds each call of a kind back for a moment (`delay_enter`); the calls of all threads are counted as they are
told, and whoever strikes does so while the call has not been made yet.
"""

import os
import re
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.cli.cli_project import Done, Project, Running
from tests.processes.tools import strace

HOLD_S = 0.02


@dataclass(frozen=True)
class Kind:
    """A kind of call: the system calls, and how strace shows one that counts when it is about to be made.

    Those before something else that strace shows don't count.
    """

    calls: str
    shown: bytes
    after: bytes = b""


# What wakes up the event loop from another thread is sent over a socket as well: one byte, a zero, to nobody else.
_SENT = rb'send(?:to|msg)\(\d+, (?!"\\0", 1,)'
COMMITS = Kind("fdatasync", rb"fdatasync\(\d")
SYNCS = Kind("fsync", rb"fsync\(\d")
SENDS = Kind("sendto,sendmsg", _SENT + rb'(?:"(?:[^"\\]|\\.)*"(?:\.\.\.)?, \d+,|\{msg)')
NAMES = Kind("rename,renameat,renameat2,link,linkat", rb'(?:rename|link)\w*\([^\n]*", [^\n]*"')
SUBMITS = Kind("sendto,sendmsg", rb'send(?:to|msg)\(\d+, "POST /api')  # the requests for a job
DOWNLOADS = Kind("sendto,sendmsg", rb'send(?:to|msg)\(\d+, "GET /resu')
ANSWERS = Kind("sendto,sendmsg,fdatasync", COMMITS.shown, after=SUBMITS.shown)  # commits of what became of a submit


@dataclass(frozen=True)
class Point:
    """The `at`-th call of a kind, counted from 1 over the whole process: before it is made, or once it is `made`."""

    kind: Kind
    at: int
    made: bool = False


Strike = Callable[[int], None]
"""What is done to a process, by its id."""


def kill(process: int) -> None:
    os.kill(process, signal.SIGKILL)


@dataclass(frozen=True)
class Struck:
    """What became of a command: whether it was struck, and if so whether that was before the call was made."""

    done: Done
    struck: bool
    never_made: bool


def run_struck(project: Project, *args: str, point: Point, strike: Strike = kill) -> Struck:
    """Run a command and strike at one of its calls; return when it is over."""
    call = None
    with _traced(project, *args, kind=point.kind) as (running, told):
        for number, begun in enumerate(told.calls(), 1):
            if number == point.at:
                call = begun
                if point.made:
                    told.until_made(call)
                with suppress(FileNotFoundError, ProcessLookupError):  # who comes late may find it gone
                    strike(_process_of(call.thread))
        done = running.finish()
    return Struck(done, call is not None, call is not None and not told.is_made(call))


@dataclass(frozen=True)
class _Call:
    """A call that is about to be made: by which thread, and where it begins in what is told."""

    thread: int
    begin: int


class _Told:
    """What strace tells through a pipe, as it comes."""

    def __init__(self, descriptor: int, kind: Kind) -> None:
        self._descriptor = descriptor
        self._line = re.compile(rb"(?m)^(\d+) +" + kind.shown)
        self._after = re.compile(kind.after)
        self._text = bytearray()

    def calls(self) -> Iterator[_Call]:
        """Give each call that is about to be made, until the command is over."""
        read = 0
        while self._more():
            if not read:
                begun = self._after.search(self._text)
                if begun is None:
                    continue
                read = begun.end()
            while found := self._line.search(self._text, read):
                read = found.end()
                yield _Call(int(found[1]), found.start())

    def until_made(self, call: _Call) -> None:
        """Wait for the result of a call."""
        while not self.is_made(call):
            assert self._more(), "it ended by itself"

    def is_made(self, call: _Call) -> bool:
        """Whether a call has a result by now; one whose thread was killed before it was made has `?`, or none at all.

        It stands in the first line of the thread that has one, whatever other calls the thread has begun since.
        """
        lines = (line for line in self._text[call.begin :].splitlines() if line.startswith(b"%d " % call.thread))
        result = next((line.rpartition(b" = ")[2] for line in lines if b" = " in line), b"")
        return bool(result) and not result.startswith(b"?")

    def _more(self) -> bool:
        block = os.read(self._descriptor, 1 << 16)
        self._text += block
        return bool(block)


@contextmanager
def _traced(project: Project, *args: str, kind: Kind) -> Iterator[tuple[Running, _Told]]:
    tool = strace()
    with tempfile.TemporaryDirectory() as folder:
        pipe = Path(folder) / "told"
        os.mkfifo(pipe)
        hold = f"inject={kind.calls}:delay_enter={int(HOLD_S * 1e6)}"
        before = (tool, "-f", "-qq", "--seccomp-bpf", "-s", "12", "-e", f"trace={kind.calls}", "-e", "signal=none",
                  "-e", hold, "-o", str(pipe))  # fmt: skip
        running = project.start(*args, before=before)
        descriptor = os.open(pipe, os.O_RDONLY)
        try:
            yield running, _Told(descriptor, kind)
        finally:
            os.close(descriptor)
            with suppress(ProcessLookupError):  # a tracer that is killed lets go of whom it traced
                os.killpg(running.process.pid, signal.SIGKILL)


def _process_of(thread: int) -> int:
    status = Path(f"/proc/{thread}/status").read_text()
    return int(status.partition("Tgid:")[2].split()[0])
