"""Commands with stderr on a terminal."""

import fcntl
import os
import pty
import struct
import subprocess
import termios
from collections.abc import Callable

from tests.cli.cli_project import COMMAND, PATIENCE_S, Project


def on_a_terminal(
    project: Project, *args: str, columns: int = 120, hear: Callable[[bytes], None] = lambda _: None, says: str = "",
    code: int = 0,
) -> tuple[str, str]:  # fmt: skip
    """Run a command to its end with that exit code; return what it printed, and what the terminal was sent.

    `hear` gets all that the terminal was sent so far, whenever there is more of it. Where a person `says` something, stdin is the
    terminal too.
    """
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    process = subprocess.Popen(
        [COMMAND, *args], cwd=project.root, env={"TERM": "xterm", **project.env},
        stdin=theirs if says else subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=theirs,
    )  # fmt: skip
    os.close(theirs)
    os.write(ours, says.encode())
    shown = b""
    try:
        while block := os.read(ours, 65536):
            shown += block
            hear(shown)
    except OSError:  # the other side is closed: a terminal says so in this way
        pass
    os.close(ours)
    assert process.stdout is not None
    with process.stdout as stream:
        out = stream.read().decode()
    assert process.wait(PATIENCE_S) == code, shown.decode()
    return out, shown.decode()
