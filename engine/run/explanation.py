"""Explanation: what was decided about one task, by which event and why; a fold of its events (pure)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from engine.run import events as e
from engine.run.event import Cause
from engine.run.files import PublishedFile
from engine.run.history import RunRecord
from engine.run.money.attempt import Attempt
from engine.run.money.ledger import LedgerRow
from engine.run.records import TaskRecord
from engine.values.reason import Reason


@dataclass(frozen=True, slots=True)
class EventOfTask:
    """Something that happened to a task, with its number in the journal, its run and its wall time."""

    seq: int
    run: str
    at: float
    event: e.Event


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptStory:
    """One attempt: its intent with all that followed of it, as the books hold it, and its row in the ledger if it has a job.

    `made_from` are the digests of what it was made from, by the task that made each.
    """

    intent: e.Intended
    run: str
    events: tuple[EventOfTask, ...]
    book: Attempt | None
    bill: LedgerRow | None
    made_from: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Need:
    """A task that another one needs; `state` is "" where the run does not carry it out, `digest` None before it has a result."""

    task: str
    state: str
    digest: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why a task ran or did not run, what was tried, what it cost, where its result is and what it waits for.

    `action` and `reason` are what its plan decided, None where that was not written down; `record` is None of a task that its run
    does not carry out. `others` are events of no attempt. `artifact` is where its result lies, as a person writes it.
    """

    task: str
    run: RunRecord
    action: str
    reason: Reason | None
    fingerprint: str | None
    draft: bool
    record: TaskRecord | None
    attempts: tuple[AttemptStory, ...]
    others: tuple[EventOfTask, ...]
    needs: tuple[Need, ...]
    made_from: tuple[Need, ...]
    files: tuple[PublishedFile, ...]
    artifact: str | None

    @property
    def cost(self) -> int:
        """What all attempts at this request were billed, in micro-units."""
        return sum(story.bill.billed or 0 for story in self.attempts if story.bill is not None)

    @property
    def reserved(self) -> int:
        """What the newest attempt may still come to cost, in micro-units."""
        return self.record.reserved_micros if self.record is not None else 0

    @property
    def waits_for(self) -> tuple[Need, ...]:
        """What it needs and does not have; nothing once it is over."""
        if self.record is None or self.record.state not in ("waiting", "running"):
            return ()
        return tuple(need for need in self.needs if need.state not in ("done", "reused"))

    @property
    def cause(self) -> Cause | None:
        return self.record.cause if self.record is not None else None


def attempts_in(
    events: Iterable[EventOfTask],
    books: Mapping[str, Attempt],
    bills: Mapping[str, LedgerRow],
    names: Mapping[str, str],
) -> tuple[tuple[AttemptStory, ...], tuple[EventOfTask, ...]]:
    """Sort events into attempts, in the order in which they were intended, and the others.

    `books` and `bills` are by attempt; `names` says which task has a fingerprint.
    """
    found: dict[str, AttemptStory] = {}
    others: list[EventOfTask] = []
    for told in events:
        attempt = str(getattr(told.event, "attempt", ""))
        if isinstance(told.event, e.Intended):
            upstream = told.event.upstream
            found[attempt] = AttemptStory(
                intent=told.event,
                run=told.run,
                events=(told,),
                book=books.get(attempt),
                bill=bills.get(attempt),
                made_from={_maker(name, names): digest for name, digest in upstream.items()},
            )
        elif attempt in found:
            found[attempt] = replace(found[attempt], events=(*found[attempt].events, told))
        else:
            others.append(told)
    return tuple(found.values()), tuple(others)


def made_from(upstream: Mapping[str, str], names: Mapping[str, str]) -> tuple[Need, ...]:
    """Return what a result was made from; `upstream` are digests by "fingerprint/output"."""
    return tuple(Need(_maker(name, names), "", digest) for name, digest in upstream.items())


def needs_of(needs: Sequence[str], run: RunRecord) -> tuple[Need, ...]:
    """Return the tasks that a task needs as they stand in a run."""
    known = {name: run.tasks.get(name) for name in needs}
    return tuple(Need(name, task.state if task else "", task.digest if task else None) for name, task in known.items())


def _maker(name: str, names: Mapping[str, str]) -> str:
    """Name what made an upstream result: by its task and output, where that is known."""
    fingerprint, _, output = name.rpartition("/")
    return f"{names.get(fingerprint, fingerprint[:12])}/{output}"
