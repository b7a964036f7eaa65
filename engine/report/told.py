"""What a person wants to hear of an event."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Final

from engine.phrases import progress as words
from engine.phrases.messages import Messages
from engine.phrases.phrase import Phrase
from engine.phrases.run import DISPROVED
from engine.phrases.signs import COLON, COMMA
from engine.report.causes import cause_text
from engine.report.width import clipped
from engine.run import events as e
from engine.run.marks import OVERRUN
from engine.values.money import Money

_ALONE: Final[Mapping[type[e.Event], Phrase]] = MappingProxyType(
    {
        e.Reused: words.REUSED,
        e.Begun: words.PREPARING,
        e.Crowded: words.CROWDED,
        e.Making: words.MAKING,
        e.Prepared: words.SUBMITTING,
        e.Intended: words.SUBMITTING,
        e.JobSucceeded: words.DOWNLOADING,
        e.Fetched: words.DONE,
        e.Made: words.DONE,
        e.RuledOut: words.RULED_OUT,
    }
)
_IN_PASSING: Final = 120
"""So many columns of what others say are quoted while a run goes on."""
_WAITS: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "claim": words.CLAIMED,
        "budget": words.NO_ROOM,
        "lane": words.LANE_BUSY,
        "shadow": words.SHADOWED,
        "account": words.ACCOUNT_FIRST,
    }
)


def told_in_passing(event: e.Event, messages: Messages) -> str:
    """Return the same while a run goes on, whose end tells all of it: what was said of a failed job is cut if it is long."""
    if isinstance(event, e.JobFailed):
        event = replace(event, cause=replace(event.cause, message=clipped(event.cause.message, _IN_PASSING)))
    return told(event, messages)


def told(event: e.Event, messages: Messages) -> str:
    """Return what a person wants to hear of an event, "" for nothing."""
    if isinstance(event, e.Resolved | e.Canceled | e.Sought):
        return _of_turn(event, messages)
    return _plain(event, messages)


def _plain(event: e.Event, messages: Messages) -> str:
    match event:
        case e.Skipped() | e.Halted():
            phrase = words.SKIPPED if isinstance(event, e.Skipped) else words.HALTED
            return messages.say(phrase, why=cause_text(event.cause, messages))
        case e.Interrupted():
            return _stopping(event, messages)
        case e.JobSucceeded() if OVERRUN in event.marks:
            return messages.say(words.OVERRUN)
        case e.PollRefused() | e.Refused():
            return messages.say(words.REFUSED, why=cause_text(event.cause, messages))
        case e.JobFailed() | e.MediaFailed() | e.FetchFailed() | e.PublishFailed() | e.GivenUp():
            return messages.say(words.FAILED, why=cause_text(event.cause, messages))
        case e.Held() | e.DoubtFound():
            phrase = words.HELD if isinstance(event, e.Held) else words.DOUBTED
            return messages.say(phrase, why=cause_text(event.why, messages))
        case e.Doubted() | e.NotSent():
            phrase = words.DOUBTED if isinstance(event, e.Doubted) else words.NOT_SENT
            return messages.say(phrase, why=messages.reason(event.reason))
        case e.TakenOver():
            return messages.say(words.ADOPTED if isinstance(event, e.Adopted) else words.TAKEN_OVER, job=event.job)
        case e.Orphaned():
            return messages.say(words.ORPHANED, job=event.job, amount=str(Money(event.cost_micros, event.currency)))
        case e.Accepted():
            return messages.say(words.ACCEPTED, job=event.job)
        case e.Blocked():
            return messages.say(_WAITS[event.by]) if event.by in _WAITS else ""
        case (
            e.Away()
            | e.Back()
            | e.EvidenceDisproved()
            | e.JournalTakenOver()
            | e.ForeignIgnored()
            | e.CapSet()
            | e.KeptGoing()
        ):
            return _of_run(event, messages)
        case e.JobSeen():
            return _seen(event, messages)
        case _:
            alone = _ALONE.get(type(event))
            return messages.say(alone) if alone is not None else ""


def _of_run(
    event: e.Away | e.Back | e.EvidenceDisproved | e.JournalTakenOver | e.ForeignIgnored | e.CapSet | e.KeptGoing,
    messages: Messages,
) -> str:  # fmt: skip
    """Say what concerns all tasks alike."""
    if isinstance(event, e.EvidenceDisproved):
        return messages.say(DISPROVED[event.evidence], job=event.job)
    return _of_party(event, messages) if isinstance(event, e.Away | e.Back) else _decided(event, messages)


def _stopping(event: e.Interrupted, messages: Messages) -> str:
    if event.who:
        return messages.say(words.ASKED_TO_STOP, who=event.who)
    return messages.say(words.WAITED if event.cause == "waiting" else words.STOPPING)


def _decided(event: e.JournalTakenOver | e.ForeignIgnored | e.CapSet | e.KeptGoing, messages: Messages) -> str:
    if isinstance(event, e.KeptGoing):
        return messages.say(words.KEPT_GOING, who=event.who)
    if isinstance(event, e.CapSet):
        return messages.say(words.CAP_SET, who=event.who, cap=str(Money(event.cap_micros, event.currency)))
    if isinstance(event, e.JournalTakenOver):
        return messages.say(words.JOURNAL_TAKEN_OVER, who=event.who, before=event.before)
    if not event.jobs:
        return messages.say(words.FOREIGN_IGNORED, who=event.who)
    return messages.say(words.FOREIGN_JOBS, who=event.who, jobs=", ".join(event.jobs))


def local_time(at: float) -> str:
    """Return the time of day of Unix seconds where the reader is, as 03:02:10."""
    return f"{datetime.fromtimestamp(at, UTC).astimezone():%H:%M:%S}"


def _of_turn(event: e.Resolved | e.Canceled | e.Sought, messages: Messages) -> str:
    """Say what a person has decided, and what there was to see."""
    match event:
        case e.Canceled():
            return messages.say(words.CANCELED, who=event.who, job=event.job)
        case e.Sought():
            jobs = messages.say(COMMA).join(f"{one.job} {one.state}" for one in event.candidates)
            return messages.say(words.SOUGHT, jobs=jobs) if jobs else messages.say(words.NOT_SEEN)
        case _:
            note = messages.say(COLON) + f"“{event.note}”" if event.note else ""
            return messages.say(words.RESOLVED[event.way], who=event.who, job=event.job, note=note)


def _of_party(event: e.Away | e.Back, messages: Messages) -> str:
    party, since = messages.say(words.PARTIES[event.party]), local_time(event.since)
    is_file = event.party in words.FILES
    if isinstance(event, e.Back):
        phrase = words.FREE_FILE if is_file else words.BACK
        return messages.say(phrase, party=party, since=since, until=local_time(event.until))
    if is_file:
        return messages.say(words.HELD_FILE, party=party, since=since, why=messages.reason(event.reason))
    due, why = local_time(event.next_at), messages.reason(event.reason)
    return messages.say(words.AWAY, party=party, since=since, next=due, why=why)


def _seen(event: e.JobSeen, messages: Messages) -> str:
    if event.trouble is not None:
        return messages.reason(event.trouble)
    return messages.say(words.PHASES[event.phase]) if event.phase in words.PHASES else event.phase
