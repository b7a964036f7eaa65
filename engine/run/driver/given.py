"""Given files: held against the digest that was planned."""

import hashlib
from pathlib import Path

from engine.errors import AuthorError
from engine.values.reason import system_words


def unchanged(path: Path, digest: str) -> Path:
    """Return the path of a file that still has the bytes it was planned with; raises AuthorError `media-changed`."""
    try:
        with path.open("rb") as handle:
            found = hashlib.file_digest(handle, "sha256").hexdigest()
    except OSError as error:
        raise AuthorError("file-unreadable", path=str(path), reason=system_words(error)) from error
    if found != digest:
        raise AuthorError("media-changed", path=str(path))
    return path
