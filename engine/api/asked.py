"""Asked: which file somebody means, with what inputs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


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
    limit: int | None = None
    spare: frozenset[str] = frozenset()
