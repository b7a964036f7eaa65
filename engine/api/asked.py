"""Asked: which file somebody means, with what inputs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.campaign.selection import ALL, Selection


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody asks for: a file, `-i` arguments, an inputs file, or inputs as values; of a campaign perhaps `some` rows.

    `spare` are inputs that may be given although this file doesn't know them.
    """

    file: Path
    arguments: Sequence[str] = ()
    inputs_file: Path | None = None
    values: Mapping[str, object] | None = None
    some: Selection = ALL
    spare: frozenset[str] = frozenset()

    def source(self, project: Path, cwd: Path) -> dict[str, Any]:
        """Return what plans the same again, as JSON: the file and the folder where paths begin, as seen from the project."""
        return {
            "file": _seen_from(project, cwd / self.file),
            "folder": _seen_from(project, cwd),
            **selection_data(self.some),
        }


def selection_data(some: Selection) -> dict[str, Any]:
    """Return which rows are meant as JSON: those that were chosen by their state, by their ids."""
    return {
        "rows": sorted(some.rows) if some.rows is not None else None,
        "among": sorted(some.among) if some.among is not None else None,
        "canary": some.canary,
    }


def selection_in(source: Mapping[str, Any]) -> Selection:
    """Return which rows were meant, of what `selection_data` gave; versions before did not know of states."""
    rows, among = source.get("rows"), source.get("among")
    return Selection(
        rows=frozenset(rows) if rows is not None else None,
        among=frozenset(among) if among is not None else None,
        canary=source.get("canary"),
    )


def _seen_from(folder: Path, path: Path) -> str:
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else str(path)
