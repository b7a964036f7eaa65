"""A process that writes a file of ours and is stopped while it does."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

STOPS = """\
import os, signal, sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("BEGIN IMMEDIATE")
os.kill(os.getpid(), signal.SIGSTOP)
db.execute("ROLLBACK")
"""


@contextmanager
def stopped_in_a_commit(path: Path) -> Iterator[int]:
    """Give the id of a process that has begun to write a file, and was stopped; it ends with the context."""
    with subprocess.Popen([sys.executable, "-c", STOPS, str(path)]) as process:
        try:
            _, status = os.waitpid(process.pid, os.WUNTRACED)
            assert os.WIFSTOPPED(status)
            yield process.pid
        finally:
            process.send_signal(signal.SIGKILL)
