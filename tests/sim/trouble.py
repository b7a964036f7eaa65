"""Trouble: what comes from outside: deaths, pauses, late requests, strangers, a list that fails, a day that goes by; and a person."""

from collections.abc import Iterator

from engine.run.money import event as v
from engine.run.money.account import Mark
from engine.run.money.attempt import AttemptState as S
from tests.sim.books import apply, is_named, living, opened, stored, taken_in
from tests.sim.disk import cut, flushed, killed
from tests.sim.game import Fault, Game
from tests.sim.processes import Move
from tests.sim.service import foreign_job, job_of, shown
from tests.sim.world import Process, Record, Work, World


def arrivals(game: Game, world: World) -> Iterator[Move]:
    """Let a late request arrive; its reply reaches the process that sent it, or nobody."""
    for place, post in enumerate(world.wire):
        rest = world._replace(wire=(*world.wire[:place], *world.wire[place + 1 :]))
        job = job_of(rest, post.project, post.attempt)
        arrived = rest._replace(jobs=(*rest.jobs, job))
        yield f"{post.attempt.wants} arrives late", arrived
        known = stored(arrived, post.project, post.attempt.id)
        if post.owner in living(game, world) and known is not None and known.state is not S.INTENDED:
            heard, _ = apply(game, arrived, post.project, known, v.JobMade(job.name, world.now), believed=S.DOUBT)
            if not is_named(heard, job.name):
                heard = heard._replace(broken=f"the id of {job.name} was heard and not recorded")
            yield f"{post.attempt.wants} arrives late, and so does its reply", heard


def of_process(game: Game, world: World, process: Process) -> Iterator[Move]:
    """Kill it, or stop it for a while."""
    busy = any(work.at is not None or work.sweeps for work in process.works) or any(
        ride.owner == process.id for ride in world.riding
    )
    if world.may(Fault.KILL) and busy:
        yield from killed(game, world, process)
    if world.may(Fault.PAUSE) and any(work.at is not None for work in process.works):
        stopped = flushed(world).spend(Fault.PAUSE)
        yield f"{process.id} is paused", stopped.with_process(process._replace(paused=game.pause))


def of_world(game: Game, world: World) -> Iterator[Move]:
    """Do what nobody here has a hand in."""
    if world.may(Fault.POWER) and any(entry.is_open for entry in world.entries) | bool(world.riding or world.unsynced):
        for what, left in cut(world):
            for project in range(game.journals):
                left = opened(game, left, project)  # noqa: PLW2901
            yield what, left
    world = flushed(world)
    if world.may(Fault.FOREIGN) and not any(entry.is_open for entry in world.entries):
        yield "a foreign job", _stranger(world.spend(Fault.FOREIGN), game, world.now - 1)
    if world.may(Fault.STRANGER) and any(job.foreign and world.now <= job.ends + 2 for job in world.jobs):
        yield "a foreign job at the same time", _stranger(world.spend(Fault.STRANGER), game, world.now)
    if world.may(Fault.SLEEP) and not world.wire:
        night = int(game.terms.forgets + game.terms.longest)
        yield "a day goes by", world.spend(Fault.SLEEP)._replace(now=world.now + night)
    if world.may(Fault.BLIND):
        yield "the list is empty from now on", world.spend(Fault.BLIND)._replace(blind=True)
    yield from _lost_books(game, world)
    if world.may(Fault.PERSON):
        yield from _person(game, world)


def _lost_books(game: Game, world: World) -> Iterator[Move]:
    """Lose a journal or the account file, or put a backup in a journal's place; nothing of that works meanwhile."""
    if world.may(Fault.EMPTIED):
        for project, journal in enumerate(world.journals):
            if journal:
                emptied = world.spend(Fault.EMPTIED).with_journal(project, (), frozenset())
                yield f"the journal of project {project} is lost", opened(game, emptied, project)
    if world.may(Fault.RESTORED):
        after = world.spend(Fault.RESTORED)
        if world.backup is None and not any(entry.mark is Mark.LANE for entry in world.entries):
            # of a journal that nobody writes at that moment: a file that is copied while it changes is no backup
            yield "a backup is made", after._replace(backup=(world.journals[0], world.entered[0]))
        elif world.backup is not None:
            yield "the backup is put back", opened(game, after.with_journal(0, *world.backup), 0)
    if world.may(Fault.NO_ACCOUNT):
        lost = world.spend(Fault.NO_ACCOUNT)._replace(entries=(), known=frozenset(), kept=())
        for project in range(game.journals):
            lost = taken_in(game, opened(game, lost, project), project)
        yield "the account file is lost", lost


def _stranger(world: World, game: Game, created: int) -> World:
    return world._replace(jobs=(*world.jobs, foreign_job(game, world, created)))


def _person(game: Game, world: World) -> Iterator[Move]:
    """Let a person who knows the truth decide about what is held."""
    for project, journal in enumerate(world.journals):
        for record in journal:
            if record.attempt.state is S.HELD:
                for decision in _truths(world, project, record):
                    after, decided = apply(game, world.spend(Fault.PERSON), project, record.attempt, decision)
                    yield f"a person decides about {record.attempt.wants}: {decided.outcome}", _tried_again(after)


def _truths(world: World, project: int, record: Record) -> Iterator[v.Decided]:
    attempt = record.attempt
    yield v.Decided()
    on_its_way = (*world.wire, *world.spool)
    if attempt.job or any(other.attempt.wants == attempt.wants for other in on_its_way):
        return
    mine = [job for job in world.jobs if (job.project, job.wants) == (project, attempt.wants)]
    lost = [job for job in mine if not is_named(world, job.name)]
    if lost:
        yield v.Decided(job=shown(lost[0], world.now))
    else:
        yield v.Decided(resubmit=True)


def _tried_again(world: World) -> World:
    """Start everything anew that was held."""
    for process in world.processes:
        works = tuple(Work() if work.end == "held" else work for work in process.works)
        world = world.with_process(process._replace(works=works))
    return world
