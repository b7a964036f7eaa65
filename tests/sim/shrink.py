"""Shrink: the fewest events after which a claim is still violated."""

from collections.abc import Sequence
from dataclasses import replace

from engine.errors import DefectError
from tests.sim.claims import unfinished, violated
from tests.sim.game import Game
from tests.sim.moves import moves
from tests.sim.walk import MOST, Walk
from tests.sim.world import first


def replay(game: Game, wanted: Sequence[str]) -> Walk:
    """Go a way as far as it can be gone: what can't happen is left out; then everybody goes on plainly until all has ended."""
    world, way, left = first(game), [], list(wanted)
    for _ in range(MOST):
        wrong = violated(game, world)
        try:
            following = [] if wrong else list(moves(game, world))
        except DefectError as defect:
            following, wrong = [], f"a defect: {defect}"
        if wrong or not following:
            return Walk(tuple(way), world, wrong or unfinished(game, world))
        ways = dict(reversed(following))
        while left and left[0] not in ways:
            del left[0]
        what = left.pop(0) if left else following[0][0]
        way.append(what)
        world = ways[what]
    return Walk(tuple(way), world, "it never ends")


def shrink(game: Game, way: Sequence[str], most: int = 400) -> tuple[Game, Walk]:
    """Leave out what is not needed: tasks, processes, then events in ever smaller pieces, with at most so many replays.

    Returns the smallest game and the shortest way found.
    """
    best = replay(game, way)
    if not best.wrong:
        return game, best
    for smaller in (_fewer_tasks, _fewer_processes):
        tried = smaller(game)
        while tried:
            found = replay(tried[0], way)
            game, best, tried = (tried[0], found, smaller(tried[0])) if found.wrong else (game, best, tried[1:])
    kept, size = list(way), max(1, len(way) // 2)
    while most > 0 and size:
        place = 0
        while place < len(kept) and most > 0:
            fewer = kept[:place] + kept[place + size :]
            found, most = replay(game, fewer), most - 1
            if found.wrong:
                kept, best = fewer, min(best, found, key=lambda walk: len(walk.way))
            else:
                place += size
        size //= 2
    return game, best


def _fewer_tasks(game: Game) -> list[Game]:
    """Return the game without one of its tasks, for each."""
    if len(game.tasks) == 1:
        return []
    return [replace(game, tasks=game.tasks[:n] + game.tasks[n + 1 :]) for n in range(len(game.tasks))]


def _fewer_processes(game: Game) -> list[Game]:
    return [replace(game, projects=game.projects[:-1])] if len(game.projects) > 1 else []
