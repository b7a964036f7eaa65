"""Sourced: the media of a job once they lie on this machine."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourced:
    """The local files of a job, by parameter; `notes` say where one stands in for another.

    `seconds` are those of a parameter's clips together. `sides` are the source's, or else those of the first medium.
    """

    files: Mapping[str, tuple[Path, ...]]
    seconds: Mapping[str, Decimal]
    sides: tuple[int, int]
    notes: tuple[str, ...]
