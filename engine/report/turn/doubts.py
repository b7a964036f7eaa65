"""Submits in doubt as JSON and as text, each with the commands that decide it."""

import shlex
from collections.abc import Iterator, Sequence
from typing import Any, Final

from engine.phrases import turn as words
from engine.phrases.messages import Messages
from engine.phrases.signs import COMMA
from engine.report.amounts import amount_data, moment_text
from engine.report.causes import cause_data, cause_text
from engine.report.width import wrapped
from engine.run import events as e
from engine.run.doubts import NamedDoubt, Way
from engine.run.money.attempt import AttemptState
from engine.values.money import Money
from engine.values.reason import because

SHOWN: Final = 10
INDENT: Final = "    "


def doubt_data(named: NamedDoubt, messages: Messages) -> dict[str, Any]:
    """Return one doubt: why, the window of its job in the service's time, what was seen, what waits, and the ways out."""
    doubt = named.doubt
    return {
        "name": named.name,
        "job": doubt.attempt.job or None,
        "attempt": doubt.attempt.id,
        "task": doubt.last_task,
        "run": doubt.run,
        "last_run": doubt.last_run,
        "service": doubt.service,
        "realm": doubt.realm,
        "state": "held" if doubt.attempt.state is AttemptState.HELD else "doubt",
        "why": cause_data(why_of(named), messages),
        "reserved": amount_data(doubt.reserved, doubt.intent.currency),
        "window": {"since": moment(doubt.attempt.since), "until": moment(doubt.attempt.until)},
        "looked": moment(doubt.looked),
        "candidates": [candidate_data(one, messages) for one in doubt.candidates],
        "waiting": list(named.waiting),
        "ways": [{"decision": way.value, "job": job or None, "command": command_of(named.name, way, job)}
                 for way, job in ways_of(named)],
    }  # fmt: skip


def candidate_data(one: e.Candidate, messages: Messages) -> dict[str, Any]:
    """Return a job that may be a doubt's; `prompt` is null before the job tells it, `against` where nothing speaks against it."""
    against = cause_data(_against(one), messages) if one.against else None
    return {
        "job": one.job,
        "state": one.state,
        "created": moment(one.created),
        "prompt": one.prompt or None,
        "against": against,
    }


def ways_of(named: NamedDoubt) -> list[tuple[Way, str]]:
    """Return the ways out of a doubt, with the job of each that adopts one."""
    jobs = [one.job for one in named.doubt.candidates if not one.against]
    return [*((Way.ADOPT, job) for job in jobs), (Way.RESUBMIT, ""), (Way.GIVE_UP, "")]


def command_of(name: str, way: Way, job: str = "") -> str:
    """Return what is typed to decide so."""
    return shlex.join(["editchain", "resolve", name, f"--{way}", *([job] if job else [])])


def why_of(named: NamedDoubt) -> e.Cause:
    """Return why nobody knows what became of a submit."""
    if named.doubt.attempt.job:
        return e.Cause("job-expired")
    return e.Cause.of(because("in-doubt", why=named.doubt.why or because("sender-died")))


def doubts_text(doubts: Sequence[NamedDoubt], messages: Messages, columns: int | None = None) -> str:
    """Return some lines a doubt, "" for none; all but the commands are broken at so many columns."""
    return "".join(f"{line}\n" for named in doubts for line in _lines(named, messages, columns))


def evidence_lines(
    looked: float | None, candidates: Sequence[e.Candidate], unseen: e.Cause | None, messages: Messages
) -> Iterator[str]:
    """Say what the service showed."""
    if unseen is not None:
        yield messages.say(words.UNSEEN, why=cause_text(unseen, messages))
    elif looked is None:
        yield messages.say(words.UNLOOKED)
    elif not candidates:
        yield messages.say(words.NONE_SEEN, at=moment_text(looked))
    else:
        yield messages.say(words.SEEN, count=len(candidates), at=moment_text(looked))
        yield from (INDENT + _candidate(one, messages) for one in candidates[:SHOWN])
        if len(candidates) > SHOWN:
            yield INDENT + messages.say(words.MORE, count=len(candidates) - SHOWN)


def folded(text: str, columns: int | None) -> list[str]:
    """Return a text as lines of so many columns, each as far from the edge as its first."""
    indent = text[: len(text) - len(text.lstrip())]
    if columns is None:
        return [text]
    return [indent + line for line in wrapped(text.lstrip(), max(20, columns - len(indent)))]


def moment(at: float | None) -> str | None:
    """Return a time as ISO 8601 in UTC; None stays None."""
    return None if at is None else moment_text(at)


def _lines(named: NamedDoubt, messages: Messages, columns: int | None) -> Iterator[str]:
    doubt = named.doubt
    head = messages.say(words.IN_DOUBT, name=named.name, run=doubt.last_run, service=doubt.service)
    yield from folded(head, columns)
    for line in _about(named, messages):
        yield from folded(INDENT + line, columns)
    held = doubt.attempt.state is AttemptState.HELD
    yield from folded(INDENT + messages.say(words.DECIDE_HELD if held else words.DECIDE), columns)
    amount = str(Money(doubt.reserved, doubt.intent.currency))
    for way, job in ways_of(named):
        yield f"{INDENT}  {command_of(named.name, way, job)}"
        yield from folded(INDENT * 2 + messages.say(words.MEANS[way], amount=amount), columns)


def _about(named: NamedDoubt, messages: Messages) -> Iterator[str]:
    doubt = named.doubt
    yield messages.say(words.WHY, why=cause_text(why_of(named), messages))
    if doubt.attempt.job:
        yield messages.say(words.FORGOTTEN, job=doubt.attempt.job)
    until = doubt.attempt.until
    end = messages.say(words.NO_END) if until is None else moment_text(until)
    if not doubt.attempt.job:
        yield messages.say(words.WINDOW, since=moment_text(doubt.attempt.since), until=end)
    yield messages.say(words.RESERVED, amount=str(Money(doubt.reserved, doubt.intent.currency)))
    if not doubt.attempt.job:
        yield from evidence_lines(doubt.looked, doubt.candidates, None, messages)
    if named.waiting:
        more = len(named.waiting) - SHOWN
        rest = [messages.say(words.MORE, count=more)] if more > 0 else []
        yield messages.say(words.WAITING, tasks=messages.say(COMMA).join([*named.waiting[:SHOWN], *rest]))


def _candidate(one: e.Candidate, messages: Messages) -> str:
    said = messages.say(
        words.CANDIDATE, job=one.job, state=one.state, created=moment_text(one.created),
        prompt=messages.say(words.PROMPTS[one.prompt]),
    )  # fmt: skip
    against = messages.say(words.AGAINST, why=cause_text(_against(one), messages)) if one.against else ""
    return messages.say(COMMA).join(part for part in (said, against) if part)


def _against(one: e.Candidate) -> e.Cause:
    return e.Cause(f"unfit-{one.against}")
