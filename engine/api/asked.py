"""Asked: which file somebody means, with what inputs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody asks for: a file, `-i` arguments, an inputs file, or inputs as values; of a campaign perhaps only some rows.

    `spare` are inputs that may be given although this file doesn't know them.
    """

    file: Path
    arguments: Sequence[str] = ()
    inputs_file: Path | None = None
    values: Mapping[str, object] | None = None
    rows: frozenset[str] | None = None
    canary: int | None = None
    spare: frozenset[str] = frozenset()

    def source(self, project: Path, cwd: Path) -> dict[str, Any]:
        """Return what plans the same again, as JSON: the file and the folder where paths begin, as seen from the project."""
        return {
            "file": _seen_from(project, cwd / self.file),
            "folder": _seen_from(project, cwd),
            "rows": sorted(self.rows) if self.rows is not None else None,
            "canary": self.canary,
        }


def _seen_from(folder: Path, path: Path) -> str:
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else str(path)
