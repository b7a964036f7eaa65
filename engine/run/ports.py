"""Ports: what the driver needs from outside, as protocols; adapters and tests give their own."""

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple, Protocol

from engine.catalog import AnswerShape
from engine.catalog.rates import Allowance
from engine.plan.model import RequestTask
from engine.run import events as e
from engine.run.back_off import BackOff
from engine.run.money import event as v
from engine.run.money.account import AccountEntry, AccountStanding, Belief
from engine.run.money.attempt import Attempt, AttemptState, Buried, OpenAttempt
from engine.run.money.table import Decision, Outcome
from engine.run.money.terms import ProtocolTerms
from engine.run.requests import RunRequest
from engine.run.service import Service, Usage
from engine.run.shared_pace import SharedPace
from engine.values.media import MediaFacts, Proof, Span
from engine.values.money import Money

LEAVE_S = 95.0
"""A submit that is open takes at most 90 s to its end (the client's limit), and its end a moment to be written down."""


class Clock(Protocol):
    """Time, passed in."""

    def now(self) -> float:
        """Wall time in Unix seconds; may jump."""
        ...

    def monotonic(self) -> float:
        """Seconds that never jump back; only differences mean something."""
        ...

    async def sleep(self, seconds: float) -> None: ...


class Journal(Protocol):
    """The durable record of one project; every call but `ride` returns after its commit is on disk.

    Raises OperatorError when it cannot be written.
    """

    def record(self, run: str, *events: e.Event) -> None:
        """Record events in their order, all of them or none."""
        ...

    def ride(self, run: str, event: e.Event, written: Callable[[], None]) -> None:
        """Take an event in, which is recorded in the next transaction, before what that is for; then `written` is called.

        Whatever reads the journal through this port finds it recorded.
        """
        ...

    @property
    def rides(self) -> bool:
        """Whether anything was taken in and is not recorded yet, in any thread."""
        ...

    def flush(self) -> None:
        """Record what was taken in and is not recorded yet, if there is anything."""
        ...

    def intend(self, run: str, event: e.Intended) -> e.Event | None:
        """Check claim, shadows and budget, reserve, and record the intent, all in one transaction.

        None means recorded. Otherwise nothing was: Blocked, or Reused or TakenOver if another process was faster.
        """
        ...

    def accept(self, run: str, event: e.Accepted) -> e.Accepted | e.Doubted:
        """Record that a job was accepted, and return what stands there now: a doubt, if the job is known as another attempt's."""
        ...

    def decide(
        self, run: str, attempt: str, happened: v.Event, account: AccountStanding, terms: ProtocolTerms,
        tell: Callable[[Decision], e.Event | None], believed: Collection[AttemptState],
    ) -> e.Event | None:  # fmt: skip
        """Take a step of the protocol of money for an attempt, and record the event that `tell` makes of it.

        Nothing changes unless the attempt stands where whoever decides believes it to; None if nothing has.
        """
        ...

    def foresee(
        self, attempt: str, happened: v.Event, account: AccountStanding, terms: ProtocolTerms
    ) -> Decision | None:
        """Say what such a step would make of an attempt, None of one that was never intended; nothing is written."""
        ...

    def asked(self, run: str) -> Sequence[RunRequest]:
        """Return what is asked of a run and has no answer yet, in order."""
        ...

    def shared(self) -> bool:
        """Whether others have written it since it was opened, as was seen when `asked` looked last; from any thread."""
        ...

    def answer(self, run: str, seq: int, *events: e.Event) -> None:
        """Record the events by which a run answers what was asked under that number."""
        ...

    def attempt(self, attempt: str) -> Attempt | None:
        """Return an attempt as it stands, None if it was never intended."""
        ...

    def open_of(self, fingerprint: str) -> Sequence[OpenAttempt]:
        """Return the attempts of a request whose end the store does not hold, each made from other bytes."""
        ...

    def answered(self, jobs: Collection[str]) -> Mapping[str, str]:
        """Return the request ids with which the submits of these jobs were answered, of those whose answers came."""
        ...

    def buried(self, run: str) -> Sequence[Buried]:
        """Return what was ruled out or given up in the realm of a run, as long as none has told of its job."""
        ...

    def fetched(self, attempt: str) -> str | None:
        """Return the digest of an attempt's result, None unless some process has brought it into the store."""
        ...


