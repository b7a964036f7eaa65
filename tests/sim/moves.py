"""Moves: all that can happen next in a world; processes carry out commands, the service and the faults do the rest."""

from collections.abc import Iterator
from dataclasses import replace

from engine.run.money import event as v
from engine.run.money.account import AccountEntry, AccountStanding, Mark, in_lane, orphaned, out_of_lane
from engine.run.money.attempt import OPEN, Attempt, AttemptState as S
from engine.run.money.guards import JournalStanding
from engine.run.money.scope import Scope
from engine.run.money.step import Decision, next_command, step
from engine.run.money.sweep import Ending, Looked, Seen, Sweep
from engine.run.money.table import Booking, LaneCommand, Outcome
from tests.sim.game import Fault, Game
from tests.sim.world import Job, Post, Process, Record, Work, World

Move = tuple[str, World]
PAUSE = 6  # ticks at most: longer than a request may wait, and than everything has settled


def moves(game: Game, world: World) -> Iterator[Move]:
    """Give every world that may come next, each with what happens."""
    if world.broken:
        return
    private = _connects(game, world)
    if private is not None:
        yield private
        return
    quiet = True
    for process in world.processes:
        if process.paused:
            yield f"{process.id} goes on", world.with_process(process._replace(paused=0))
            continue
        for task in range(len(game.tasks)):
            for move in _works(game, world, process, task):
                quiet = False
                yield move
        for move in _settles(game, world, process):
            quiet = False
            yield move
        yield from _process_faults(world, process)
    yield from _arrivals(game, world)
    yield from _faults(game, world)
    if quiet and not over(world) and world.now < game.until and all(post.deadline > world.now for post in world.wire):
        yield "a tick", _ticked(world)


def _connects(game: Game, world: World) -> Move | None:
    """Connect what is to be connected, before anything else: nobody but the process itself can see when it does."""
    for process in world.processes:
        for number, work in enumerate(process.works):
            if work.at is LaneCommand.CONNECT and not process.paused:
                heard = v.Connected(world.now, world.now)
                return "connects", _set(world, process, number, work._replace(at=_after(game, work.at), heard=heard))
    return None


def _ticked(world: World) -> World:
    """Let time go by; who is paused wakes up in the end."""
    processes = tuple(process._replace(paused=max(0, process.paused - 1)) for process in world.processes)
    return world._replace(now=world.now + 1, processes=processes)


def over(world: World) -> bool:
    """Whether every task has ended in every process, and nothing is on its way."""
    return not world.wire and all(work.end for process in world.processes for work in process.works)


# -- processes -------------------------------------------------------------------------------------------------------


def _works(game: Game, world: World, process: Process, number: int) -> Iterator[Move]:
    work, task = process.works[number], game.tasks[number]
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
        case LaneCommand.FREE_LANE:
            assert work.attempt is not None
            after = _out_of_lane(game, world, process.project, work.attempt.id)
            following = _after(game, work.at)
            ended = work._replace(at=following, **({} if following else {"attempt": None, "heard": None}))
            yield f"{does} frees the lane", _set(after, process, number, ended)


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
                yield f"{does} is {end}", _set(world, process, number, work._replace(end=end))
                return
        if work.over and not _fits(game, world, process, task.upper):
            if not any(record.reserved for record in world.journals[process.project]):
                yield f"{does} is over the cap", _set(world, process, number, work._replace(end="over the cap"))
            return
        yield from _take_lane(game, world, process, number)
        return
    match opened.state:
        case S.INTENDED if opened.owner not in _living(world):
            yield (
                f"{does}: its sender is dead",
                _apply(game, world, process.project, opened, v.SenderGone(world.now))[0],
            )
        case S.DOUBT:
            yield from _look(game, world, process, number, opened)
        case S.HELD:
            yield f"{does} is held", _set(world, process, number, work._replace(end="held"))
        case S.ACCEPTED:
            yield from _poll(game, world, process, opened, does)
        case S.SUCCEEDED:
            yield f"{does} fetches", _apply(game, world, process.project, opened, v.ResultKept())[0]


def _take_lane(game: Game, world: World, process: Process, number: int) -> Iterator[Move]:
    task = game.tasks[number]
    fresh = Attempt(
        id=f"{process.id}.{process.attempts}",
        wants=task.wants,
        prompt_class=task.prompt_class,
        upper=task.upper,
        owner=process.id,
    )
    decision = step(fresh, _account(game, world), JournalStanding(), v.Wanted(world.now), game.terms, game.rules)
    if decision.outcome is Outcome.LANE_TAKEN:
        lane = next((entry for entry in world.entries if entry.mark is Mark.LANE), None)
        if lane is not None:
            world = world.with_entry(lane.attempt, orphaned(lane, world.now + game.terms.late))
        world = world.with_entry(fresh.id, in_lane(decision.attempt))
        following = next_command(LaneCommand.TAKE_LANE, decision.row, game.rules.lane)
        born = process._replace(attempts=process.attempts + 1)
        yield f"{process.id} {task.wants} takes the lane", _set(world, born, number, Work(following, decision.attempt))
    elif decision.outcome is Outcome.SHADOWED and _hopeless(game, world, process, fresh):
        yield f"{process.id} {task.wants} is held: an equal one is", _set(world, process, number, Work(end="held"))


