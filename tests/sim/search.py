"""The search: every world that the rules allow within the bounds of a game, breadth first.

    python -m tests.sim.search [NAME...] [--processes N]

Prints for each game the worlds, the depth, and the shortest way to what is violated; exit 1 if anything is, or if a game has
more worlds than may be tried.
"""

import argparse
import os
import sys
import time
from collections import deque
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from engine.errors import DefectError
from tests.sim.claims import unfinished, violated
from tests.sim.game import Game
from tests.sim.games import GAMES
from tests.sim.moves import moves
from tests.sim.world import first


@dataclass(frozen=True, slots=True)
class Found:
    """What a search has come to: how many worlds, how deep, and the way to what is wrong ("" and empty if nothing is)."""

    worlds: int
    depth: int
    wrong: str = ""
    way: tuple[str, ...] = ()
    whole: bool = True


def search(game: Game, most: int = 3_000_000) -> Found:
    """Try all moves from all worlds; stop at the first that violates a claim.

    A world that was seen is remembered by its hash of 64 bits: of three million two are alike once in four million searches.
    """
    start = first(game)
    came: dict[int, tuple[int, str] | None] = {hash(start): None}
    queue = deque([(start, hash(start), 0)])
    depth = 0
    while queue:
        world, mark, depth = queue.popleft()
        wrong = violated(game, world)
        try:
            following = [] if wrong else list(moves(game, world, once=True))
        except DefectError as defect:
            following, wrong = [], f"a defect: {defect}"
        if not wrong and not following:
            wrong = unfinished(game, world)
        if wrong:
            return Found(len(came), depth, wrong, _way(came, mark))
        for what, new in following:
            known = hash(new)
            if known not in came:
                came[known] = (mark, sys.intern(what))
                queue.append((new, known, depth + 1))
        if len(came) > most:
            return Found(len(came), depth, whole=False)
    return Found(len(came), depth)


def _way(came: Mapping[int, tuple[int, str] | None], mark: int) -> tuple[str, ...]:
    way = []
    while (step := came[mark]) is not None:
        mark, what = step
        way.append(what)
    return tuple(reversed(way))


def short(way: Sequence[str]) -> str:
    """Write a way as one line, without what goes by itself."""
    return " > ".join(what for what in way if what != "connects").replace(" > a tick > a tick", " > ..")


def _timed(place: int) -> tuple[Found, float]:
    began = time.process_time()
    return search(GAMES[place]), time.process_time() - began


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*")
    parser.add_argument("--processes", type=int, default=len(os.sched_getaffinity(0)))
    asked = parser.parse_args()
    games = [place for place, game in enumerate(GAMES) if not asked.names or game.name in asked.names]
    bad = worlds = 0
    with ProcessPoolExecutor(asked.processes, max_tasks_per_child=1) as pool:
        for place, (found, seconds) in zip(games, pool.map(_timed, games), strict=True):
            told = found.wrong or ("holds" if found.whole else "too many worlds")
            print(
                f"{GAMES[place].name:45} {found.worlds:>9,} worlds  depth {found.depth:>3}  {seconds:6.1f} s  {told}",
                flush=True,
            )
            if found.wrong:
                print("   ", short(found.way))
            bad += bool(found.wrong) or not found.whole
            worlds += found.worlds
    print(f"{len(games)} games, {worlds:,} worlds, {bad} in which a claim is violated")
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main())
