"""Publishing: results under the names that people asked for, each replaced atomically."""

import hashlib
from pathlib import Path

from engine.artifacts.durable import place
from engine.artifacts.store import FolderStore
from engine.errors import OperatorError


class FolderPublisher:
    """Copies artifacts out of the store into a folder; paths are shown as seen from `shown_from`."""

    def __init__(self, store: FolderStore, folder: Path, *, shown_from: Path) -> None:
        self._store = store
        self._folder = folder
        self._shown_from = shown_from

    def publish(self, *, file: str, digest: str) -> tuple[str, bool]:
        """Place the artifact at a relative path; return the path as people would write it, and whether another file stood there.

        A file that already holds these bytes is left alone. Raises OperatorError if the disk refuses.
        """
        target = self._folder / file
        if not target.resolve().is_relative_to(self._folder.resolve()):
            raise OperatorError("path-escapes", path=str(target), folder=str(self._folder))
        before = _digest_of(target) if target.is_file() else None
        if before != digest:
            place(self._store.path(digest), target)
        return self._shown(target), before is not None and before != digest

    def _shown(self, target: Path) -> str:
        inside = target.is_relative_to(self._shown_from)
        return str(target.relative_to(self._shown_from) if inside else target)


def _digest_of(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
