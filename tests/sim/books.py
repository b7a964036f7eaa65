"""Books: the account file and the journals of a world; what a step reads of them, and how it is written down."""

from dataclasses import replace
from functools import lru_cache

from engine.run.money import event as v
from engine.run.money.account import AccountEntry, AccountStanding, Mark, in_lane, is_over, out_of_lane
from engine.run.money.attempt import CLAIMING, Attempt, AttemptState as S
from engine.run.money.guards import JournalStanding, times_ruled_out
from engine.run.money.scope import Scope
from engine.run.money.step import step
from engine.run.money.table import Booking, Decision
from tests.sim.disk import lazily, synced, written
from tests.sim.game import Game
from tests.sim.world import Process, Record, Work, World


def apply(
    game: Game, world: World, project: int, attempt: Attempt, event: v.Event, cost: int = 0, believed: S | None = None,
    by: str = "",
) -> tuple[World, Decision]:  # fmt: skip
    """Do one step as one transaction of the journal; a decision counts only if the attempt stands where its holder believes.

    What need not be awaited stays in the memory of the process that does it (`by`).
    """
    account, journal = account_standing(game, world), _journal_standing(game, world, project, attempt)
    decision = step(attempt, account, journal, event, game.terms, game.rules)
    row, old = decision.row, record_of(world, project, attempt.id)
    if old is not None and not row.fact and believed not in (None, old.attempt.state):
        return world, decision
    if row.to in (S.READY, S.OPENING) or (
        old is None and row.money is not Booking.RESERVE and not row.fact and row.to is not S.DOUBT
    ):
        return world, decision
    reserved, spent = _booked(row.money, old, attempt.upper, cost)
    after = world.with_record(project, Record(decision.attempt, reserved, spent))
    return written(world, after, project, attempt.id, row.commit, by), decision


def _booked(money: Booking, old: Record | None, upper: int, cost: int) -> tuple[int, int]:
    """What is reserved and spent for an attempt afterwards."""
    reserved, spent = (old.reserved, old.spent) if old is not None else (0, 0)
    match money:
        case Booking.KEEP:
            return reserved, spent
        case Booking.RESERVE:
            return upper, spent
        case Booking.RELEASE:
            return 0, spent
        case Booking.SETTLE:
            return 0, cost
        case Booking.BOOK:
            return 0, max(spent, upper)
        case Booking.REFUND:
            return 0, 0


def fits(game: Game, world: World, process: Process, upper: int) -> bool:
    """Whether a task's upper bound keeps the cap, as far as its process knows."""
    return _scope(game, world, process.project).fits(upper)


def _scope(game: Game, world: World, project: int) -> Scope:
    if game.cap is None:
        return Scope()
    reserved, spent = (sum(record[place] for record in world.journals[project]) for place in (1, 2))
    return Scope(reserved, spent, game.cap)


def _journal_standing(game: Game, world: World, project: int, attempt: Attempt) -> JournalStanding:
    others = [record.attempt for record in world.journals[project] if record.attempt.id != attempt.id]
    same = [known for known in others if known.wants == attempt.wants]
    return JournalStanding(
        claimed=any(known.state in CLAIMING for known in same),
        stored=any(known.state is S.FETCHED for known in same),
        scope=_scope(game, world, project),
        jobs=frozenset(known.job for known in others if known.job),
        ruled_out=times_ruled_out(same),
    )


def account_standing(game: Game, world: World) -> AccountStanding:
    alive = living(game, world)
    entries = tuple(_as_alive(entry, entry.owner in alive) for entry in world.entries)
    return AccountStanding(entries=entries, known=world.known, dedicated=game.dedicated)


@lru_cache(maxsize=10_000)
def _as_alive(entry: AccountEntry, lives: bool) -> AccountEntry:
    return replace(entry, lives=lives)


def living(game: Game, world: World) -> frozenset[str]:
    """Whom the others think alive: who holds its lock, or, with leases, who did something lately."""
    return frozenset(process.id for process in world.processes if not (game.leases and process.paused))


def left_lane(
    game: Game, world: World, project: int, attempt: str, until: float | None = None, by: str = ""
) -> World:  # fmt: skip
    """Tell the account what its journal knows of an attempt; `by` a process that has that in memory for a moment."""
    entry = next((entry for entry in world.entries if entry.attempt == attempt), None)
    if entry is None:
        return world
    known, lacks = stored(world, project, attempt), bool(world.entered) and attempt not in world.entered[project]
    left = out_of_lane(entry, known, game.rules.marks, game.rules.guessed, lacks=lacks)
    if left is not None and left.until is None and left.mark is Mark.SHADOW:
        left = replace(left, until=entry.until if entry.until is not None else until)
    if left == entry:
        return world
    after = world.with_entry(attempt, left)
    return lazily(world, after, by) if known is not None and is_over(known) else synced(after)


def entering(world: World, project: int, attempt: str) -> World:
    """Write down that an attempt is about to be sent."""
    return world.with_entered(project, world.entered[project] | {attempt}) if world.entered else world


def opened(game: Game, world: World, project: int) -> World:
    """Start all processes of a project anew: its journal is held against what the account has of it."""
    mine = [entry for entry in (*world.entries, *world.kept) if is_of(game, entry, project)]
    known = {record.attempt.id for record in world.journals[project]}
    foreign = game.rules.lacked(mine, known, known | world.entered[project])
    for process in world.processes:
        if process.project == project:
            born = process.born_anew()
            ends = tuple(Work(end="foreign") for _ in born.works) if foreign else born.works
            world = world.with_process(born._replace(works=ends))
    for entry in mine:
        attempt = stored(world, project, entry.attempt)
        if attempt is not None and entry.job and not attempt.job and not foreign:
            world, _ = apply(game, world, project, attempt, v.JobMade(entry.job))
        if attempt is not None and entry.mark is not Mark.KNOWN and not foreign:
            world = left_lane(game, world, project, entry.attempt)
    return world


def taken_in(game: Game, world: World, project: int) -> World:
    """Tell an account what a journal has and it lacks."""
    known = {entry.attempt for entry in world.entries}
    for record in world.journals[project]:
        left = out_of_lane(in_lane(record.attempt), record.attempt, game.rules.marks, game.rules.guessed)
        if left is not None and record.attempt.id not in known:
            world = world.with_entry(record.attempt.id, left)
    return world


def record_of(world: World, project: int, attempt: str) -> Record | None:
    return next((record for record in world.journals[project] if record.attempt.id == attempt), None)


def stored(world: World, project: int, attempt: str) -> Attempt | None:
    record = record_of(world, project, attempt)
    return record.attempt if record is not None else None


def is_named(world: World, job: str) -> bool:
    """Whether a journal holds a job, or has it beside it."""
    aside = any(line.heard.job == job for line in world.spool)
    return aside or any(record.attempt.job == job for journal in world.journals for record in journal)


def is_of(game: Game, entry: AccountEntry, project: int) -> bool:
    """Whether an entry is of a project: only its journal can tell what became of it."""
    number = int(entry.owner[1:].partition(".")[0])
    return game.projects[number] == project
