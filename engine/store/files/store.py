"""The store: artifacts by the SHA-256 of their bytes; what is in it never changes (I7)."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from engine.errors import OperatorError
from engine.lock import HeldLock, hold
from engine.store.files.digest import damaged, digest_of_file
from engine.store.files.durable import sync_folder


class FolderStore:
    """A folder: `artifacts/ab/abcdef...` and, while something arrives, `parts/<job>.part`."""

    def __init__(self, folder: Path) -> None:
        self._artifacts = folder / "artifacts"
        self._parts = folder / "parts"

    @contextmanager
    def part(self, job: str) -> Iterator[Path | None]:
        """Give the part file of a job, named by the job's id; None while another process holds it. It is gone afterwards.

        Raises OperatorError `disk-unwritable`.
        """
        name = "".join(char if char.isalnum() or char in "-_" else "_" for char in job)[:128]
        lock, part = self._parts / f"{name}.lock", self._parts / f"{name}.part"
        held = _held(lock)
        if held is None:
            yield None
            return
        try:
            yield part
        finally:
            part.unlink(missing_ok=True)
            held.release(remove=True)

    def keep(self, part: Path, digest: str) -> None:
        """Move a complete, synced part file under its digest; it takes the place of whatever lies there."""
        target = self._path(digest)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            part.replace(target)
            target.chmod(0o444)
            sync_folder(target.parent)
        except OSError as error:
            raise OperatorError("disk-unwritable", path=str(target), reason=error.strerror or str(error)) from error

    def has(self, digest: str) -> bool:
        """Say whether the artifact is there."""
        return self._path(digest).is_file()

    def path(self, digest: str) -> Path:
        """Return where an artifact lies, unread; raises OperatorError `artifact-missing`."""
        path = self._path(digest)
        if not path.is_file():
            raise OperatorError("artifact-missing", digest=digest, path=str(path))
        return path

    def whole(self, digest: str) -> Path:
        """Return where an artifact lies that was read and is whole.

        Raises OperatorError `artifact-missing`, or `artifact-damaged` if its bytes have another digest or can't be read.
        """
        path = self.path(digest)
        try:
            found = digest_of_file(path)
        except OSError:
            found = ""
        if found != digest:
            raise damaged(path, digest)
        return path

    def _path(self, digest: str) -> Path:
        assert len(digest) == 64, "artifacts are named by SHA-256"
        return self._artifacts / digest[:2] / digest


def _held(lock: Path) -> HeldLock | None:
    try:
        lock.parent.mkdir(parents=True, exist_ok=True)
        return hold(lock)
    except OSError as error:
        raise OperatorError("disk-unwritable", path=str(lock), reason=error.strerror or str(error)) from error
