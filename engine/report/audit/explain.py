"""Why a task ran or did not run, as JSON and as text."""

from collections.abc import Iterable, Iterator
from typing import Any

from engine.phrases import explain as words, run as run_words
from engine.phrases.ledger import JOB_STATES
from engine.phrases.messages import Messages
from engine.phrases.plan import ACTIONS
from engine.phrases.reasons import PLANNED
from engine.phrases.signs import COMMA
from engine.phrases.states import STATES
from engine.plan import Action
from engine.report.amounts import amount_data, moment_text, seconds_number
from engine.report.audit.ledger import job_data
from engine.report.causes import cause_data, cause_text, hint_of, quoted_notes
from engine.report.events import WITHHELD, public_event
from engine.report.files import file_data
from engine.report.told import told
from engine.report.turn.doubts import candidate_data, evidence_lines
from engine.report.width import width_of, wrapped
from engine.run import events as e
from engine.run.explanation import AttemptStory, EventOfTask, Explanation, Need
from engine.values.money import Money


def explanation_data(found: Explanation, messages: Messages) -> dict[str, Any]:
    """Return the stable shape of `schemas/explain.schema.json`; an attempt's events are those of `schemas/event.schema.json`."""
    record, run = found.record, found.run
    reason = found.reason
    return {
        "task": found.task,
        "run": run.run,
        "name": run.name,
        "service": run.service,
        "realm": run.realm,
        "draft": found.draft,
        "action": found.action or None,
        "reason": {"code": reason.code, "text": messages.reason(reason, PLANNED)} if reason is not None else None,
        "fingerprint": found.fingerprint,
        "state": record.state if record is not None else None,
        "cause": cause_data(found.cause, messages),
        "attempts": [_attempt_data(story, messages) for story in found.attempts],
        "events": list(_events_data(found.others, messages)),
        "cost": amount_data(found.cost, run.currency),
        "reserved": amount_data(found.reserved, run.currency),
        "result": record.digest if record is not None else None,
        "artifact": found.artifact,
        "files": [file_data(file) for file in found.files],
        "made_from": [{"output": need.task, "sha256": need.digest} for need in found.made_from],
        "needs": [_need_data(need) for need in found.needs],
        "waits_for": [need.task for need in found.waits_for],
    }


def _attempt_data(story: AttemptStory, messages: Messages) -> dict[str, Any]:
    intent, book = story.intent, story.book
    looks = [one.event for one in story.events if isinstance(one.event, e.Sought)]
    return {
        "attempt": intent.attempt,
        "number": intent.number,
        "run": story.run,
        "task": intent.task,
        "host": intent.host,
        "state": book.state.value if book is not None else None,
        "most": amount_data(intent.upper_micros, intent.currency),
        "since": moment_text(book.since) if book is not None else None,
        "until": moment_text(book.until) if book is not None and book.until is not None else None,
        "request_id": (book.request_id or None) if book is not None else None,
        "looked": moment_text(looks[-1].at) if looks else None,
        "candidates": [candidate_data(one, messages) for one in looks[-1].candidates] if looks else [],
        "bill": job_data(story.bill) if story.bill is not None else None,
        "made_from": dict(story.made_from),
        "events": list(_events_data(story.events, messages)),
    }


def _events_data(events: Iterable[EventOfTask], messages: Messages) -> Iterator[dict[str, Any]]:
    for one in events:
        public = public_event(one.seq, one.at, one.run, one.event, messages)
        if public is not None:
            yield public.as_json()


def _need_data(need: Need) -> dict[str, Any]:
    return {"task": need.task, "state": need.state or None, "sha256": need.digest}


def explanation_text(found: Explanation, messages: Messages, columns: int | None = None) -> str:
    """Return the same as a person reads it, no line wider than so many columns unless it is one word."""
    lines = (part for line in _lines(found, messages) for part in _broken(line, columns))
    return "\n".join(lines) + "\n"


def _broken(line: str, columns: int | None) -> Iterator[str]:
    """Break a line that is too wide; what follows stands two columns further in."""
    if columns is None or width_of(line) <= columns:
        yield line
        return
    indent = len(line) - len(line.lstrip())
    first, *rest = wrapped(line.strip(), max(20, columns - indent - 2))
    yield " " * indent + first
    yield from (" " * (indent + 2) + part for part in rest)


def _lines(found: Explanation, messages: Messages) -> Iterator[str]:
    yield _head(found, messages)
    if found.reason is not None and found.action in words.WHY:
        yield messages.say(words.WHY[found.action], why=messages.reason(found.reason, PLANNED))
    if found.action == Action.SHARE.value and found.reason is not None:
        yield messages.say(words.SHARED, task=str(dict(found.reason.args)["task"]))
    if found.cause is not None:
        yield messages.say(words.BECAUSE, why=cause_text(found.cause, messages))
        hint = hint_of(found.cause, messages)
        if hint:
            yield messages.say(words.DO, hint=hint)
    for story in found.attempts:
        yield from _attempt_lines(story, found, messages)
    others = [line for one in found.others for line in _event_lines(one, found.run.run, messages)]
    if others:
        yield messages.say(words.OTHERS)
        yield from others
    if found.record is not None:
        yield from _end(found, messages)


def _head(found: Explanation, messages: Messages) -> str:
    if found.record is not None:
        state = messages.say(STATES[found.record.state])
    else:
        state = messages.say(ACTIONS.get(found.action, words.OUTSIDE))
    run = found.run
    head = messages.say(words.HEAD, task=found.task, state=state, run=run.run, name=run.name, service=run.service)
    return f"{head} · {messages.say(words.DRAFT)}" if found.draft else head


