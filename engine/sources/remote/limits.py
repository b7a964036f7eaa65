"""Limits: how much a probe may ask of an address."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbeLimits:
    """Bounds of one probe: seconds to connect, for each read, and for all of it; redirects, tries and bytes.

    `at_once` is how many addresses are probed at a time.
    """

    connect_s: float = 5.0
    read_s: float = 10.0
    whole_s: float = 30.0
    redirects: int = 5
    tries: int = 3
    most_bytes: int = 8 * 1024 * 1024
    at_once: int = 16
