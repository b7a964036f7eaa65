"""Processes: an OS lock held for life proves who may still send; its age proves nothing.

A process that sleeps, is stopped or whose clock jumps keeps its lock; the kernel frees it only with its death. Local file systems
only.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def living(folder: Path, process: str) -> Iterator[None]:
    """Hold the lock of this process for as long as the context lasts."""
    folder.mkdir(parents=True, exist_ok=True)
    for other in folder.iterdir():  # what a killed process left says no more than its absence does
        if not is_alive(folder, other.name):
            other.unlink(missing_ok=True)
    path = folder / process
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
        path.unlink(missing_ok=True)
    finally:
        os.close(handle)


def is_alive(folder: Path, process: str) -> bool:
    """Say whether the process may still act: True while somebody holds its lock."""
    try:
        handle = os.open(folder / process, os.O_RDWR)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(handle)
    return False
