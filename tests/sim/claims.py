"""Claims: what must hold in every world, and what in one in which nothing more happens."""

from collections import Counter

from engine.run.money.attempt import AttemptState as S
from engine.run.money.table import LaneCommand
from tests.sim.game import HARMLESS, HEALING, LOSSES, LOST_BOOKS, Fault, Game
from tests.sim.world import Job, World


def violated(game: Game, world: World) -> str:
    """Return what is wrong with a world, "" if nothing is."""
    return world.broken or _twice(game, world) or _owners(world) or _submits(world) or _cap(game, world)


def _twice(game: Game, world: World) -> str:
    """No task of a project is billed twice, but for one that was given up, and one a task that is taken in beyond all terms."""
    billed = Counter((job.project, job.wants) for job in _billed(world))
    if not billed or max(billed.values()) == 1:
        return ""
    most = 1 + (Fault.TOO_LATE in used(game, world))
    given_up = Counter(
        (project, record.attempt.wants)
        for project, journal in enumerate(world.journals)
        for record in journal
        if record.attempt.state is S.GIVEN_UP
    )
    return next((f"paid twice: {task[1]}" for task, count in billed.items() if count > most + given_up[task]), "")


def _owners(world: World) -> str:
    """A job has one owner, and that asked for what the job was made from."""
    bodies = {job.name: job for job in world.jobs}
    owned = set()
    for project, journal in enumerate(world.journals):
        for record in journal:
            job = bodies.get(record.attempt.job)
            if job is None:
                continue
            if job.name in owned:
                return "one job has two owners"
            owned.add(job.name)
            booked = record.attempt.state in (S.ORPHAN, S.GIVEN_UP)  # paid for, and given to nobody
            if not booked and (job.wants, job.project) != (record.attempt.wants, project):
                return f"swapped: {record.attempt.wants} got the result of {job.wants}"
    return ""


def _submits(world: World) -> str:
    """Of all processes of an account one sends."""
    sending = sum(work.at is LaneCommand.RECORD for process in world.processes for work in process.works)
    return "two submits are open at once" if sending > 1 else ""


def _cap(game: Game, world: World) -> str:
    """What the jobs of a project cost, and what is reserved, keeps its cap; the service may bill more than it said."""
    if game.cap is None:
        return ""
    over = used(game, world).get(Fault.OVERRUN, 0)
    for project, journal in enumerate(world.journals):
        truth = sum(job.cost for job in _billed(world) if job.project == project)
        reserved = sum(record.reserved for record in journal)
        if truth > game.cap + over or reserved > game.cap:
            return f"the cap of {game.cap} was passed: {truth} billed, {reserved} reserved"
    return ""


def unfinished(game: Game, world: World) -> str:
    """Return what is wrong with a world after which nothing happens by itself."""
    ends = [work.end for process in world.processes for work in process.works]
    if not all(ends):
        return f"stuck: {ends}"
    lost = _unmentioned(game, world)
    if lost is not None:
        return f"a job that nobody mentions: {lost.name} of {lost.wants}"
    if needless(game, world):
        return "held without need"
    return ""


def needless(game: Game, world: World) -> int:
    """Count the tasks that are held though they need not be: nothing was lost, or one doubt that heals by itself."""
    held = sum(work.end == "held" for process in world.processes for work in process.works)
    attempts = [record.attempt for journal in world.journals for record in journal]
    old = [attempt for attempt in attempts if world.now >= attempt.since + game.terms.sure]
    if any(attempt.state is S.HELD or game.journals > 1 for attempt in old):
        return 0  # what is older than the service remembers, or than another project took for its own, is held by the rules
    happened = used(game, world)
    if happened.keys() <= HARMLESS:
        return held
    heals = (
        happened.keys() <= HEALING and game.terms.trusts_empty
    )  # else, where nothing is known, absence can't be told
    single = sum(happened.get(fault, 0) for fault in LOSSES) <= 1
    few = len(world.jobs) <= len(game.tasks) * game.journals
    return held if heals and single and few else 0


def extra(world: World) -> int:
    """Count the jobs that were billed beyond one for each task of a project."""
    billed = Counter((job.project, job.wants) for job in _billed(world))
    return sum(billed.values()) - len(billed)


def used(game: Game, world: World) -> dict[Fault, int]:
    """Return what has gone wrong, and how often."""
    return {fault: game.faults[fault] - count for fault, count in world.left if count < game.faults[fault]}


def _billed(world: World) -> list[Job]:
    return [job for job in world.jobs if not job.fails and not job.foreign]


def _unmentioned(game: Game, world: World) -> Job | None:
    """Return a billed job that no attempt or account names, and that none of its class can still be looking for.

    One that was taken in later than any terms say may be forgotten before anybody looks again, and that of a stranger who asks
    for the same may be booked in its place.
    """
    attempts = [record.attempt for journal in world.journals for record in journal]
    named = {attempt.job for attempt in attempts}
    happened = used(game, world)
    if happened.keys() & set(LOST_BOOKS):  # what is lost in one of the books stands in the other
        named |= world.known
    looking = {S.HELD, S.RULED_OUT, S.GIVEN_UP} | ({S.ORPHAN} if Fault.FOREIGN in happened else set())
    doubtful = {attempt.prompt_class for attempt in attempts if attempt.state in looking}
    doubtful |= {entry.prompt_class for entry in world.entries if happened.keys() & set(LOST_BOOKS)}
    late = Fault.TOO_LATE in happened
    lost = (job for job in _billed(world) if job.name not in named and job.prompt_class not in doubtful)
    return next((job for job in lost if not late or world.now < job.ends + game.terms.forgets), None)
