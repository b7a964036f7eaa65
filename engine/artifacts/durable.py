"""Durable file moves: what was renamed is there after a power cut."""

import contextlib
import os
import shutil
from pathlib import Path

from engine.errors import OperatorError


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def place(source: Path, target: Path) -> None:
    """Put a copy of a file at the target, atomically.

    It is a copy and never a link: whoever edits a published file must not change the artifact.
    Raises OperatorError `disk-unwritable`.
    """
    temporary = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, temporary)
        with temporary.open("rb+") as handle:
            os.fsync(handle.fileno())
        temporary.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        with contextlib.suppress(OSError):  # the first error is the one to tell
            temporary.unlink(missing_ok=True)
        raise OperatorError("disk-unwritable", path=str(target), reason=error.strerror or str(error)) from error
