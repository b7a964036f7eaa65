"""Durable files: what was renamed is there after a power cut, and has the digest by which it is known."""

import contextlib
import hashlib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from engine.errors import OperatorError
from engine.lock import alone
from engine.values.reason import system_words

_BLOCK = 1 << 20


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    if not hasattr(os, "O_DIRECTORY"):
        return  # Windows opens no folders
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_folder(folder: Path) -> None:
    """Make a folder with its parents; raises OSError.

    Its name is durable before anything is put into it. So one that is empty may have been left by a process that died in
    between, and is treated as if it were new.
    """
    if folder == folder.parent or _has_entries(folder):
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    with contextlib.suppress(PermissionError):  # whose parent may not be read was not made by us
        sync_folder(folder.parent)


def _has_entries(folder: Path) -> bool:
    try:
        with os.scandir(folder) as entries:
            return next(entries, None) is not None
    except FileNotFoundError:
        return False
    except PermissionError:
        return True


def prove_writable(folder: Path) -> None:
    """Make a file where a folder is or will be, and take it away again; raises OperatorError `disk-unwritable`.

    A folder that is not there is not made: to take it away again could take it from another process.
    """
    try:
        nearest = next(one for one in (folder, *folder.parents) if one.exists())
        trial = nearest / f".{os.getpid()}.part"
        trial.touch()
        trial.unlink()
    except OSError as error:
        raise OperatorError("disk-unwritable", path=str(folder), reason=system_words(error)) from error


def write_text(target: Path, text: str) -> None:
    """Write a text file atomically; raises OperatorError `disk-unwritable`."""
    write_parts(target, (text,))


def write_lines(target: Path, lines: Iterable[str]) -> None:
    """Write the lines of a text file, which is never held as a whole; atomically, and raises as `write_text`."""
    write_parts(target, (f"{line}\n" for line in lines))


def write_parts(target: Path, parts: Iterable[str]) -> None:
    """Write the parts of a text file, as `write_lines`; parts that break off leave the file as it was."""
    temporary = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        make_folder(target.parent)
        try:
            with temporary.open("w", encoding="utf-8", newline="") as handle:
                handle.writelines(parts)
                handle.flush()
                os.fsync(handle.fileno())
            temporary.replace(target)
        except BaseException:  # of whoever gives the parts, too
            with contextlib.suppress(OSError):  # the first error is the one to tell
                temporary.unlink(missing_ok=True)
            raise
        sync_folder(target.parent)
    except OSError as error:
        raise OperatorError("disk-unwritable", path=str(target), reason=system_words(error)) from error


def place(source: Path, target: Path, digest: str) -> None:
    """Put a copy of a file with that digest at the target, atomically; one process at a time.

    It is a copy and never a link: whoever edits a published file must not change the artifact. What a process that was
    killed here has left is written over. Raises OperatorError `disk-unwritable`, or `artifact-damaged` if the bytes that were
    copied have another digest: then the target is as it was.
    """
    try:
        make_folder(target.parent)
        with alone(target.with_name(f".{target.name}.lock")):
            _copy(source, target.with_name(f".{target.name}.part"), target, digest)
    except OSError as error:
        raise OperatorError("disk-unwritable", path=str(target), reason=system_words(error)) from error


def _copy(source: Path, temporary: Path, target: Path, digest: str) -> None:
    try:
        with source.open("rb") as bytes_in, temporary.open("wb") as bytes_out:
            if _copied(bytes_in, bytes_out) != digest:
                raise damaged(source, digest)
            bytes_out.flush()
            os.fsync(bytes_out.fileno())
        temporary.replace(target)
    except (OSError, OperatorError):
        with contextlib.suppress(OSError):  # the first error is the one to tell
            temporary.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)


def digest_of_file(path: Path) -> str:
    """Return the SHA-256 of a file's bytes; raises OSError."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _copied(source: BinaryIO, target: BinaryIO) -> str:
    """Copy bytes to their end and return the SHA-256 of what was written; raises OSError."""
    known = hashlib.sha256()
    while block := source.read(_BLOCK):
        known.update(block)
        target.write(block)
    return known.hexdigest()


def damaged(path: Path, digest: str) -> OperatorError:
    """Return the error for a file whose bytes no longer have the digest."""
    return OperatorError("artifact-damaged", digest=digest, path=str(path))
