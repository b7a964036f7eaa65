"""The world of the money protocol: processes that carry out its commands, the account, the journals, and the service, all pure.

Every change is one move from one frozen world to the next, so that a search can try them all and a simulation any. What is decided
is decided by `engine.run.money.step`; here things are only carried out.
"""

from typing import NamedTuple

from engine.run.money import event as v
from engine.run.money.account import AccountEntry, Mark
from engine.run.money.attempt import Attempt
from engine.run.money.sweep import Sweep
from engine.run.money.table import LaneCommand
from tests.sim.game import LOST_BOOKS, Fault, Game


class Record(NamedTuple):
    """An attempt as its journal holds it, and its money."""

    attempt: Attempt
    reserved: int
    spent: int


class Job(NamedTuple):
    """A job of the service: whose body it was made from, when, from when on it is listed, when it ends and how."""

    name: str
    project: int
    wants: str
    prompt_class: str
    created: int
    listed: int
    ends: int
    fails: bool
    cost: int
    request_id: str
    foreign: bool = False


class Post(NamedTuple):
    """A request that is still on its way: nobody waits for it, but a reply may reach a process that still lives."""

    project: int
    owner: str
    attempt: Attempt
    deadline: int


class Aside(NamedTuple):
    """An accepted id that the journal could not take, on disk beside it."""

    project: int
    attempt: Attempt
    heard: v.JobMade


class Ride(NamedTuple):
    """A record that only the memory of a process has, and what the journal has in its place."""

    project: int
    owner: str
    attempt: str
    before: Record | None


class Unsynced(NamedTuple):
    """What the account was before a change that may be lost; with an owner only the memory of that process has the change yet."""

    entries: tuple[AccountEntry, ...]
    known: frozenset[str]
    kept: tuple[AccountEntry, ...]
    owner: str


class Work(NamedTuple):
    """What a process does for one task: the command that comes next, and what it remembers."""

    at: LaneCommand | None = None
    attempt: Attempt | None = None
    heard: v.Event | None = None
    sweeps: tuple[Sweep, ...] = ()
    judges: bool = False  # it has listed, and has made nothing of it yet
    over: bool = False  # it did not fit under the cap
    end: str = ""


class Process(NamedTuple):
    """A process of a project; it is born anew after each death."""

    project: int
    number: int
    life: int
    paused: int  # ticks that are left of it
    works: tuple[Work, ...]
    attempts: int = 0

    @property
    def id(self) -> str:
        return f"p{self.number}.{self.life}"

    def born_anew(self) -> "Process":
        """Return the process after it has died and was started again: it remembers nothing."""
        return self._replace(life=self.life + 1, works=(Work(),) * len(self.works), attempts=0)


class World(NamedTuple):
    """Everything at one moment; `left` is how often each fault may still happen, `broken` what was found wrong on the way."""

    now: int
    entries: tuple[AccountEntry, ...]
    known: frozenset[str]
    journals: tuple[tuple[Record, ...], ...]
    processes: tuple[Process, ...]
    wire: tuple[Post, ...]
    jobs: tuple[Job, ...]
    left: tuple[tuple[Fault, int], ...]
    most: int  # how many faults may still happen, of all kinds together
    spool: tuple[Aside, ...] = ()
    entered: tuple[frozenset[str], ...] = ()  # what each journal was about to send, where books may be lost
    kept: tuple[AccountEntry, ...] = ()  # what the account knows of jobs, there
    backup: tuple[tuple[Record, ...], frozenset[str]] | None = None  # of the first project's journal
    riding: tuple[Ride, ...] = ()  # what is not written yet, the oldest first
    unsynced: tuple[Unsynced, ...] = ()  # what the account was, the oldest first
    blind: bool = False
    broken: str = ""

    def may(self, fault: Fault) -> bool:
        return self.most > 0 and any(name is fault and count for name, count in self.left)

    def spend(self, fault: Fault) -> "World":
        left = tuple((name, count - (name is fault)) for name, count in self.left)
        return self._replace(left=left, most=self.most - 1)

    def with_process(self, process: Process) -> "World":
        mine = process.number
        return self._replace(processes=(*self.processes[:mine], process, *self.processes[mine + 1 :]))

    def with_record(self, project: int, record: Record) -> "World":
        kept = tuple(known for known in self.journals[project] if known.attempt.id != record.attempt.id)
        journal = tuple(sorted((*kept, record), key=lambda known: known.attempt.id))
        return self.with_journal(project, journal)

    def with_journal(
        self, project: int, journal: tuple[Record, ...], entered: frozenset[str] | None = None
    ) -> "World":  # fmt: skip
        journals = (*self.journals[:project], journal, *self.journals[project + 1 :])
        return self._replace(journals=journals).with_entered(project, entered)

    def with_entered(self, project: int, entered: frozenset[str] | None) -> "World":
        if not self.entered or entered is None:
            return self
        return self._replace(entered=(*self.entered[:project], entered, *self.entered[project + 1 :]))

    def with_entry(self, attempt: str, entry: AccountEntry | None) -> "World":
        kept = tuple(known for known in self.entries if known.attempt != attempt)
        known = self.known | {entry.job} if entry is not None and entry.mark is Mark.KNOWN else self.known
        added = (entry,) if entry is not None and entry.mark is not Mark.KNOWN else ()
        if self.entered and entry is not None and entry.mark is Mark.KNOWN:
            others = (one for one in self.kept if one.attempt != attempt)
            self = self._replace(kept=tuple(sorted((*others, entry), key=lambda one: one.attempt)))  # noqa: PLW0642
        return self._replace(entries=tuple(sorted((*kept, *added), key=lambda one: one.attempt)), known=known)


def first(game: Game) -> World:
    """Return the world before anything has happened: every process has planned, and knows of no other."""
    processes = tuple(
        Process(project, number, 0, paused=0, works=(Work(at=LaneCommand.TAKE_LANE),) * len(game.tasks))
        for number, project in enumerate(game.projects)
    )
    left = tuple((fault, count) for fault, count in game.faults.items())
    loses = any(fault in game.faults for fault in (*LOST_BOOKS, Fault.POWER))
    entered = (frozenset(),) * game.journals if loses else ()
    return World(0, (), frozenset(), ((),) * game.journals, processes, (), (), left, game.most, entered=entered)
