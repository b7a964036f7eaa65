"""The key that a command tells: asked for once, its first line heard, nothing that it says shown or kept on disk."""

import threading
from collections.abc import Sequence
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import IO, Final

from engine.errors import OperatorError
from engine.values.reason import Reason, because, system_words

WAIT_S: Final = 60.0
"""So long a command may take: somebody may have to unlock a wallet."""
LONGEST: Final = 1024
"""No key is nearly as long."""


class KeyRing:
    """Holds the key of one opened project, or of one command, once it was needed; in memory only."""

    def __init__(self, wait_s: float = WAIT_S) -> None:
        self._wait_s = wait_s
        self._lock = threading.Lock()
        self._told: str | None = None

    @property
    def told(self) -> str | None:
        """The key if it was needed by now; waits for nobody."""
        return self._told

    def told_by(self, command: Sequence[str], folder: Path) -> str:
        """Return what a command tells in its first line, which is asked the first time only, in a folder; may wait for it.

        Raises OperatorError `key-command-failed`, which names the command and nothing that it has said.
        """
        with self._lock:  # two runs that begin at once ask one command
            if self._told is None:
                self._told = _told_by(command, folder, self._wait_s)
            return self._told


def _told_by(command: Sequence[str], folder: Path, wait_s: float) -> str:
    """Return the first line of what a command says, which runs in the project's folder.

    Raises OperatorError `key-command-failed` if it can't be had, takes longer than `wait_s`, fails, or says nothing.
    """
    import subprocess  # noqa: PLC0415 - a check of recipes needs no key

    try:
        process = subprocess.Popen(  # noqa: S603 - it is the operator's own
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
    except OSError as error:
        raise _failed(command, system_words(error)) from None
    except ValueError:  # a name with a zero byte
        raise _failed(command, because("no-such-file")) from None
    heard: SimpleQueue[bytes] = SimpleQueue()
    assert process.stdout is not None, "it was asked for"
    threading.Thread(target=_listen, args=(process.stdout, heard), daemon=True).start()
    try:
        line = heard.get(timeout=wait_s)
        code = process.wait(timeout=wait_s)
    except (Empty, subprocess.TimeoutExpired):
        raise _failed(command, because("took-too-long", seconds=f"{wait_s:g}")) from None
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
    if code != 0:
        raise _failed(command, because("ended-with", code=code))
    text = line.decode("utf-8", "replace").strip()
    if not text:
        raise _failed(command, because("said-nothing"))
    return text


def _listen(said: IO[bytes], heard: "SimpleQueue[bytes]") -> None:
    """Hear the first line, and let the rest pass, so that nobody is stopped who says more."""
    with said:
        heard.put(said.readline(LONGEST))
        while said.read(LONGEST):
            pass


def _failed(command: Sequence[str], why: Reason) -> OperatorError:
    """Build the error: the name of a command is told, but none of its arguments, which may be secret too."""
    return OperatorError("key-command-failed", command=command[0], why=why)
