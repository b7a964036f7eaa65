"""The service of a world: the jobs that it makes of requests, how it lists them, and what it may do wrong."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from engine.run.money import event as v
from engine.run.money.attempt import Attempt
from engine.run.money.sweep import Ending, Seen, Sweep
from tests.sim.books import is_named
from tests.sim.game import Fault, Game
from tests.sim.world import Job, Post, Process, World


class Reply(NamedTuple):
    """One way in which a request may end: what happens, the world after it, and what its sender hears."""

    what: str
    world: World
    heard: v.Answer


def replies(game: Game, world: World, process: Process, attempt: Attempt) -> Iterator[Reply]:
    """Give every way in which a request may end, the plain one first."""
    for what, made in _made(game, world, process.project, attempt):
        job = made.jobs[-1]
        yield Reply(what, made, v.JobMade(job.name, world.now))
        if made.may(Fault.LOST_REPLY):
            said = v.Silence(world.now, job.request_id if game.request_ids else "")
            yield Reply(f"{what}, reply lost", made.spend(Fault.LOST_REPLY), said)
    silence = v.Silence(world.now)
    if world.may(Fault.LOST_REQUEST):
        yield Reply(", lost", world.spend(Fault.LOST_REQUEST), silence)
    if world.may(Fault.REFUSED):
        yield Reply(", refused", world.spend(Fault.REFUSED), v.NoJob())
    for fault, late in (
        (Fault.LATE, int(game.terms.late)),
        (Fault.TOO_LATE, int(2 * game.terms.settle + game.terms.longest) + 2),
    ):
        if world.may(fault):
            post = Post(process.project, process.id, attempt, world.now + late)
            yield Reply(f", {fault}", world.spend(fault)._replace(wire=(*world.wire, post)), silence)
    yield from _confused(world, process.project)


def _confused(world: World, project: int) -> Iterator[Reply]:
    """Give the answers that name what is another's: its job, or its request."""
    aside = {line.heard.job for line in world.spool}
    taken = next((j for j in reversed(world.jobs) if is_named(world, j.name) and j.name not in aside), None)
    if taken is None:
        return
    if world.may(Fault.TWIN) and taken.project == project:
        yield Reply(f", {Fault.TWIN}", world.spend(Fault.TWIN), v.JobMade(taken.name, world.now))
    if world.may(Fault.ECHO) and taken.name in world.known:
        yield Reply(f", {Fault.ECHO}", world.spend(Fault.ECHO), v.Silence(world.now, taken.request_id))


def _made(game: Game, world: World, project: int, attempt: Attempt) -> Iterator[tuple[str, World]]:
    """Give the worlds in which the service has made a job of a request."""
    made = job_of(world, project, attempt)
    yield "", world._replace(jobs=(*world.jobs, made))
    for fault, changed in (
        (Fault.SLOW, {"ends": made.created + int(game.terms.longest)}),
        (Fault.UNLISTED, {"listed": made.created + int(game.terms.lag)}),
        (Fault.FAILED, {"fails": True}),
        (Fault.OVERRUN, {"cost": made.cost + 1}),
    ):
        if world.may(fault):
            yield f", {fault}", world.spend(fault)._replace(jobs=(*world.jobs, made._replace(**changed)))


def job_of(world: World, project: int, attempt: Attempt) -> Job:
    """Return the job that comes of a request now."""
    name, now = f"j{len(world.jobs)}", world.now
    return Job(
        name,
        project,
        attempt.wants,
        attempt.prompt_class,
        created=now,
        listed=now,
        ends=now + 1,
        fails=False,
        cost=attempt.upper,
        request_id=f"r{name}",
    )


def foreign_job(game: Game, world: World, created: int) -> Job:
    """Return a job of somebody else who asks for what the first task asks for."""
    name = f"j{len(world.jobs)}"
    fashion = game.tasks[0].prompt_class
    return Job(name, -1, "foreign", fashion, created, created, world.now, False, 0, f"r{name}", foreign=True)


def sweep(game: Game, world: World) -> Sweep:
    """Return the list, whole and as it is now."""
    if world.blind:
        return Sweep(world.now, ())
    listed = [job for job in world.jobs if job.listed <= world.now < job.ends + game.terms.forgets]
    return Sweep(world.now, tuple(shown(job, world.now) for job in listed))


def missed(world: World, whole: Sweep) -> str:
    """Return the job that a list may lack, as one does that is read from another copy: the last that nobody has, or the last."""
    jobs = [seen.job for seen in whole.jobs]
    return next((job for job in reversed(jobs) if not is_named(world, job)), jobs[-1] if jobs else "")


def without(whole: Sweep, job: str) -> Sweep:
    return replace(whole, jobs=tuple(seen for seen in whole.jobs if seen.job != job))


def shown(job: Job, now: int) -> Seen:
    """Return what the service tells of a job."""
    ending = Ending.LIVE if now < job.ends else Ending.FAILED if job.fails else Ending.SUCCEEDED
    prompt = job.prompt_class if ending is Ending.SUCCEEDED else ""
    return Seen(job=job.name, created=job.created, ending=ending, request_id=job.request_id, prompt_class=prompt)
