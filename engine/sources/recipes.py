"""Recipe files on disk: which there are, and their bytes."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from engine.errors import AuthorError
from engine.sources.kinds import kind_of
from engine.values.reason import system_words

SUFFIXES = (".yaml", ".yml")
# Far above any recipe that a person reads; a larger file is a mistake, and is not even read.
MAX_BYTES = 16 * 1024 * 1024


class ChosenFiles(NamedTuple):
    """The files that paths stand for, in a fixed order.

    `passed_over` counts the YAML files in folders that don't say that they are a recipe or a campaign; `empty` are the
    folders without any that does.
    """

    files: tuple[Path, ...]
    passed_over: int
    empty: tuple[Path, ...]


def choose(paths: Iterable[Path]) -> ChosenFiles:
    """Return the files among the paths, whatever they are, and the recipes and campaigns in the folders among them.

    Raises AuthorError `file-unreadable` for a folder that can't be looked into.
    """
    files: list[Path] = []
    empty: list[Path] = []
    passed_over = 0
    for path in paths:
        if not _is_folder(path):
            files.append(path)
            continue
        found = list(_yaml_files(path))
        ours = [one for one in found if _is_ours(one)]
        files += ours
        passed_over += len(found) - len(ours)
        if not ours:
            empty.append(path)
    return ChosenFiles(tuple(files), passed_over, tuple(empty))


def _yaml_files(folder: Path) -> Iterator[Path]:
    yield from sorted(
        found
        for found in _all_files(folder)
        if found.suffix in SUFFIXES and found.is_file() and not _hidden(found.relative_to(folder))
    )


def _all_files(folder: Path) -> Iterator[Path]:
    """Walk a folder; raises AuthorError `file-unreadable` for one that can't be looked into: what it holds would go unchecked."""
    for inner, folders, names in os.walk(folder, onerror=_refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(inner, name) for name in names)


def _refuse(error: OSError) -> None:
    raise AuthorError("file-unreadable", path=str(error.filename), reason=system_words(error)) from error


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name that is too long: reading it says so
        return False


def _is_ours(path: Path) -> bool:
    """Tell whether a file says what it is; one that can't be read may, and is reported."""
    try:
        return kind_of(read_file(path)) is not None
    except AuthorError:
        return True


def read_file(path: Path) -> bytes:
    """Return a file's bytes; raises AuthorError if it is not there, can't be read or is too large."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)  # bounded: a pipe or a device tells no size
    except FileNotFoundError as error:
        raise AuthorError("file-not-found", path=str(path)) from error
    except OSError as error:
        raise AuthorError("file-unreadable", path=str(path), reason=system_words(error)) from error
    if len(data) > MAX_BYTES:
        raise AuthorError("file-too-large", path=str(path), limit=MAX_BYTES // 1024 // 1024)
    return data


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)
