"""What the simulation finds in a sample of worlds, that it finds wrong rules, and that it tells how in few words."""

import pytest

from tests.sim.draw import draw
from tests.sim.game import Fault
from tests.sim.mutants import MUTANTS, Mutant, by_simulation
from tests.sim.shrink import replay, shrink
from tests.sim.simulation import simulate
from tests.sim.walk import walk

EARLY = ("resubmit on timeout", "two in the lane", "no claim", "no cap", "intent after the request")
"""Mutants that are found out within the first seeds."""


def test_no_world_of_a_sample_violates_what_is_claimed() -> None:
    totals = simulate(range(1_500))
    assert totals.wrong == []
    assert totals.counts["worlds"] == 1_500
    assert totals.counts["tasks held without a loss"] == totals.counts["swaps"] == 0
    assert set(totals.faults) == {str(fault) for fault in Fault}, "every fault happens"


def test_a_seed_is_always_the_same_world() -> None:
    assert draw(7) == draw(7)
    assert walk(draw(7), 7) == walk(draw(7), 7)


@pytest.mark.parametrize("mutant", [m for m in MUTANTS if m.name in EARLY], ids=lambda mutant: mutant.name)
def test_a_mutant_is_found_out(mutant: Mutant) -> None:
    assert by_simulation(mutant, most=100) is not None


@pytest.mark.long
@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_every_mutant_is_found_out(mutant: Mutant) -> None:
    assert by_simulation(mutant) is not None


@pytest.mark.long
def test_no_world_violates_what_is_claimed() -> None:
    assert simulate(range(1_500, 21_500)).wrong == []


def test_what_is_wrong_is_told_in_the_fewest_events() -> None:
    mutant = next(mutant for mutant in MUTANTS if mutant.name == "resubmit on timeout")
    games = {seed: draw(seed, mutant.rules, mutant.game.faults) for seed in range(60)}
    walks = [(games[seed], walk(games[seed], seed)) for seed in games]
    game, gone = max((one for one in walks if one[1].wrong), key=lambda one: len(one[1].way))
    smaller, shortest = shrink(game, gone.way)
    assert shortest.wrong.startswith("paid twice")
    assert len(smaller.tasks) == 1
    assert len(shortest.way) < len(gone.way) / 2
    assert replay(smaller, shortest.way).wrong == shortest.wrong, "the way can be gone again"
