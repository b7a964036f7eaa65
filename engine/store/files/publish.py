"""Publishing: results under the names that people asked for, each replaced atomically."""

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePath
from stat import S_ISLNK
from typing import Final, Protocol, Self

from engine.errors import OperatorError
from engine.store.files.durable import digest_of_file, place
from engine.values.filenames import DRAFTS
from engine.values.reason import system_words


@dataclass(frozen=True)
class Destination:
    """Where the results of one name are published: the drafts among them in a folder of their own.

    Paths are shown as seen from `seen_from`.
    """

    results: Path
    drafts: Path
    seen_from: Path

    @classmethod
    def under(cls, folder: Path, name: str, *, seen_from: Path) -> Self:
        """Return where results of a recipe or campaign of that name lie under a folder."""
        return cls(folder / name, folder / DRAFTS / name, seen_from)

    def of(self, *, draft: bool) -> Path:
        return self.drafts if draft else self.results

    def shown(self, path: Path) -> str:
        """Return a path as people would write it."""
        inside = path.is_relative_to(self.seen_from)
        return str(path.relative_to(self.seen_from) if inside else path)

    def shown_file(self, file: str, *, draft: bool) -> str:
        """Return the same of a file, by its relative path, in the folder of the drafts or of the others."""
        begin = self._begins[draft]
        return self.shown(self.of(draft=draft) / file) if begin is None else f"{begin}{PurePath(file)}"

    @cached_property
    def _begins(self) -> tuple[str | None, str | None]:
        """How the path of a file in the folders of results and of drafts begins; None for one in which it is seen from."""
        return self._begin(self.results), self._begin(self.drafts)

    def _begin(self, folder: Path) -> str | None:
        if folder == self.seen_from:
            return ""
        return None if self.seen_from.is_relative_to(folder) else f"{self.shown(folder)}{os.sep}"

    def beside(self, file: str, path: str, *, draft: bool) -> str:
        """Return how a file that is shown at a path is called from the folder of the drafts, or of the others.

        One that lies in neither folder has only its name.
        """
        begin = self._begins[not draft] or ""
        if not path.startswith(begin) or path != self.shown_file(file, draft=not draft):
            return file
        own, other = self.of(draft=draft), self.of(draft=not draft)
        return Path(os.path.relpath(other / file, own)).as_posix()


class PublishedFiles(Protocol):
    """What remembers the digests of published files."""

    def digest_of(self, path: Path) -> str | None:
        """Return the SHA-256 of a file's bytes, None if there is no file; raises OSError."""
        ...

    def placed(self, path: Path, digest: str) -> None:
        """Remember a file that was put there just now, whole; raises OSError."""
        ...


class _Read(PublishedFiles):
    """Reads each file, and remembers nothing."""

    def digest_of(self, path: Path) -> str | None:
        return digest_of_file(path) if path.is_file() else None

    def placed(self, path: Path, digest: str) -> None:
        """Let it be read next time."""


READ: Final = _Read()


class FolderPublisher:
    """Copies results into folders; `is_draft` tells of a file with that digest whether it is a draft, and nothing else.

    `known` remembers what the files hold.
    """

    def __init__(
        self, destination: Destination, *, is_draft: Callable[[str, Path], bool], known: PublishedFiles = READ
    ) -> None:
        self._destination = destination
        self._is_draft = is_draft
        self._known = known

    def publish(self, *, file: str, source: Path, digest: str, draft: bool) -> tuple[str, bool]:
        """Place a copy of the source, which has that digest, at a relative path.

        Return the path as people would write it, and whether another file stood there.
        A file that already holds these bytes is left alone; so is one that a draft would replace and that is not known as a
        draft: OperatorError `would-replace`. Raises OperatorError if the disk refuses, or as `place` does.
        """
        folder = self._destination.of(draft=draft)
        target = folder / file
        shown = self._destination.shown_file(file, draft=draft)
        if not _stays_in(folder, file):
            raise OperatorError("path-escapes", path=str(target), folder=str(folder))
        try:
            before = self._known.digest_of(target)
        except OSError as error:
            raise OperatorError("disk-unwritable", path=str(target), reason=system_words(error)) from error
        if before == digest:
            return shown, False
        if draft and before is not None and not self._is_draft(before, target):
            raise OperatorError("would-replace", path=shown)
        place(source, target, digest)
        with suppress(OSError):  # it is gone already: then there is nothing to remember
            self._known.placed(target, digest)
        return shown, before is not None


def _stays_in(folder: Path, file: str) -> bool:
    """Tell whether what a relative path leads to lies in a folder: only where a link is on its way all of it is followed."""
    path, relative = str(folder), PurePath(file)
    if relative.anchor or ".." in relative.parts:
        return (folder / file).resolve().is_relative_to(folder.resolve())
    for part in relative.parts:
        path = os.path.join(path, part)  # noqa: PTH118 - thousands of files are looked at
        with suppress(OSError):  # what can't be looked at can't be written either, which is told then
            if S_ISLNK(os.lstat(path).st_mode):
                return (folder / file).resolve().is_relative_to(folder.resolve())
    return True
