"""Walk: one way through a game, chosen by chance; every claim is held after every move."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from random import Random

from engine.errors import DefectError
from tests.sim import processes, trouble
from tests.sim.claims import unfinished, violated
from tests.sim.game import Game
from tests.sim.moves import goes_on, may_tick, ticked
from tests.sim.processes import Move
from tests.sim.world import World, first

CHAOS = 0.08  # how often, between two moves, something comes from outside
WRONG = 0.4  # how often a request or a list goes another way than the plain one
ARRIVES = 0.15  # how often, between two moves, a late request arrives
WAKES = 0.05  # how often, between two moves, a process that was stopped goes on
BOOKS = 0.2  # how often the books are kept before anything else is done
MOST = 20_000  # moves of a walk: it has long been over


@dataclass(frozen=True, slots=True)
class Walk:
    """A way that was gone, the world at its end, and what is wrong with that ("" if nothing is)."""

    way: tuple[str, ...]
    world: World
    wrong: str


def walk(game: Game, seed: int) -> Walk:
    """Go on until nothing more happens, or something is wrong."""
    chance, world, way = Random(seed), first(game), []
    for _ in range(MOST):
        try:
            move = _next(game, world, chance)
        except DefectError as defect:
            return Walk(tuple(way), world, f"a defect: {defect}")
        if move is None:
            return Walk(tuple(way), world, unfinished(game, world))
        what, new = move
        way.append(what)
        if (new.jobs is not world.jobs or new.journals is not world.journals or new.broken) and (
            wrong := violated(game, new)
        ):
            return Walk(tuple(way), new, wrong)
        world = new
    return Walk(tuple(way), world, "it never ends")


def _next(game: Game, world: World, chance: Random) -> Move | None:
    """Choose one of the moves that the search would all try."""
    private = processes.connects(game, world)
    if private:
        return _one_of(private, chance)
    outside = _from_outside(game, world, chance)
    if outside is not None:
        return outside
    for found in _from_inside(game, world, chance):
        move = _one_of(found, chance)
        if move is not None:
            return move
    if may_tick(game, world):
        return "a tick", ticked(world)
    return _any(trouble.arrivals(game, world), chance) or _any(_sleepers(world), chance)


def _from_outside(game: Game, world: World, chance: Random) -> Move | None:
    if world.wire and chance.random() < ARRIVES:
        return _any(trouble.arrivals(game, world), chance)
    if chance.random() < WAKES and (move := _any(_sleepers(world), chance)) is not None:
        return move
    if chance.random() >= CHAOS or not any(count for _, count in world.left):
        return None
    process = chance.choice(world.processes)
    if not process.paused and chance.random() < 0.6:
        return _any(trouble.of_process(game, world, process), chance)
    return _any(trouble.of_world(game, world), chance)


def _from_inside(game: Game, world: World, chance: Random) -> Iterator[Iterable[Move]]:
    """Give the moves of each task in each process that runs, in any order; mostly those first that are in the lane."""
    running = [process for process in world.processes if not process.paused]
    waiting = [(process, n) for process in running for n, work in enumerate(process.works) if not work.end]
    chance.shuffle(waiting)
    if chance.random() < 0.7:
        waiting.sort(key=lambda one: one[0].works[one[1]].attempt is None)
    works = [processes.works(game, world, process, number) for process, number in waiting]
    keeps = (processes.folds_in, processes.settles, processes.watches)
    books = [kept(game, world, process) for process in running for kept in keeps]
    yield from (*books, *works) if chance.random() < BOOKS else (*works, *books)


def _sleepers(world: World) -> Iterator[Move]:
    return (goes_on(world, process) for process in world.processes if process.paused)


def _one_of(moves: Iterable[Move], chance: Random) -> Move | None:
    """Choose mostly the plain one, which is the first."""
    found = iter(moves)
    plain = next(found, None)
    if plain is None or chance.random() >= WRONG:
        return plain
    return chance.choice([plain, *found])


def _any(moves: Iterable[Move], chance: Random) -> Move | None:
    found = list(moves)
    return chance.choice(found) if found else None