def _hopeless(game: Game, world: World, process: Process, attempt: Attempt) -> bool:
    """Whether what stands in the way of an attempt waits for a person, or for a project that may never come back."""
    for entry in world.entries:
        if entry.is_open and entry.prompt_class == attempt.prompt_class:
            stored = _stored(world, process.project, entry.attempt)
            if stored is not None and stored.state is S.HELD:
                return True
            if stored is None and world.now >= entry.since + game.terms.sure:
                return True
    return False


def _intend(game: Game, world: World, process: Process, number: int) -> Iterator[Move]:
    work = process.works[number]
    assert work.attempt is not None
    event = work.heard if isinstance(work.heard, v.Connected) else v.Connected(world.now, world.now)
    after, decision = _apply(game, world, process.project, work.attempt, event)
    following = next_command(LaneCommand.INTEND, decision.row, game.rules.lane)
    does = f"{process.id} {work.attempt.wants} intends: {decision.outcome}"
    over = decision.outcome is Outcome.OVER_CAP
    yield does, _set(after, process, number, work._replace(at=following, attempt=decision.attempt, over=over))


def _send(game: Game, world: World, process: Process, number: int) -> Iterator[Move]:
    work, following = process.works[number], _after(game, LaneCommand.SEND)
    attempt = work.attempt
    assert attempt is not None
    does = f"{process.id} {attempt.wants} sends"

    def heard(world: World, event: v.Event) -> World:
        return _set(world, process, number, work._replace(at=following, heard=event))

    if attempt.send_by and world.now > attempt.send_by:
        yield f"{does} nothing: too late", heard(world, v.NeverSent())
        return
    silence = v.Silence(world.now)
    for name, made in _made(game, world, process.project, attempt):
        job = made.jobs[-1]
        yield f"{does}{name}", heard(made, v.JobMade(job.name, world.now))
        if made.may(Fault.LOST_REPLY):
            said = v.Silence(world.now, job.request_id if game.request_ids else "")
            yield f"{does}{name}, reply lost", heard(made.spend(Fault.LOST_REPLY), said)
    if world.may(Fault.LOST_REQUEST):
        yield f"{does}, lost", heard(world.spend(Fault.LOST_REQUEST), silence)
    if world.may(Fault.REFUSED):
        yield f"{does}, refused", heard(world.spend(Fault.REFUSED), v.NoJob())
    for fault, late in (
        (Fault.LATE, int(game.terms.late)),
        (Fault.TOO_LATE, int(2 * game.terms.settle + game.terms.longest) + 2),
    ):
        if world.may(fault):
            post = Post(process.project, process.id, attempt, world.now + late)
            yield f"{does}, {fault}", heard(world.spend(fault)._replace(wire=(*world.wire, post)), silence)


def _record(game: Game, world: World, process: Process, number: int, attempt: str) -> World:
    """Write down what an answer means for an attempt, whoever has changed it meanwhile."""
    work = process.works[number]
    assert work.attempt is not None
    assert work.heard is not None
    stored = _stored(world, process.project, attempt) or work.attempt
    after, decision = _apply(game, world, process.project, stored, work.heard, believed=work.attempt.state)
    if isinstance(work.heard, v.JobMade) and not _has(after, work.heard.job):
        after = after._replace(broken=f"the id of {work.heard.job} was heard and not recorded")
    following = next_command(LaneCommand.RECORD, decision.row, game.rules.lane)
    if game.rules.lane.index(LaneCommand.RECORD) > game.rules.lane.index(LaneCommand.FREE_LANE):
        following = None
    return _set(after, process, number, work._replace(at=following, heard=None) if following else Work())


def _poll(game: Game, world: World, process: Process, opened: Attempt, does: str) -> Iterator[Move]:
    job = next((job for job in world.jobs if job.name == opened.job), None)
    assert job is not None
    if world.now >= job.ends + game.terms.forgets:
        yield f"{does}: its job is forgotten", _apply(game, world, process.project, opened, v.Forgotten())[0]
    elif world.now >= job.ends:
        after, _ = _apply(game, world, process.project, opened, v.Ended(billed=not job.fails), job.cost)
        yield f"{does}: its job ends", after


