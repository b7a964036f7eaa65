"""The processes of a world: each carries out the commands of the lane, watches its jobs, and looks for those of a doubt."""

from collections.abc import Iterator

from engine.run.money import event as v
from engine.run.money.account import Mark, in_lane, orphaned
from engine.run.money.attempt import OPEN, WATCHED, Attempt, AttemptState as S
from engine.run.money.guards import JournalStanding
from engine.run.money.step import next_command, step
from engine.run.money.sweep import Looked, Sweep
from engine.run.money.table import LaneCommand, Outcome
from tests.sim.books import account_standing, apply, entering, fits, is_named, is_of, left_lane, living, stored
from tests.sim.disk import as_found, flushed, synced
from tests.sim.game import Fault, Game
from tests.sim.service import missed, replies, sweep, without
from tests.sim.world import Aside, Process, Work, World

Move = tuple[str, World]
"""What happens, and the world after it."""
_SHRINKS = (S.INTENDED, S.DOUBT, S.ACCEPTED)
"""States in which what is reserved is freed or billed without a person, and before a day is over."""


def connects(game: Game, world: World) -> list[Move]:
    """Connect what is to be connected, before anything else: nobody but the process itself can see when it does."""
    for process in world.processes:
        for number, work in enumerate(process.works):
            if work.at is LaneCommand.CONNECT and not process.paused:
                return list(_connect(game, world, process, number))
    return []


def _connect(game: Game, world: World, process: Process, number: int) -> Iterator[Move]:
    work = process.works[number]
    assert work.attempt is not None
    heard = v.Connected(world.now, world.now)
    yield "connects", put(world, process, number, work._replace(at=_after(game, LaneCommand.CONNECT), heard=heard))
    if world.may(Fault.NO_CONNECTION):
        after, decision = apply(game, world.spend(Fault.NO_CONNECTION), process.project, work.attempt, v.NoConnection())
        following = next_command(LaneCommand.CONNECT, decision.row.goes, game.rules.lane)
        yield "no connection", put(after, process, number, work._replace(at=following, attempt=decision.attempt))


def works(game: Game, world: World, process: Process, number: int) -> Iterator[Move]:
    """Give what a process may do next for a task."""
    work, task, world = process.works[number], game.tasks[number], as_found(world, process)
    if work.end:
        return
    does = f"{process.id} {task.wants}"
    match work.at:
        case None:
            yield from _begin(game, world, process, number)
        case LaneCommand.TAKE_LANE:
            yield from _take_lane(game, world, process, number)
        case LaneCommand.INTEND:
            yield from _intend(game, world, process, number)
        case LaneCommand.SEND:
            yield from _send(game, world, process, number)
        case LaneCommand.RECORD:
            assert work.attempt is not None
            assert work.heard is not None
            yield f"{does} records {type(work.heard).__name__}", _record(game, world, process, number, work.attempt.id)
            if isinstance(work.heard, v.JobMade) and world.may(Fault.FULL):
                aside = (*world.spool, Aside(process.project, work.attempt, work.heard))
                full = world.spend(Fault.FULL)._replace(spool=aside)
                yield f"{does} puts {work.heard.job} aside, and ends", full.with_process(process.born_anew())
        case LaneCommand.FREE_LANE:
            assert work.attempt is not None
            if any(
                ride.attempt == work.attempt.id for ride in world.riding
            ):  # who reads of an attempt finds all that was told of it
                world = flushed(world, process.project)
            after = left_lane(game, world, process.project, work.attempt.id, by=process.id)
            following = _after(game, work.at)
            ended = work._replace(at=following, **({} if following else {"attempt": None, "heard": None}))
            yield f"{does} frees the lane", put(after, process, number, ended)


def _begin(game: Game, world: World, process: Process, number: int) -> Iterator[Move]:
    """Do what the journal says of a task: watch its job, look for it, wait for another, or send."""
    task, work = game.tasks[number], process.works[number]
    does = f"{process.id} {task.wants}"
    found = [record.attempt for record in world.journals[process.project] if record.attempt.wants == task.wants]
    opened = next((attempt for attempt in found if attempt.state in OPEN), None)
    if opened is None:
        ends = {attempt.state for attempt in found}
        for state, end in ((S.FETCHED, "done"), (S.FAILED, "failed"), (S.GIVEN_UP, "given up")):
            if state in ends:
                yield f"{does} is {end}", put(world, process, number, work._replace(end=end))
                return
        if work.over and not fits(game, world, process, task.upper):
            if not _frees_itself(game, world, process.project):
                yield f"{does} is over the cap", put(world, process, number, work._replace(end="over the cap"))
            return
        yield from _take_lane(game, world, process, number)
        return
    match opened.state:
        case S.INTENDED if opened.owner not in living(game, world):
            yield (
                f"{does}: its sender is dead",
                apply(game, world, process.project, opened, v.SenderGone(world.now), by=process.id)[0],
            )
        case S.DOUBT:
            yield from _look(game, world, process, number, opened)
        case S.HELD:
            yield f"{does} is held", put(world, process, number, work._replace(end="held"))
        case S.ACCEPTED | S.SUCCEEDED:
            yield from _poll(game, world, process, opened, does)


