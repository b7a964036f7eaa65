"""The search: every world that the rules allow within the bounds of a game, breadth first.

    python -m tests.sim.search [NAME...] [--quick]

Prints for each game the worlds, the depth, and the shortest way to what is violated; exit 1 if anything is.
"""

import sys
import time
from collections import deque
from dataclasses import dataclass

from tests.sim.claims import unfinished, violated
from tests.sim.game import Game
from tests.sim.games import GAMES
from tests.sim.moves import moves
from tests.sim.world import World, first


@dataclass(frozen=True, slots=True)
class Found:
    """What a search has come to: how many worlds, how deep, and the way to what is wrong ("" and empty if nothing is)."""

    worlds: int
    depth: int
    wrong: str = ""
    way: tuple[str, ...] = ()
    whole: bool = True


def search(game: Game, most: int = 3_000_000) -> Found:
    """Try all moves from all worlds; stop at the first that violates a claim."""
    start = first(game)
    came: dict[World, tuple[World, str] | None] = {start: None}
    queue = deque([(start, 0)])
    depth = 0
    while queue:
        world, depth = queue.popleft()
        wrong = violated(game, world)
        following = [] if wrong else list(moves(game, world))
        if not wrong and not following:
            wrong = unfinished(game, world)
        if wrong:
            return Found(len(came), depth, wrong, _way(came, world))
        for what, new in following:
            if new not in came:
                came[new] = (world, what)
                queue.append((new, depth + 1))
        if len(came) > most:
            return Found(len(came), depth, whole=False)
    return Found(len(came), depth)


def _way(came: dict[World, tuple[World, str] | None], world: World) -> tuple[str, ...]:
    way = []
    while (step := came[world]) is not None:
        world, what = step
        way.append(what)
    return tuple(reversed(way))


def main() -> int:
    names = [name for name in sys.argv[1:] if not name.startswith("-")]
    bad = 0
    for game in GAMES:
        if names and game.name not in names:
            continue
        began = time.process_time()
        found = search(game)
        print(
            f"{game.name:40} {found.worlds:>9,} worlds  depth {found.depth:>3}  {time.process_time() - began:6.1f} s  {found.wrong or 'holds' if found.whole else 'too many'}",
            flush=True,
        )
        way = " > ".join(found.way)
        if found.wrong:
            print("   ", way.replace(" > a tick > a tick", " > ..")[:1600])
        bad += bool(found.wrong) or not found.whole
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main())
