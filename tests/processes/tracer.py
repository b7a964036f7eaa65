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
SUBMITS = Kind("sendto,sendmsg", rb'send(?:to|msg)\(\d+, "\{')  # the bodies of requests for a job
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
    thread = 0
    with _traced(project, *args, kind=point.kind) as (running, told):
        for number, caller in enumerate(told.callers(), 1):
            if number == point.at:
                thread = caller
                if point.made:
                    told.until_made(thread)
                with suppress(FileNotFoundError, ProcessLookupError):  # who comes late may find it gone
                    strike(_process_of(thread))
        done = running.finish()
    return Struck(done, bool(thread), bool(thread) and told.never_made(thread))


class _Told:
    """What strace tells through a pipe, as it comes."""

    def __init__(self, descriptor: int, kind: Kind) -> None:
        self._descriptor = descriptor
        self._line = re.compile(rb"(?m)^(\d+) +" + kind.shown)
        self._after = re.compile(kind.after)
        self._text = bytearray()

    def callers(self) -> Iterator[int]:
        """Give the thread of each call that is about to be made, until the command is over."""
        read = 0
        while self._more():
            if not read:
                begun = self._after.search(self._text)
                if begun is None:
                    continue
                read = begun.end()
            while found := self._line.search(self._text, read):
                read = found.end()
                yield int(found[1])

    def until_made(self, thread: int) -> None:
        """Wait for the result of the call that a thread is about to make."""
        while not self._lines(thread)[-1].partition(b" = ")[2]:
            assert self._more(), "it ended by itself"

    def never_made(self, thread: int) -> bool:
        """Whether a thread was killed before its last call was made: then the call has no result."""
        return self._lines(thread)[-1].endswith(b"= ?")

    def _lines(self, thread: int) -> list[bytes]:
        return [line for line in self._text.splitlines() if line.startswith(b"%d " % thread)]

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
