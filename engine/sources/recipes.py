"""Recipe files on disk: which there are, and their bytes."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from engine.errors import AuthorError

SUFFIXES = (".yaml", ".yml")
# Far above any recipe that a person reads; a larger file is a mistake, and is not even read.
MAX_BYTES = 16 * 1024 * 1024


def recipe_files(paths: Iterable[Path]) -> Iterator[Path]:
    """Return the files among the paths, and the YAML files in the folders among them, in a fixed order."""
    for path in paths:
        if path.is_dir():
            yield from sorted(
                found
                for found in path.rglob("*")
                if found.suffix in SUFFIXES and found.is_file() and not _hidden(found.relative_to(path))
            )
        else:
            yield path


def read_file(path: Path) -> bytes:
    """Return a file's bytes; raises AuthorError if it is not there, can't be read or is too large."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise AuthorError("file-too-large", path=str(path), limit=MAX_BYTES // 1024 // 1024)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise AuthorError("file-not-found", path=str(path)) from error
    except OSError as error:
        raise AuthorError("file-unreadable", path=str(path), reason=error.strerror or str(error)) from error


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)
