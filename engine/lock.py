"""Locks of the operating system: an open file holds one, and it ends with its process, however that ends.

What is locked is a file and not its name: where somebody removes a name and makes it anew, it is another file. So whoever has
taken a lock looks whether the name still means the file that is locked, and begins again if not; and whoever removes a name
holds its lock meanwhile. Local file systems only.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class HeldLock:
    """The lock of a file, held until it is released or the process ends."""

    path: Path
    handle: int

    def release(self, *, remove: bool) -> None:
        """Let the lock go; with `remove` the file goes too, if it may."""
        left = remove and not _removed(self.path)
        os.close(self.handle)
        if left:  # a system that removes no open file, so none that another holds either
            _removed(self.path)


def hold(path: Path, *, wait: bool = False, make: bool = True) -> HeldLock | None:
    """Take the lock of a file; None while another holds it, unless asked to `wait`.

    The file is made if need be; without `make` it must be there. Raises OSError.
    """
    from filelock import lock_descriptor  # noqa: PLC0415 - few commands lock anything

    while True:
        handle = os.open(path, os.O_RDWR | (os.O_CREAT if make else 0), 0o644)
        held = None
        try:
            if not lock_descriptor(handle, blocking=wait):
                return None
            if _is_named(handle, path):
                held = HeldLock(path, handle)
                return held
        finally:
            if held is None:
                os.close(handle)


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Wait for the lock of a file, hold it for as long as the context lasts, then remove the file. Raises OSError."""
    held = hold(path, wait=True)
    assert held is not None
    try:
        yield
    finally:
        held.release(remove=True)


def _is_named(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False


def _removed(path: Path) -> bool:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return False
    return True