def _look(game: Game, world: World, process: Process, number: int, opened: Attempt) -> Iterator[Move]:
    """Look at the list once a tick."""
    work = process.works[number]
    if work.sweeps and work.sweeps[-1].began >= world.now:
        return
    sweeps = (*work.sweeps[-1:], _sweep(game, world))
    after, decision = _apply(game, world, process.project, opened, Looked(world.now, sweeps))
    following = next_command(None, decision.row, game.rules.lane)
    does = f"{process.id} {opened.wants} looks: {decision.outcome}"
    if following is None:
        yield does, _set(after, process, number, Work(sweeps=sweeps))
    else:
        yield does, _set(after, process, number, Work(at=following, attempt=decision.attempt))


def _settles(game: Game, world: World, process: Process) -> Iterator[Move]:
    """Tell the account what has become of an attempt whose process died before it could."""
    living = _living(world)
    for entry in world.entries:
        if (entry.mark is Mark.LANE and entry.owner in living) or not _is_of(game, entry, process):
            continue
        after = _out_of_lane(game, world, process.project, entry.attempt, until=world.now + game.terms.late)
        if after != world:
            yield f"{process.id} settles {entry.wants}", after


# -- what is read and written ----------------------------------------------------------------------------------------


def _apply(
    game: Game, world: World, project: int, attempt: Attempt, event: v.Event, cost: int = 0, believed: S | None = None
) -> tuple[World, Decision]:
    """Do one step as one transaction of the journal; a decision counts only if the attempt stands where its holder believes."""
    account, journal = _account(game, world), _journal(game, world, project, attempt)
    decision = step(attempt, account, journal, event, game.terms, game.rules)
    row, old = decision.row, _stored_record(world, project, attempt.id)
    if old is not None and not row.fact and believed not in (None, old.attempt.state):
        return world, decision
    if row.to in (S.READY, S.OPENING) or (
        old is None and row.money is not Booking.RESERVE and not row.fact and row.to is not S.DOUBT
    ):
        return world, decision
    reserved, spent = (old.reserved, old.spent) if old is not None else (0, 0)
    match row.money:
        case Booking.RESERVE:
            reserved = attempt.upper
        case Booking.RELEASE:
            reserved = 0
        case Booking.SETTLE:
            reserved, spent = 0, cost
        case Booking.BOOK:
            reserved, spent = 0, attempt.upper
    return world.with_record(project, Record(decision.attempt, reserved, spent)), decision


def _fits(game: Game, world: World, process: Process, upper: int) -> bool:
    """Whether a task's upper bound keeps the cap, as far as its process knows."""
    reserved, spent = (sum(record[place] for record in world.journals[process.project]) for place in (1, 2))
    return Scope(reserved, spent, game.cap).fits(upper)


def _journal(game: Game, world: World, project: int, attempt: Attempt) -> JournalStanding:
    others = [record for record in world.journals[project] if record.attempt.id != attempt.id]
    same = [record.attempt for record in others if record.attempt.wants == attempt.wants]
    reserved, spent = (sum(record[place] for record in world.journals[project]) for place in (1, 2))
    return JournalStanding(
        claimed=any(known.state in OPEN for known in same),
        stored=any(known.state is S.FETCHED for known in same),
        scope=Scope(reserved, spent, game.cap),
        jobs=frozenset(record.attempt.job for record in others if record.attempt.job),
        ruled_out=sum(known.state is S.RULED_OUT for known in same),
    )


def _account(game: Game, world: World) -> AccountStanding:
    living = _living(world)
    entries = tuple(
        replace(entry, lives=True) if entry.owner in living else replace(entry, lives=False) for entry in world.entries
    )
    return AccountStanding(entries=entries, known=world.known, dedicated=game.dedicated)


def _out_of_lane(game: Game, world: World, project: int, attempt: str, until: float | None = None) -> World:
    entry = next((entry for entry in world.entries if entry.attempt == attempt), None)
    if entry is None:
        return world
    left = out_of_lane(entry, _stored(world, project, attempt), game.rules.marks)
    if left is not None and left.until is None and left.mark is Mark.SHADOW:
        left = replace(left, until=entry.until if entry.until is not None else until)
    return world.with_entry(attempt, left)


def _sweep(game: Game, world: World) -> Sweep:
    if world.blind:
        return Sweep(world.now, ())
    listed = [job for job in world.jobs if job.listed <= world.now < job.ends + game.terms.forgets]
    return Sweep(world.now, tuple(_seen(job, world.now) for job in listed))


def _seen(job: Job, now: int) -> Seen:
    ending = Ending.LIVE if now < job.ends else Ending.FAILED if job.fails else Ending.SUCCEEDED
    prompt = job.prompt_class if ending is Ending.SUCCEEDED else ""
    return Seen(job=job.name, created=job.created, ending=ending, request_id=job.request_id, prompt_class=prompt)