@dataclass(frozen=True, slots=True)
class Passage:
    """Whether an attempt has the lane; if not, what is in the way.

    `attempt` is what is open, `project` the state folder of it if that is another, `since` the service's time at its beginning.
    """

    outcome: Outcome
    attempt: str = ""
    project: str = ""
    since: float = 0.0


class Account(Protocol):
    """What all projects of one user have open or know at a service; all calls but of who leaves return after a commit on disk.

    Raises OperatorError when it cannot be read or written.
    """

    def enter(self, attempt: Attempt, now: float, terms: ProtocolTerms) -> Passage:
        """Take the lane for an attempt: nobody who lives is in it, and nothing of its class is open.

        `now` is the service's time.
        """
        ...

    def leave(self, attempt: str, known: Attempt | None) -> None:
        """Free the lane, or settle what was open, by how the attempt's journal knows it, None if it never did.

        A power cut may undo this where the attempt is over or its job is known: its journal knows that too, and settles it again.
        """
        ...

    def ride_out(self, attempt: str, known: Attempt) -> None:
        """Free the lane after an attempt that is over or whose job is known, in the next transaction, before what that is for.

        Until then the others find the lane taken by a process that lives, as while an answer is on its way. Whatever reads the
        account through this port finds it free.
        """
        ...

    @property
    def rides(self) -> bool:
        """Whether anything rides, in any thread."""
        ...

    def flush(self) -> None:
        """Write what rides, if there is anything."""
        ...

    def claim(self, attempt: str, job: str) -> bool:
        """Take a job that was found for an attempt, before its journal does; False if another attempt has it by now.

        It is decided by what was known before: two journals may have read the same of the account, and only one gets the job.
        What comes of it is told by `leave`.
        """
        ...

    def own_entries(self) -> Sequence[AccountEntry]:
        """Return what this project has open or buried, but for what may still be sent."""
        ...

    def disprove(self, evidence: Belief, job: str) -> bool:
        """Believe something no longer, since a job shows that it is wrong; False if it was not believed already."""
        ...

    def standing(self) -> AccountStanding:
        """Return all that decides about a doubt."""
        ...


@dataclass(frozen=True, slots=True)
class Part:
    """Where what a job made arrives: the file that is `growing` is called `whole` once it is complete and on disk."""

    growing: Path
    whole: Path


class Store(Protocol):
    """Artifacts by digest."""

    def part(self, name: str) -> AbstractContextManager[Part | None]:
        """Give the part files of that name, a job's, for as long as the context lasts; None while another process has them.

        What lies there stays there, until it is dropped.
        """
        ...

    def complete(self, part: Part) -> None:
        """Say, durably, that the growing file, which is on disk, is complete."""
        ...

    def keep(self, file: Path) -> str:
        """Put a complete file, which is on disk, under its digest, durably, and return that; the file stays where it is."""
        ...

    def drop(self, part: Part) -> None:
        """Remove part files whose bytes are no longer needed."""
        ...

    def path(self, digest: str) -> Path:
        """Return where an artifact lies, unread; raises OperatorError `artifact-missing`."""
        ...

    def whole(self, digest: str) -> Path:
        """Return where an artifact lies that was read and is whole; raises OperatorError `artifact-missing` or `-damaged`."""
        ...


class Publisher(Protocol):
    """Puts results under the names that people asked for, drafts apart from all others."""

    def publish(self, *, file: str, source: Path, digest: str, draft: bool) -> tuple[str, bool]:
        """Place a copy of the source atomically; raises OperatorError `artifact-damaged` if its bytes have another digest.

        Return its path as shown to people, and whether another file was replaced. Raises OperatorError `would-replace` for a
        draft under whose name a file stands that is not known as one.
        """
        ...


