"""Digests: whether bytes are still those by whose digest they are known."""

import hashlib
from pathlib import Path
from typing import BinaryIO

from engine.errors import OperatorError

_BLOCK = 1 << 20


def digest_of_file(path: Path) -> str:
    """Return the SHA-256 of a file's bytes; raises OSError."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def copied(source: BinaryIO, target: BinaryIO) -> str:
    """Copy bytes to their end and return the SHA-256 of what was written; raises OSError."""
    known = hashlib.sha256()
    while block := source.read(_BLOCK):
        known.update(block)
        target.write(block)
    return known.hexdigest()


def damaged(path: Path, digest: str) -> OperatorError:
    """Return the error for a file whose bytes no longer have the digest."""
    return OperatorError("artifact-damaged", digest=digest, path=str(path))
