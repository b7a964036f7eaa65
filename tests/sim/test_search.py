"""What the search finds in the smaller games, and that it finds what is wrong with wrong rules."""

from dataclasses import replace

import pytest

from tests.sim.game import Game
from tests.sim.games import GAMES
from tests.sim.mutants import MUTANTS, Mutant
from tests.sim.search import search

QUICK = (
    "full, three tasks",
    "lost reply, three tasks",
    "lost request, three tasks",
    "lost reply and lost reply",
    "a dedicated key that another uses",
    "a dedicated key that another uses, and what was ruled out",
    "a list that shows nothing",
)


def test_the_games_have_names_of_their_own() -> None:
    names = [game.name for game in GAMES]
    assert len(set(names)) == len(names)
    assert set(QUICK) <= set(names)


@pytest.mark.parametrize("game", [game for game in GAMES if game.name in QUICK], ids=lambda game: game.name)
def test_no_world_violates_what_is_claimed(game: Game) -> None:
    found = search(game)
    assert found.whole
    assert found.wrong == "", found.way


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_mutant_is_found_out(mutant: Mutant) -> None:
    assert search(replace(mutant.game, rules=mutant.rules)).wrong


@pytest.mark.long
@pytest.mark.parametrize("game", [game for game in GAMES if game.name not in QUICK], ids=lambda game: game.name)
def test_no_world_of_any_game_violates_what_is_claimed(game: Game) -> None:
    test_no_world_violates_what_is_claimed(game)
