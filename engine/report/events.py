"""Events as programs see them: a stable form of what the journal holds, without anything that is secret."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from engine.phrases.messages import Messages
from engine.report.amounts import amount_data, seconds_number
from engine.report.causes import cause_data
from engine.run import events as e
from engine.values.address import masked
from engine.values.reason import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened to a run, as `schemas/event.schema.json` describes it.

    `seq` is its number in the project's journal: later events have greater ones, with gaps between those of one run. Progress
    has none (None): it is never recorded and never told again. `at` is Unix seconds; `task` is a plan's task id, "" for what
    concerns the whole run; `data` is JSON.
    """

    seq: int | None
    at: float
    run: str
    task: str
    kind: str
    data: Mapping[str, Any]

    def as_json(self) -> dict[str, Any]:
        """Return the form of the schema."""
        return asdict(self)


_Read = Callable[[Any], Any]
Members = Mapping[str, str | _Read]
"""The members of an event's data: each by the attribute that it is, or by what makes it of the event."""


def _money_of(micros: str) -> _Read:
    """Return what makes an amount of an event's micro-units; None stays None."""

    def read(event: Any) -> dict[str, str] | None:
        value = getattr(event, micros)
        return None if value is None else amount_data(value, event.currency)

    return read


def _seconds_of_file(event: Any) -> Decimal | None:
    seconds = event.facts.get("seconds")
    return None if seconds is None else Decimal(str(seconds))


def _same(*names: str) -> dict[str, str | _Read]:
    return {name: name for name in names}


def _marks(event: e.Fetched | e.Made) -> tuple[str, ...]:
    return event.marks if isinstance(event, e.Fetched) else ()


def _remarks(event: e.Fetched | e.Made) -> tuple[e.Cause, ...]:
    return event.remarks if isinstance(event, e.Fetched) else ()


_MADE: Members = {
    "sha256": "digest", "size": "size", "seconds": _seconds_of_file, "remarks": _remarks, "marks": _marks,
}  # fmt: skip
_CAUSE: Members = {"cause": "cause"}

KINDS: Mapping[type[e.Event], tuple[str, Members]] = MappingProxyType(
    {
        e.RunStarted: ("run-started", {
            **_same("name", "service", "realm", "tasks", "rows"), "plan": "plan_digest", "cap": _money_of("cap_micros"),
        }),
        e.Reused: ("task-reused", {"sha256": "digest"}),
        e.Skipped: ("task-skipped", _CAUSE),
        e.TakenOver: ("job-taken-over", _same("job")),
        e.Adopted: ("job-adopted", _same("job", "grade")),
        e.DoubtFound: ("doubt-taken-over", {"why": "why"}),
        e.RuledOut: ("ruled-out", {}),
        e.Orphaned: ("job-orphaned", {**_same("job", "run", "billed_seconds", "marks"), "cost": _money_of("cost_micros")}),
        e.Resolved: ("doubt-resolved", {"decision": "way", "job": lambda event: event.job or None, "who": "who", "why": "note"}),
        e.GivenUp: ("task-given-up", _CAUSE),
        e.Arrived: ("job-taken-over", _same("job")),
        e.Intended: ("submitting", {"number": "number", "most": _money_of("upper_micros")}),
        e.NotSent: ("not-sent", _same("reason")),
        e.Accepted: ("job-accepted", _same("job")),
        e.Refused: ("submit-refused", _same("cause", "retry")),
        e.Doubted: ("submit-in-doubt", _same("reason")),
        e.Blocked: ("submit-blocked", _same("by")),
        e.Held: ("task-held", {"why": "cause", "cause": "why"}),
        e.JobSeen: ("progress", {**_same("job", "phase"), "trouble": lambda event: event.trouble or "", "share": "progress"}),
        e.JobSucceeded: ("job-succeeded", {**_same("job", "billed_seconds", "notes", "marks"), "cost": _money_of("cost_micros")}),
        e.PollRefused: ("poll-refused", _same("job", "cause")),
        e.JobFailed: ("job-failed", _same("job", "cause")),
        e.Canceled: ("job-canceled", _same("job", "cause", "who")),
        e.Fetched: ("task-done", _MADE),
        e.Made: ("task-done", _MADE),
        e.FetchFailed: ("download-failed", _CAUSE),
        e.MediaFailed: ("media-failed", _same("cause", "retry")),
        e.Published: ("published", {**_same("row", "output", "key", "path", "replaced", "service", "draft"), "sha256": "digest"}),
        e.PublishFailed: ("publish-failed", _same("row", "output", "key", "cause")),
        e.Away: ("away", {**_same("party", "since"), "next": "next_at", "why": "reason"}),
        e.Back: ("back", _same("party", "since", "until")),
        e.Halted: ("halted", _CAUSE),
        e.CapSet: ("cap-set", {"cap": _money_of("cap_micros"), "before": _money_of("before_micros"), "who": "who"}),
        e.KeptGoing: ("kept-going", _same("who")),
        e.Released: ("task-released", _same("who")),
        e.EvidenceDisproved: ("evidence-disproved", _same("evidence", "job")),
        e.JournalTakenOver: ("journal-taken-over", _same("who", "before", "here")),
        e.ForeignIgnored: ("foreign-ignored", _same("who", "jobs")),
        e.Interrupted: ("stopping", {"why": "cause"}),
        e.RunEnded: ("run-ended", _same("state", "cause")),
    }
)  # fmt: skip
"""How each event that is given out is called, and what it tells."""

WITHHELD = frozenset(
    {e.Begun, e.Crowded, e.Making, e.Prepared, e.Ticked, e.DoubtDecided, e.Left, e.StillAway, e.Sought}
)
"""Events that nobody outside hears of.

One carries signed addresses, one is what `status` shows of a doubt, the others only help a screen and the scheduler.
"""


def public_event(seq: int | None, at: float, run: str, event: e.Event, messages: Messages) -> Event | None:
    """Return an event as it is given out, None if it is not."""
    if type(event) in WITHHELD:
        return None
    kind, members = KINDS[type(event)]
    data = {
        name: _plain(read(event) if callable(read) else getattr(event, read), messages)
        for name, read in members.items()
    }
    return Event(seq=seq, at=at, run=run, task=event.task, kind=kind, data=data)


def _plain(value: Any, messages: Messages) -> Any:
    """Return JSON; what looks like a signature in an address is stars."""
    match value:
        case str():
            return masked(value)
        case Decimal():
            return seconds_number(value)
        case Reason():
            return masked(messages.reason(value))
        case e.Cause():
            return {name: masked(text) for name, text in (cause_data(value, messages) or {}).items()}
        case list() | tuple():
            return [_plain(item, messages) for item in value]
        case _:
            return value
