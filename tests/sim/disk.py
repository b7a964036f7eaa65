"""The disk of a world: what of the books is not on it yet, and what is left when a process dies, or the power goes.

A journal's events that decide nothing stay a moment in the memory of their process; whatever that awaits, it writes after them.
Nobody else sees them before, so that whoever else looks at the journal comes after they were written. Of the account file's changes
those that keep nobody from waiting are synced with the next that is; and who leaves the lane so stays a moment in the memory of its
process: until then the others find the lane busy, as before it was left, so that whoever does anything in it comes after that was written.
"""

from collections.abc import Iterator
from itertools import product

from engine.run.money.table import Commit
from tests.sim.game import Fault, Game
from tests.sim.world import Process, Ride, Unsynced, World


def written(before: World, after: World, project: int, attempt: str, commit: Commit, by: str) -> World:
    """Return a world in which a process has written a record: to the disk, with all that rides, or only to its memory."""
    if not _may_lose(after):
        return after if not after.riding else after._replace(riding=())
    if commit is Commit.GROUPED and by:
        old = next((record for record in before.journals[project] if record.attempt.id == attempt), None)
        return after._replace(riding=(*after.riding, Ride(project, by, attempt, old)))
    return flushed(after, project)


def _may_lose(world: World) -> bool:
    return world.may(Fault.KILL) or world.may(Fault.POWER)


def flushed(world: World, project: int | None = None, but: str = "") -> World:
    """Return a world in which all that rides in a project's journal, or in any, is on the disk, but for what one process has."""
    if not world.riding:
        return world
    return world._replace(
        riding=tuple(ride for ride in world.riding if ride.owner == but or project not in (None, ride.project))
    )


def as_found(world: World, process: Process) -> World:
    """Return a world as a process finds it: what the others of its project had in memory is written by now."""
    return flushed(world, process.project, but=process.id)


def synced(world: World) -> World:
    """Return a world whose account file is on the disk."""
    return world._replace(unsynced=()) if world.unsynced else world


def lazily(before: World, after: World, by: str = "") -> World:
    """Return a world after a change of the account file that a power cut may undo, and the death of the process that has it yet."""
    if not (after.may(Fault.POWER) or (by and after.may(Fault.KILL))):
        return synced(after)
    return after._replace(unsynced=(*after.unsynced, Unsynced(before.entries, before.known, before.kept, by)))


def killed(game: Game, world: World, process: Process) -> Iterator[tuple[str, World]]:
    """Give the worlds in which a process has died, the one first in which everything was written."""
    mine = [ride for ride in world.riding if ride.owner == process.id]
    after = world.spend(Fault.KILL)
    for lost in range(len(mine) + 1):
        left = _forgotten(after, mine[len(mine) - lost :])
        what = f", and {lost} of its records are lost" if lost else ""
        rest = tuple(ride for ride in left.riding if ride.owner != process.id)
        left = left._replace(riding=rest).with_process(process.born_anew())
        yield f"{process.id} is killed{what}", left
        if left.unsynced and left.unsynced[-1].owner == process.id:
            yield f"{process.id} is killed{what}, and the lane is not free", _undone(left, len(left.unsynced) - 1)


def cut(world: World) -> Iterator[tuple[str, World]]:
    """Give the worlds that may be left when the power goes: of each file it is a prefix that was written."""
    after = world.spend(Fault.POWER)
    for lost, place in product(range(len(world.riding) + 1), range(len(world.unsynced) + 1)):
        left = _forgotten(after, world.riding[len(world.riding) - lost :])
        if place < len(world.unsynced):
            left = _undone(left, place)
        undone = len(world.unsynced) - place
        yield (
            f"the power goes, with {lost} records and {undone} changes of the account",
            left._replace(riding=(), unsynced=()),
        )


def _undone(world: World, place: int) -> World:
    """Take back the changes of the account from one of them on."""
    was = world.unsynced[place]
    return world._replace(entries=was.entries, known=was.known, kept=was.kept, unsynced=world.unsynced[:place])


def _forgotten(world: World, rides: tuple[Ride, ...] | list[Ride]) -> World:
    """Take back what was not written, the newest first."""
    for ride in reversed(rides):
        if ride.before is not None:
            world = world.with_record(ride.project, ride.before)
        else:
            kept = tuple(one for one in world.journals[ride.project] if one.attempt.id != ride.attempt)
            world = world.with_journal(ride.project, kept)
    return world
