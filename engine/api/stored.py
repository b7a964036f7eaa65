"""Stored results as a plan asks for them: in its own order, some hundreds of them held at a time."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from engine.plan import StoredResult

AT_ONCE: Final = 500
Load = Callable[[Sequence[str]], Mapping[str, Sequence[StoredResult]]]
"""Returns the results of some fingerprints."""


class StoredInOrder(Mapping[str, Sequence[StoredResult]]):
    """Results by fingerprint; whoever asks in the order of `fingerprints` has each loaded once."""

    def __init__(self, fingerprints: Sequence[str], load: Load) -> None:
        self._places = {fingerprint: place for place, fingerprint in enumerate(fingerprints)}
        self._fingerprints = fingerprints
        self._load = load
        self._held: tuple[int, Mapping[str, Sequence[StoredResult]]] = (-1, {})

    def __getitem__(self, fingerprint: str) -> Sequence[StoredResult]:
        part = self._places[fingerprint] // AT_ONCE
        if part != self._held[0]:
            self._held = (part, self._load(self._fingerprints[part * AT_ONCE : (part + 1) * AT_ONCE]))
        return self._held[1].get(fingerprint, ())

    def __contains__(self, fingerprint: object) -> bool:
        return fingerprint in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._fingerprints)

    def __len__(self) -> int:
        return len(self._fingerprints)
