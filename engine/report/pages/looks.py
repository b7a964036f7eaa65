"""Looks: where pages find what is shown of a medium."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownLook:
    """Addresses from the top of a report: the still, the small clip and the whole file; each "" where there is none."""

    poster: str
    clip: str
    whole: str
    width: int
    height: int
    seconds: float


@dataclass(frozen=True, slots=True)
class ReportMedia:
    """What lies in a report: looks by digest, and where each published file lies by the path under which it was published."""

    looks: Mapping[str, ShownLook]
    copies: Mapping[str, str]


def address(path: str) -> str:
    """Write a path within a report as a relative address."""
    return quote(path, safe="/")