def _attempt_lines(story: AttemptStory, found: Explanation, messages: Messages) -> Iterator[str]:
    intent = story.intent
    phrase = words.ATTEMPT if intent.task == found.task else words.ATTEMPT_OF
    yield messages.say(phrase, number=intent.number, run=story.run, task=intent.task)
    for one in story.events:
        yield from _event_lines(one, story.run, messages)
    if story.book is not None:
        yield f"    {messages.say(words.STANDS, state=messages.say(JOB_STATES[story.book.state]))}"
        if story.book.until is not None and not story.book.job:
            since, until = (moment_text(at) for at in (story.book.since, story.book.until))
            yield f"    {messages.say(words.WINDOW, since=since, until=until)}"


def _event_lines(one: EventOfTask, run: str, messages: Messages) -> Iterator[str]:
    """Say what happened, and on lines of their own what it was seen by."""
    if type(one.event) in WITHHELD and not isinstance(one.event, e.Sought):
        return
    phrase = words.EVENT if one.run == run else words.EVENT_OF
    yield "    " + messages.say(phrase, time=moment_text(one.at), what=_what(one.event, messages), run=one.run)
    if isinstance(one.event, e.Doubted):
        if one.event.status is not None:
            yield f"        {messages.say(words.STATUS, status=one.event.status)}"
        if one.event.request_id:
            yield f"        {messages.say(words.REQUEST, request=one.event.request_id)}"
    yield from (f"        {line}" for line in _evidence(one.event, messages))


def _evidence(event: e.Event, messages: Messages) -> Iterator[str]:
    """Say what the service showed when it was looked for a job, or decided about one."""
    if isinstance(event, e.Resolved):
        yield from [messages.say(words.NOTED, note=event.note)] if event.note else []
        yield from evidence_lines(event.looked, event.candidates, event.unseen, messages)
    elif isinstance(event, e.Sought):
        yield from evidence_lines(event.at, event.candidates, None, messages)


def _what(event: e.Event, messages: Messages) -> str:
    match event:
        case e.Intended():
            amount = str(Money(event.upper_micros, event.currency))
            return messages.say(words.INTENDED, host=event.host, amount=amount)
        case e.Accepted():
            return messages.say(words.ACCEPTED, job=event.job, request=event.request_id)
        case e.Doubted() if event.stage in words.STAGES:
            stage = messages.say(words.STAGES[event.stage])
            return messages.say(words.DOUBTED, why=messages.reason(event.reason), stage=stage)
        case e.Adopted() if event.grade in words.FOUND:
            return messages.say(words.FOUND[event.grade], job=event.job)
        case e.RuledOut() | e.Sought():
            return messages.say(words.RULED_OUT if isinstance(event, e.RuledOut) else words.SOUGHT)
        case e.Resolved() if event.way in words.RESOLVED:
            return messages.say(words.RESOLVED[event.way], who=event.who, job=event.job, command=event.command)
        case e.Canceled():
            return messages.say(words.CANCELED, who=event.who, command=event.command)
        case e.JobSucceeded():
            seconds, amount = str(seconds_number(event.billed_seconds)), str(Money(event.cost_micros, event.currency))
            return messages.say(words.SUCCEEDED, seconds=seconds, amount=amount)
        case e.Fetched() | e.Made():
            phrase = words.FETCHED if isinstance(event, e.Fetched) else words.MADE
            return messages.say(phrase, digest=event.digest[:12])
        case e.Reused():
            phrase = words.REUSED_OF if event.job else words.REUSED
            return messages.say(phrase, digest=event.digest[:12], job=event.job)
        case _:
            return told(event, messages) or type(event).__name__


def _end(found: Explanation, messages: Messages) -> Iterator[str]:
    """Say what it cost, where its result is, what that was made from, and what is waited for."""
    record = found.record
    assert record is not None, "only what was carried out has an end"
    for note in (*quoted_notes(record, messages), *(messages.say(run_words.MARKS[mark]) for mark in record.marks)):
        yield messages.say(run_words.NOTE, note=note)
    yield _cost(found, messages)
    if record.digest is not None and found.artifact is not None:
        yield messages.say(words.RESULT, path=found.artifact, digest=record.digest[:12])
    elif record.digest is not None:
        yield messages.say(words.RESULT_GONE, digest=record.digest[:12])
    for file in found.files:
        yield messages.say(words.PUBLISHED, path=file.path)
    for need in found.made_from:
        yield messages.say(words.MADE_FROM, name=need.task, digest=(need.digest or "")[:12])
    if found.waits_for:
        yield messages.say(words.WAITS, names=_named(found.waits_for, messages))
    elif found.needs and not found.made_from:
        yield messages.say(words.NEEDS, names=_named(found.needs, messages))


def _cost(found: Explanation, messages: Messages) -> str:
    billed = [story for story in found.attempts if story.bill is not None and story.bill.billed is not None]
    currency = found.run.currency
    cost = messages.say(words.NO_COST)
    if billed:
        cost = messages.say(words.COST, amount=str(Money(found.cost, currency)), count=len(billed))
    if found.reserved:
        cost += messages.say(COMMA) + messages.say(words.RESERVED, amount=str(Money(found.reserved, currency)))
    return cost


def _named(needs: Iterable[Need], messages: Messages) -> str:
    return messages.say(COMMA).join(
        f"{need.task} ({messages.say(STATES[need.state]) if need.state else messages.say(words.OUTSIDE)})"
        for need in needs
    )