def _stored_record(world: World, project: int, attempt: str) -> Record | None:
    return next((record for record in world.journals[project] if record.attempt.id == attempt), None)


def _stored(world: World, project: int, attempt: str) -> Attempt | None:
    record = _stored_record(world, project, attempt)
    return record.attempt if record is not None else None


def _has(world: World, job: str) -> bool:
    return any(record.attempt.job == job for journal in world.journals for record in journal)


def _living(world: World) -> frozenset[str]:
    return frozenset(process.id for process in world.processes)


def _is_of(game: Game, entry: AccountEntry, process: Process) -> bool:
    """Whether an entry is of the process's own project: only its journal can tell what became of it."""
    number = int(entry.owner[1:].partition(".")[0])
    return game.projects[number] == process.project


def _after(game: Game, command: LaneCommand) -> LaneCommand | None:
    lane = game.rules.lane
    place = lane.index(command) + 1
    return lane[place] if place < len(lane) else None


def _set(world: World, process: Process, number: int, work: Work) -> World:
    works = (*process.works[:number], work, *process.works[number + 1 :])
    return world.with_process(process._replace(works=works))


# -- the service and the faults --------------------------------------------------------------------------------------


def _made(game: Game, world: World, project: int, attempt: Attempt) -> Iterator[Move]:
    """Give the worlds in which the service has made a job of a request."""
    made = _job(world, project, attempt)
    yield "", world._replace(jobs=(*world.jobs, made))
    for fault, changed in (
        (Fault.SLOW, made._replace(ends=made.created + int(game.terms.longest))),
        (Fault.UNLISTED, made._replace(listed=made.created + int(game.terms.lag))),
        (Fault.FAILED, made._replace(fails=True)),
        (Fault.OVERRUN, made._replace(cost=made.cost + 1)),
    ):
        if world.may(fault):
            yield f", {fault}", world.spend(fault)._replace(jobs=(*world.jobs, changed))


def _job(world: World, project: int, attempt: Attempt) -> Job:
    name, now = f"j{len(world.jobs)}", world.now
    return Job(
        name,
        project,
        attempt.wants,
        attempt.prompt_class,
        now,
        now,
        now + 1,
        fails=False,
        cost=attempt.upper,
        request_id=f"r{name}",
    )


def _arrivals(game: Game, world: World) -> Iterator[Move]:
    """Let a late request arrive; its reply reaches the process that sent it, or nobody."""
    for place, post in enumerate(world.wire):
        rest = world._replace(wire=(*world.wire[:place], *world.wire[place + 1 :]))
        job = _job(rest, post.project, post.attempt)
        arrived = rest._replace(jobs=(*rest.jobs, job))
        yield f"{post.attempt.wants} arrives late", arrived
        stored = _stored(arrived, post.project, post.attempt.id)
        if post.owner in _living(world) and stored is not None and stored.state is not S.INTENDED:
            heard, _ = _apply(game, arrived, post.project, stored, v.JobMade(job.name, world.now), believed=S.DOUBT)
            if not _has(heard, job.name):
                heard = heard._replace(broken=f"the id of {job.name} was heard and not recorded")
            yield f"{post.attempt.wants} arrives late, and so does its reply", heard


def _process_faults(world: World, process: Process) -> Iterator[Move]:
    busy = any(work.at is not None or work.sweeps for work in process.works)
    if world.may(Fault.KILL) and busy:
        works = (Work(),) * len(process.works)
        born = process._replace(life=process.life + 1, works=works, attempts=0)
        yield f"{process.id} is killed", world.spend(Fault.KILL).with_process(born)
    if world.may(Fault.PAUSE) and any(work.at is not None for work in process.works):
        yield f"{process.id} is paused", world.spend(Fault.PAUSE).with_process(process._replace(paused=PAUSE))


def _faults(game: Game, world: World) -> Iterator[Move]:
    if world.may(Fault.FOREIGN) and not any(entry.is_open for entry in world.entries):
        job = Job(
            f"j{len(world.jobs)}",
            -1,
            "foreign",
            game.tasks[0].prompt_class,
            world.now - 1,
            world.now,
            world.now,
            False,
            0,
            "rf",
            True,
        )
        yield "a foreign job", world.spend(Fault.FOREIGN)._replace(jobs=(*world.jobs, job))
    if world.may(Fault.SLEEP) and not world.wire:
        yield (
            "a day goes by",
            world.spend(Fault.SLEEP)._replace(now=world.now + int(game.terms.forgets + game.terms.longest)),
        )
    if world.may(Fault.BLIND):
        yield "the list is empty from now on", world.spend(Fault.BLIND)._replace(blind=True)
