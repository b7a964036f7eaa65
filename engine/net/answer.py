"""Answer: what came back, complete."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A complete answer; header names are lower-case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


Heard = Callable[[Mapping[str, str]], None]
"""Is told the headers of an answer when they come, before its body."""


def heard_nothing(headers: Mapping[str, str]) -> None:
    """Take no notice of an answer's headers."""


def headers_of(raw: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Return headers as they came, their names in lower case."""
    return {name.decode("latin-1").lower(): value.decode("latin-1").strip() for name, value in raw}
