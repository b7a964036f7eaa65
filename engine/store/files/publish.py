"""Publishing: results under the names that people asked for, each replaced atomically."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from engine.errors import OperatorError
from engine.store.files.durable import digest_of_file, place
from engine.values.filenames import DRAFTS


@dataclass(frozen=True, slots=True)
class Destination:
    """Where the results of one name are published: the drafts among them in a folder of their own."""

    results: Path
    drafts: Path

    @classmethod
    def under(cls, folder: Path, name: str) -> Self:
        """Return where results of a recipe or campaign of that name lie under a folder."""
        return cls(folder / name, folder / DRAFTS / name)

    def of(self, *, draft: bool) -> Path:
        return self.drafts if draft else self.results


class FolderPublisher:
    """Copies results into folders; paths are shown as seen from `shown_from`.

    `is_draft` tells of a digest whether it is known as that of a draft, and of nothing else.
    """

    def __init__(self, destination: Destination, *, is_draft: Callable[[str], bool], shown_from: Path) -> None:
        self._destination = destination
        self._is_draft = is_draft
        self._shown_from = shown_from

    def publish(self, *, file: str, source: Path, digest: str, draft: bool) -> tuple[str, bool]:
        """Place a copy of the source, which has that digest, at a relative path.

        Return the path as people would write it, and whether another file stood there.
        A file that already holds these bytes is left alone; so is one that a draft would replace and that is not known as a
        draft: OperatorError `would-replace`. Raises OperatorError if the disk refuses, or as `place` does.
        """
        folder = self._destination.of(draft=draft)
        target = folder / file
        if not target.resolve().is_relative_to(folder.resolve()):
            raise OperatorError("path-escapes", path=str(target), folder=str(folder))
        before = digest_of_file(target) if target.is_file() else None
        if before == digest:
            return self._shown(target), False
        if draft and before is not None and not self._is_draft(before):
            raise OperatorError("would-replace", path=self._shown(target))
        place(source, target, digest)
        return self._shown(target), before is not None

    def _shown(self, target: Path) -> str:
        inside = target.is_relative_to(self._shown_from)
        return str(target.relative_to(self._shown_from) if inside else target)
