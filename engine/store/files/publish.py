"""Publishing: results under the names that people asked for, each replaced atomically."""

from pathlib import Path

from engine.errors import OperatorError
from engine.store.files.digest import digest_of_file
from engine.store.files.durable import place


class FolderPublisher:
    """Copies results into a folder; paths are shown as seen from `shown_from`."""

    def __init__(self, folder: Path, *, shown_from: Path) -> None:
        self._folder = folder
        self._shown_from = shown_from

    def publish(self, *, file: str, source: Path, digest: str) -> tuple[str, bool]:
        """Place a copy of the source, which has that digest, at a relative path.

        Return the path as people would write it, and whether another file stood there.
        A file that already holds these bytes is left alone. Raises OperatorError if the disk refuses, or as `place` does.
        """
        target = self._folder / file
        if not target.resolve().is_relative_to(self._folder.resolve()):
            raise OperatorError("path-escapes", path=str(target), folder=str(self._folder))
        before = digest_of_file(target) if target.is_file() else None
        if before != digest:
            place(source, target, digest)
        return self._shown(target), before is not None and before != digest

    def _shown(self, target: Path) -> str:
        inside = target.is_relative_to(self._shown_from)
        return str(target.relative_to(self._shown_from) if inside else target)
