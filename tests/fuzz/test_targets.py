"""Every target holds on its seeds; `make fuzz` goes on from there."""

import pytest

from tests.fuzz.seeds import seeds_of
from tests.fuzz.targets import TARGETS

SOME = 60


@pytest.mark.parametrize("name", TARGETS)
def test_a_target_holds_on_its_seeds(name: str) -> None:
    seeds = list(seeds_of(name))
    assert seeds
    for seed in (b"", *seeds[:: len(seeds) // SOME + 1]):
        TARGETS[name](seed)
