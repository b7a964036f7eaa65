"""Moves: all that can happen next in a world, by whom; a search takes them all, a simulation any one."""

from collections.abc import Iterator

from tests.sim import processes, trouble
from tests.sim.game import Game
from tests.sim.processes import Move
from tests.sim.world import Process, World


def moves(game: Game, world: World) -> Iterator[Move]:
    """Give every world that may come next, each with what happens."""
    if world.broken:
        return
    private = processes.connects(game, world)
    if private:
        yield from private
        return
    quiet = True
    for process in world.processes:
        if process.paused:
            yield goes_on(world, process)
            continue
        for move in of_process(game, world, process):
            quiet = False
            yield move
        yield from trouble.of_process(game, world, process)
    yield from trouble.arrivals(game, world)
    yield from trouble.of_world(game, world)
    if quiet and may_tick(game, world):
        yield "a tick", ticked(world)


def of_process(game: Game, world: World, process: Process) -> Iterator[Move]:
    """Give all that a process may do by itself."""
    for number in range(len(game.tasks)):
        yield from processes.works(game, world, process, number)
    yield from processes.folds_in(game, world, process)
    yield from processes.settles(game, world, process)
    yield from processes.watches(game, world, process)


def goes_on(world: World, process: Process) -> Move:
    return f"{process.id} goes on", world.with_process(process._replace(paused=0))


def may_tick(game: Game, world: World) -> bool:
    """Whether time may go by, once nobody has anything to do."""
    return not over(world) and world.now < game.until and all(post.deadline > world.now for post in world.wire)


def ticked(world: World) -> World:
    """Let time go by; who is paused wakes up in the end."""
    woken = tuple(process._replace(paused=max(0, process.paused - 1)) for process in world.processes)
    return world._replace(now=world.now + 1, processes=woken)


def over(world: World) -> bool:
    """Whether every task has ended in every process, and nothing is on its way."""
    return not world.wire and all(work.end for process in world.processes for work in process.works)
