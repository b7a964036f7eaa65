"""Decider: who decides, for what is written down of a decision."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Decider:
    """Who decides, as user@host, and by what command."""

    who: str
    command: str
