"""Revision: files as they were in a commit of the project's git repository."""

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from engine.errors import AuthorError, OperatorError


@dataclass(frozen=True, slots=True)
class Revision:
    """One commit of the repository at `root`; what is asked for is laid out in `folder`, each file once."""

    name: str
    commit: str
    root: Path
    folder: Path

    def located(self, path: Path) -> Path:
        """Return where the bytes lie that a path had in this commit; raises AuthorError `not-in-revision`."""
        try:
            inside = path.resolve().relative_to(self.root)
        except ValueError as error:
            raise AuthorError("not-in-revision", path=str(path), revision=self.name) from error
        target = self.folder / inside
        if not target.exists():
            found = _git(self.root, "cat-file", "blob", f"{self.commit}:{inside.as_posix()}")
            if found.returncode != 0:
                raise AuthorError("not-in-revision", path=str(path), revision=self.name)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(found.stdout)
        return target


@contextmanager
def revision(name: str, cwd: Path) -> Iterator[Revision]:
    """Open a commit by any name that git knows it by; what was laid out is gone afterwards.

    Raises AuthorError `unknown-revision` or `no-repository`, OperatorError `git-missing`.
    """
    top = _git(cwd, "rev-parse", "--show-toplevel")
    # Anything that begins with a dash would be an option of git.
    known = _git(cwd, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    if top.returncode != 0:
        raise AuthorError("no-repository", folder=str(cwd))
    if known.returncode != 0:
        raise AuthorError("unknown-revision", name=name, folder=str(cwd))
    with tempfile.TemporaryDirectory(prefix="editchain-") as folder:
        yield Revision(name, known.stdout.decode().strip(), Path(top.stdout.decode().strip()), Path(folder))


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=False)  # noqa: S603, S607
    except FileNotFoundError as error:
        raise OperatorError("git-missing") from error
