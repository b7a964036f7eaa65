"""Stored results are loaded some at a time, each once for whoever asks in order."""

from collections.abc import Sequence

import pytest

from engine.api.stored import AT_ONCE, StoredInOrder
from engine.plan import StoredResult
from engine.values.media import MediaFacts, MediaKind


def result(fingerprint: str) -> StoredResult:
    facts = MediaFacts(kind=MediaKind.VIDEO)
    return StoredResult(
        fingerprint=fingerprint, asked=b"{}", output="video", digest="d", facts=facts, job="j", upstream={}
    )


def test_each_is_loaded_once_in_order_and_some_at_a_time() -> None:
    names = [f"{n:064x}" for n in range(2 * AT_ONCE + 3)]
    loads: list[int] = []

    def load(some: Sequence[str]) -> dict[str, list[StoredResult]]:
        loads.append(len(some))
        return {name: [result(name)] for name in some if name != names[7]}

    stored = StoredInOrder(names, load)
    assert (list(stored), len(stored), names[3] in stored, "nothing" in stored) == (names, len(names), True, False)
    found = [stored[name] for name in names]
    assert loads == [AT_ONCE, AT_ONCE, 3]
    assert found[7] == (), "its file is gone"
    assert [one.fingerprint for several in found for one in several] == names[:7] + names[8:]
    assert stored[names[0]][0].fingerprint == names[0]
    with pytest.raises(KeyError):
        stored["nothing"]
