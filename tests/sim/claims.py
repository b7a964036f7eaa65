"""Claims: what must hold in every world, and what in one in which nothing more happens."""

from collections import Counter

from engine.run.money.attempt import AttemptState as S
from engine.run.money.table import LaneCommand
from tests.sim.game import HARMLESS, HEALING, Fault, Game
from tests.sim.world import World


def violated(game: Game, world: World) -> str:
    """Return what is wrong with a world, "" if nothing is."""
    if world.broken:
        return world.broken
    billed = Counter((job.project, job.wants) for job in world.jobs if not job.fails and not job.foreign)
    most = 1 + bool(_used(game, world) & {Fault.TOO_LATE})  # beyond all terms, once a task, and said
    twice = [wants for (_, wants), count in billed.items() if count > most]
    if twice:
        return f"paid twice: {twice[0]}"
    bodies = {job.name: job for job in world.jobs}
    for project, journal in enumerate(world.journals):
        for record in journal:
            job = bodies.get(record.attempt.job)
            if job is not None and (job.wants, job.project) != (record.attempt.wants, project):
                return f"swapped: {record.attempt.wants} got the result of {job.wants}"
    sending = sum(work.at is LaneCommand.RECORD for process in world.processes for work in process.works)
    if sending > 1:
        return "two submits are open at once"
    owners = Counter(record.attempt.job for journal in world.journals for record in journal if record.attempt.job)
    if owners and max(owners.values()) > 1:
        return "one job has two owners"
    if game.cap is not None:
        for project in range(game.journals):
            truth = sum(job.cost for job in world.jobs if job.project == project and not job.fails)
            over = Fault.OVERRUN in _used(game, world)
            if truth > game.cap + over or sum(r.reserved for r in world.journals[project]) > game.cap:
                return f"the cap of {game.cap} was passed: {truth}"
    return ""


def unfinished(game: Game, world: World) -> str:
    """Return what is wrong with a world after which nothing happens by itself."""
    ends = [work.end for process in world.processes for work in process.works]
    if not all(ends):
        return f"stuck: {ends}"
    attempts = [record.attempt for journal in world.journals for record in journal]
    named = {attempt.job for attempt in attempts}
    doubtful = {attempt.prompt_class for attempt in attempts if attempt.state in (S.HELD, S.RULED_OUT)}
    for job in world.jobs:
        if not job.foreign and job.name not in named and job.prompt_class not in doubtful and not job.fails:
            return f"a job that nobody mentions: {job.name} of {job.wants}"
    used = _used(game, world)
    if any(attempt.state is S.HELD and world.now >= attempt.since + game.terms.sure for attempt in attempts):
        return ""  # what is older than the service remembers is held by the rules
    if not game.terms.trusts_empty:
        return ""  # where nothing is known of the account, absence can't be told
    if "held" in ends and used <= HARMLESS:
        return "held without need: no answer was lost"
    if (
        "held" in ends
        and used <= HEALING
        and len(world.jobs) <= len(game.tasks) * game.journals
        and _one_doubt(game, world)
    ):
        return "held without need: one doubt heals by itself"
    return ""


def _used(game: Game, world: World) -> frozenset[Fault]:
    left = dict(world.left)
    return frozenset(fault for fault, count in game.faults.items() if left[fault] < count)


def _one_doubt(game: Game, world: World) -> bool:
    left = dict(world.left)
    losing = (Fault.KILL, Fault.LOST_REQUEST, Fault.LOST_REPLY, Fault.LATE)
    return sum(game.faults.get(fault, 0) - left.get(fault, 0) for fault in losing) <= 1