def _frees_itself(game: Game, world: World, project: int) -> bool:
    """Whether somebody still works at a task for which something is reserved, so that it may be freed without a person."""
    mine = [process for process in world.processes if process.project == project]
    busy = {task.wants for n, task in enumerate(game.tasks) if not all(process.works[n].end for process in mine)}
    records = world.journals[project]
    return any(r.reserved and r.attempt.state in _SHRINKS and r.attempt.wants in busy for r in records)


def _take_lane(game: Game, world: World, process: Process, number: int) -> Iterator[Move]:
    task = game.tasks[number]
    fresh = Attempt(
        id=f"{process.id}.{process.attempts}",
        wants=task.wants,
        prompt_class=task.prompt_class,
        upper=task.upper,
        owner=process.id,
    )
    decision = step(
        fresh, account_standing(game, world), JournalStanding(), v.Wanted(world.now), game.terms, game.rules
    )
    if decision.outcome is Outcome.LANE_TAKEN:
        lane = next((entry for entry in world.entries if entry.mark is Mark.LANE), None)
        if lane is not None:
            world = world.with_entry(lane.attempt, orphaned(lane, world.now + game.terms.late))
        world = entering(synced(world), process.project, fresh.id).with_entry(fresh.id, in_lane(decision.attempt))
        following = next_command(LaneCommand.TAKE_LANE, decision.row.goes, game.rules.lane)
        born = process._replace(attempts=process.attempts + 1)
        yield f"{process.id} {task.wants} takes the lane", put(world, born, number, Work(following, decision.attempt))
    elif decision.outcome is Outcome.SHADOWED and _hopeless(game, world, process, fresh):
        yield f"{process.id} {task.wants} is held: an equal one is", put(world, process, number, Work(end="held"))


def _hopeless(game: Game, world: World, process: Process, attempt: Attempt) -> bool:
    """Whether what stands in the way of an attempt waits for a person, or for a project that may never come back."""
    for entry in world.entries:
        if entry.is_open and entry.prompt_class == attempt.prompt_class:
            known = stored(world, process.project, entry.attempt)
            if known is not None and known.state is S.HELD:
                return True
            if known is None and world.now >= entry.since + game.terms.sure:
                return True
    return False


def _intend(game: Game, world: World, process: Process, number: int) -> Iterator[Move]:
    work = process.works[number]
    assert work.attempt is not None
    event = work.heard if isinstance(work.heard, v.Connected) else v.Connected(world.now, world.now)
    after, decision = apply(game, world, process.project, work.attempt, event, by=process.id)
    following = next_command(LaneCommand.INTEND, decision.row.goes, game.rules.lane)
    does = f"{process.id} {work.attempt.wants} intends: {decision.outcome}"
    over = decision.outcome is Outcome.OVER_CAP
    yield does, put(after, process, number, work._replace(at=following, attempt=decision.attempt, over=over))


def _send(game: Game, world: World, process: Process, number: int) -> Iterator[Move]:
    work, following = process.works[number], _after(game, LaneCommand.SEND)
    attempt = work.attempt
    assert attempt is not None
    does = f"{process.id} {attempt.wants} sends"
    if attempt.send_by and world.now > attempt.send_by:
        heard = work._replace(at=following, heard=v.NeverSent())
        yield f"{does} nothing: too late", put(world, process, number, heard)
        return
    for reply in replies(game, world, process, attempt):
        heard = work._replace(at=following, heard=reply.heard)
        yield f"{does}{reply.what}", put(reply.world, process, number, heard)


def _record(game: Game, world: World, process: Process, number: int, attempt: str) -> World:
    """Write down what an answer means for an attempt, whoever has changed it meanwhile."""
    work = process.works[number]
    assert work.attempt is not None
    assert work.heard is not None
    known = stored(world, process.project, attempt) or work.attempt
    after, decision = apply(game, world, process.project, known, work.heard, believed=work.attempt.state, by=process.id)
    if isinstance(work.heard, v.JobMade) and not is_named(after, work.heard.job):
        after = after._replace(broken=f"the id of {work.heard.job} was heard and not recorded")
    following = next_command(LaneCommand.RECORD, decision.row.goes, game.rules.lane)
    if game.rules.lane.index(LaneCommand.RECORD) > game.rules.lane.index(LaneCommand.FREE_LANE):
        following = None
    return put(after, process, number, work._replace(at=following, heard=None) if following else Work())


