"""The store: artifacts by the SHA-256 of their bytes; what is in it never changes (I7)."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from stat import S_ISREG

from engine.errors import OperatorError
from engine.lock import HeldLock, hold
from engine.run.ports import Part
from engine.store.files.durable import damaged, digest_of_file, make_folder, place, sync_folder
from engine.values.reason import system_words


class FolderStore:
    """A folder: `artifacts/ab/abcdef...` and, while something arrives, `parts/<job>.part`, then `parts/<job>.whole`."""

    def __init__(self, folder: Path) -> None:
        self._artifacts = folder / "artifacts"
        self._parts = folder / "parts"

    @contextmanager
    def part(self, name: str) -> Iterator[Part | None]:
        """Give the part files of a job, named by the job's id; None while another process holds them.

        What a download that broke off has left lies there still. Raises OperatorError `disk-unwritable`.
        """
        part = self._part(name)
        held = _held(part.growing.with_suffix(".lock"))
        if held is None:
            yield None
            return
        try:
            yield part
        finally:
            held.release(remove=True)

    def arrived(self, job: str) -> bool:
        """Say whether all bytes of a job's result are here, though perhaps not yet under their digest."""
        return self._part(job).whole.is_file()

    def complete(self, part: Part) -> None:
        """Call a growing file, which is on disk, whole, durably; raises OperatorError `disk-unwritable`."""
        try:
            part.growing.replace(part.whole)
            sync_folder(self._parts)
        except OSError as error:
            raise _unwritable(part.whole, error) from error

    def keep(self, file: Path) -> str:
        """Link a complete, synced file under its digest, which is returned; it takes the place of whatever lies there."""
        try:
            digest = digest_of_file(file)
            target = self._path(digest)
            make_folder(target.parent)
            _link(file, target, digest)
            target.chmod(0o444)
            sync_folder(target.parent)
        except OSError as error:
            raise _unwritable(file, error) from error
        return digest

    def drop(self, part: Part) -> None:
        """Remove part files; one that can't be removed is in nobody's way."""
        for path in (part.growing, part.whole):
            with suppress(OSError):
                path.unlink(missing_ok=True)

    def has(self, digest: str) -> bool:
        """Say whether the artifact is there."""
        return self._path(digest).is_file()

    def size(self, digest: str) -> int | None:
        """Return how many bytes an artifact has, None if it isn't there; they are not read."""
        try:
            found = os.stat(f"{self._artifacts}/{digest[:2]}/{digest}")  # noqa: PTH116 - a Path costs more than the look
        except OSError:
            return None
        return found.st_size if S_ISREG(found.st_mode) else None

    def path(self, digest: str) -> Path:
        """Return where an artifact lies, unread; raises OperatorError `artifact-missing`."""
        if self.size(digest) is None:
            raise OperatorError("artifact-missing", digest=digest, path=str(self._path(digest)))
        return self._path(digest)

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

    def artifacts(self) -> Iterator[Path]:
        """Give every file among the artifacts; the name of one that is whole is its digest."""
        if self._artifacts.is_dir():
            yield from (path for path in sorted(self._artifacts.glob("*/*")) if path.is_file())

    def parted(self) -> list[str]:
        """Return the names of all part files that lie here: jobs, and fingerprints of what media tools make."""
        if not self._parts.is_dir():
            return []
        return sorted({path.stem for path in self._parts.iterdir() if path.suffix in (".part", ".whole", ".lock")})

    def parts_of(self, name: str) -> list[Path]:
        """Return the part files of a job that are there."""
        part = self._part(name)
        return [path for path in (part.growing, part.whole) if path.is_file()]

    def _part(self, name: str) -> Part:
        safe = "".join(char if char.isalnum() or char in "-_" else "_" for char in name)[:128]
        return Part(growing=self._parts / f"{safe}.part", whole=self._parts / f"{safe}.whole")

    def _path(self, digest: str) -> Path:
        assert len(digest) == 64, "artifacts are named by SHA-256"
        return self._artifacts / digest[:2] / digest


def _link(file: Path, target: Path, digest: str) -> None:
    """Give a file a second name, atomically; where the file system has no such names, copy it."""
    temporary = target.with_name(f".{target.name}.{os.getpid()}.link")
    temporary.unlink(missing_ok=True)
    try:
        temporary.hardlink_to(file)
    except (OSError, NotImplementedError):  # pathlib raises the second where the system has no hard links at all
        place(file, target, digest)
        return
    temporary.replace(target)
    temporary.unlink(missing_ok=True)  # two names of one file are not moved onto each other


def _held(lock: Path) -> HeldLock | None:
    try:
        make_folder(lock.parent)
        return hold(lock)
    except OSError as error:
        raise _unwritable(lock, error) from error


def _unwritable(path: Path, error: OSError) -> OperatorError:
    return OperatorError("disk-unwritable", path=str(path), reason=system_words(error))
