"""Moves: all that can happen next in a world, by whom; a search takes them all, a simulation any one."""

from collections.abc import Iterator

from engine.run.money.table import LaneCommand
from tests.sim import processes, trouble
from tests.sim.disk import flushed
from tests.sim.game import Game
from tests.sim.processes import Move
from tests.sim.world import Process, Work, World

_UNTOUCHED = Work(at=LaneCommand.TAKE_LANE)


def moves(game: Game, world: World, *, once: bool = False) -> Iterator[Move]:
    """Give every world that may come next, each with what happens; `once`: of worlds that differ by names only one."""
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
        if once and _has_twin(game, world, process):
            continue
        for move in _of_process(game, world, process, once=once):
            quiet = False
            yield move
        yield from trouble.of_process(game, world, process)
    yield from trouble.arrivals(game, world)
    yield from trouble.of_world(game, world)
    if quiet and may_tick(game, world):
        yield "a tick", ticked(world)


def _of_process(game: Game, world: World, process: Process, *, once: bool) -> Iterator[Move]:
    """Give all that a process may do by itself."""
    for number in range(len(game.tasks)):
        if not (once and _is_twin(game, world, number)):
            yield from processes.works(game, world, process, number)
    yield from processes.folds_in(game, world, process)
    yield from processes.settles(game, world, process)
    yield from processes.watches(game, world, process)


def _has_twin(game: Game, world: World, process: Process) -> bool:
    """Whether neither a process nor the one before it, of the same project, has done anything yet: that one begins."""
    before = process.number - 1
    return (
        before >= 0
        and game.projects[before] == process.project
        and _is_new(process)
        and _is_new(world.processes[before])
    )


def _is_new(process: Process) -> bool:
    return not (process.life or process.attempts or process.paused) and all(w == _UNTOUCHED for w in process.works)


def _is_twin(game: Game, world: World, number: int) -> bool:
    """Whether neither a task nor one before it, of the same class and price, was begun by anybody yet: that one is begun first."""
    if _is_begun(world, number):
        return False
    task = game.tasks[number]
    before = (n for n in range(number) if game.tasks[n].is_like(task))
    return any(not _is_begun(world, n) for n in before)


def _is_begun(world: World, number: int) -> bool:
    return any(process.works[number] != _UNTOUCHED for process in world.processes)


def goes_on(world: World, process: Process) -> Move:
    return f"{process.id} goes on", world.with_process(process._replace(paused=0))


def may_tick(game: Game, world: World) -> bool:
    """Whether time may go by, once nobody has anything to do."""
    return not over(world) and world.now < game.until and all(post.deadline > world.now for post in world.wire)


def ticked(world: World) -> World:
    """Let time go by; who is paused wakes up in the end."""
    woken = tuple(process._replace(paused=max(0, process.paused - 1)) for process in world.processes)
    return flushed(world)._replace(now=world.now + 1, processes=woken)


def over(world: World) -> bool:
    """Whether every task has ended in every process, and nothing is on its way."""
    return not world.wire and all(work.end for process in world.processes for work in process.works)
