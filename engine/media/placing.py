"""Placing: a result appears under its name whole and durable, or not at all."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

import av

from engine.errors import OperatorError
from engine.values.reason import quoted, system_words


@contextlib.contextmanager
def placed(target: Path) -> Iterator[Path]:
    """Give a temporary name beside the target; what was written there takes the target's name when the block ends well.

    One writer at a time for a target: what a process that was killed has left is written over. Whatever reads must raise
    its own errors; those of the system that reach this block are the writer's, and become OperatorError `disk-unwritable`.
    """
    part = target.with_name(f".{target.name}.part")
    try:
        yield part
        with part.open("rb") as file:
            os.fsync(file.fileno())
        part.replace(target)
        _sync_folder(target.parent)
    except (OSError, av.FFmpegError) as error:
        reason = system_words(error) if isinstance(error, OSError) else quoted(str(error))
        raise OperatorError("disk-unwritable", path=str(target), reason=reason) from error
    finally:
        with contextlib.suppress(OSError):  # the first error is the one to tell
            part.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Make the new name durable; a system without folder descriptors has nothing to sync."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