def _poll(game: Game, world: World, process: Process, opened: Attempt, does: str) -> Iterator[Move]:
    job = next((job for job in world.jobs if job.name == opened.job), None)
    assert job is not None
    if world.now >= job.ends + game.terms.forgets:
        yield (
            f"{does}: its job is forgotten",
            apply(game, world, process.project, opened, v.Forgotten(), by=process.id)[0],
        )
    elif opened.state is S.SUCCEEDED:
        yield f"{does} fetches", apply(game, world, process.project, opened, v.ResultKept(), by=process.id)[0]
    elif world.now >= job.ends:
        ended = v.Ended(billed=not job.fails)
        after, _ = apply(game, world, process.project, opened, ended, job.cost, by=process.id)
        yield f"{does}: its job ends", after


def _look(game: Game, world: World, process: Process, number: int, opened: Attempt) -> Iterator[Move]:
    """Look at the list once a tick; where that is slow, others go on between the list and what is made of it."""
    work = process.works[number]
    does = f"{process.id} {opened.wants}"
    if work.judges:
        yield _judge(game, world, process, number, opened, work.sweeps)
        return
    if work.sweeps and work.sweeps[-1].began >= world.now:
        return
    whole = sweep(game, world)
    lists = [("", world, whole)]
    lost = missed(world, whole) if world.may(Fault.PARTIAL) else ""
    if lost and (not work.sweeps or work.sweeps[-1].shows([lost])):  # twice the same lack were a lag beyond the terms
        lists.append((", and not all is there", world.spend(Fault.PARTIAL), without(whole, lost)))
    for what, after, seen in lists:
        sweeps = (*work.sweeps[-1:], seen)
        if game.slow_looks:
            yield f"{does} lists{what}", put(after, process, number, Work(sweeps=sweeps, judges=True))
        else:
            told, judged = _judge(game, after, process, number, opened, sweeps)
            yield told + what, judged


def _judge(game: Game, world: World, process: Process, number: int, opened: Attempt, sweeps: tuple[Sweep, ...]) -> Move:
    after, decision = apply(game, world, process.project, opened, Looked(world.now, sweeps), by=process.id)
    following = next_command(None, decision.row.goes, game.rules.lane)
    does = f"{process.id} {opened.wants} looks: {decision.outcome}"
    if following is None:
        return does, put(after, process, number, Work(sweeps=sweeps))
    return does, put(after, process, number, Work(at=following, attempt=decision.attempt))


def settles(game: Game, world: World, process: Process) -> Iterator[Move]:
    """Tell the account what has become of an attempt whose process died before it could."""
    world = flushed(world, process.project)
    alive = living(game, world)
    for entry in world.entries:
        if (entry.mark is Mark.LANE and entry.owner in alive) or not is_of(game, entry, process.project):
            continue
        after = left_lane(game, world, process.project, entry.attempt, until=world.now + game.terms.late)
        if after is not world:
            yield f"{process.id} settles {entry.wants}", after


def watches(game: Game, world: World, process: Process) -> Iterator[Move]:
    """Watch for what shows up after it was ruled out, until the service has forgotten it."""
    world = as_found(world, process)
    for record in world.journals[process.project]:
        grave = record.attempt
        if grave.state not in WATCHED:
            continue
        ended = grave.since if grave.until is None else grave.until
        if grave.state is S.RULED_OUT and world.now >= ended + game.terms.forgets:
            yield (
                f"{process.id} {grave.wants}: its grave is over",
                apply(game, world, process.project, grave, v.Elapsed(), by=process.id)[0],
            )
        elif not world.blind and any(job.created >= grave.since for job in world.jobs):
            seen = Looked(world.now, (sweep(game, world),))
            after, decision = apply(game, world, process.project, grave, seen, by=process.id)
            if decision.outcome is not Outcome.UNDECIDED:
                yield f"{process.id} {grave.wants}: a job {decision.outcome}", after


def folds_in(game: Game, world: World, process: Process) -> Iterator[Move]:
    """Bring to the journal what was put aside."""
    world = as_found(world, process)
    for place, line in enumerate(world.spool):
        if line.project == process.project:
            rest = world._replace(spool=(*world.spool[:place], *world.spool[place + 1 :]))
            known = stored(world, line.project, line.attempt.id)
            if known is None:  # the journal that intended it is lost: the line stays beside the other one
                continue
            after, _ = apply(game, rest, line.project, known, line.heard, believed=line.attempt.state)
            if not is_named(after, line.heard.job):
                after = after._replace(broken=f"the id of {line.heard.job} was put aside and not recorded")
            yield f"{process.id} brings {line.heard.job} in", after


def _after(game: Game, command: LaneCommand) -> LaneCommand | None:
    lane = game.rules.lane
    place = lane.index(command) + 1
    return lane[place] if place < len(lane) else None


def put(world: World, process: Process, number: int, work: Work) -> World:
    """Return the world in which a process does something else for a task."""
    return world.with_process(process._replace(works=(*process.works[:number], work, *process.works[number + 1 :])))