class Screen(Protocol):
    """Somebody who watches; never decides."""

    def __call__(self, event: e.Event) -> None: ...


class Stop(Protocol):
    """Somebody's wish that the run stop; an event of anyio is one."""

    async def wait(self) -> object:
        """Return once it is wished."""
        ...


class JobLimit(NamedTuple):
    """So many jobs all processes of an account may have at once of the models of one group."""

    group: str
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How often jobs are asked for, in seconds, and how many `queries` a second the account may ask.

    A job of whose kind nothing is known is asked for `first` after acceptance; none more often than `every`, and none more rarely
    than `longest`. The service runs so many jobs at once as `running` says; all processes of the account together have so many
    there, running or waiting, as `places` says by the model that is asked; without a word as many as they like.

    `submits` is how many the account may send within how many seconds, None if nobody has said so.
    `look` is how often the list is read while a job is looked for, `back_off` how long who gives no answer is left in peace,
    `gather` how long at most what need not be on disk at once waits for something that is written.
    """

    first: float
    every: float
    queries: float
    longest: float = 600.0
    running: float = math.inf
    places: Mapping[str, JobLimit] = field(default_factory=dict)
    submits: Allowance | None = None
    look: float = 15.0
    gather: float = 0.02
    back_off: BackOff = field(default_factory=BackOff)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunIdentity:
    """Who runs: ids are unique texts; `host` is where jobs are polled; `process` and `boot` prove who may still send."""

    run: str
    account: str
    host: str
    scope: str
    process: str
    boot: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bill:
    """What a job cost, and for how many seconds."""

    seconds: Decimal
    cost: Money


class Prove(Protocol):
    """What looks into a result."""

    def __call__(self, path: Path, *, whole: bool) -> Proof:
        """Say what a file is and whether all of it is there; with `whole` by decoding it to its end. Never raises."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """All that the driver uses of the world.

    `connected` is the service, which a run without requests has not, `account` what is known of who pays there, `terms` its
    durations.

    `prove` looks into a result, `cores` of them at once; with `whole` it decodes all of it; `make` lets a media tool work: from
    the files by reference into a new file, whose facts it returns (raises AuthorError); `bill` is the plan's own price
    function, None for a usage that doesn't tell what counts; `jitter` gives any number from 0 to 1; `version_of` asks a URL
    which version it has now, None if that can't be learnt (raises AuthorError if nothing is there any more); `inline` gives
    those images of a request that travel inside it, reference -> data URL; `answers` says by a model's name at the service
    where its answers tell of a result; `given` how long a request's input is, None if that isn't known; with `looks_first`
    nothing is submitted before the account was looked at for jobs that did what is planned; after `stop` the run ends in order,
    within `leave_s` seconds; after `wait_s` seconds watching stops by itself. With `proven_only` no job is adopted
    that only its prompt speaks for. `shared` is what all processes of the account know of its pace.
    """

    connected: Service | None
    journal: Journal
    account: Account
    terms: ProtocolTerms
    store: Store
    publisher: Publisher
    clock: Clock
    pace: Pace
    identity: RunIdentity
    prove: Prove
    cores: int
    make: Callable[[RequestTask, Mapping[str, Path], Path], MediaFacts]
    bill: Callable[[RequestTask, Usage], Bill | None]
    new_id: Callable[[], str]
    jitter: Callable[[], float]
    version_of: Callable[[str], str | None]
    inline: Callable[[RequestTask], Mapping[str, str]]
    screen: Screen
    stop: Stop
    data_of: Callable[[MediaFacts], Mapping[str, object]]
    answers: Mapping[str, AnswerShape] = field(default_factory=dict)
    wait_s: float | None = None
    looks_first: bool = False
    proven_only: bool = False
    shared: SharedPace = field(default_factory=SharedPace)
    given: Callable[[RequestTask], Span | None] = lambda _: None
    leave_s: float = LEAVE_S

    @property
    def service(self) -> Service:
        """The service, for whoever has a request to it."""
        assert self.connected is not None, "a run without requests asks its service"
        return self.connected
