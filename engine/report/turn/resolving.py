"""A person's decision about a doubt as JSON and as text: before it is taken, and after."""

from collections.abc import Iterable, Iterator
from typing import Any

from engine.phrases import turn as words
from engine.phrases.messages import Messages
from engine.report.amounts import amount_data
from engine.report.causes import cause_data
from engine.report.turn.doubts import candidate_data, command_of, evidence_lines, folded, moment
from engine.run import events as e
from engine.run.doubts import Proposal, Way
from engine.values.money import Money


def resolution_data(proposal: Proposal, told: e.Resolved | None, messages: Messages) -> dict[str, Any]:
    """Return the stable shape of `schemas/resolve.schema.json`: what was decided, or, with `told` None, what would be."""
    doubt, evidence = proposal.named.doubt, proposal.evidence
    return {
        "decided": told is not None,
        "name": proposal.named.name,
        "attempt": doubt.attempt.id,
        "task": doubt.last_task,
        "run": doubt.run,
        "decision": proposal.wish.way.value,
        "job": proposal.wish.job or None,
        "who": told.who if told is not None else None,
        "why": proposal.wish.note,
        "command": told.command if told is not None else None,
        "at": moment(told.at) if told is not None else None,
        "may_cost": amount_data(doubt.reserved, doubt.intent.currency),
        "window": {"since": moment(proposal.attempt.since), "until": moment(proposal.attempt.until)},
        "looked": moment(evidence.looked),
        "unseen": cause_data(evidence.unseen, messages),
        "candidates": [candidate_data(one, messages) for one in evidence.candidates],
        "at_work": list(proposal.at_work),
    }


def proposal_text(proposal: Proposal, messages: Messages, columns: int | None = None) -> str:
    """Return what a choice would do, what it may cost, and what the service shows, in lines of so many columns."""
    proposed = messages.say(words.PROPOSED[proposal.wish.way], **_args(proposal))
    return _lines([proposed], columns) + basis_text(proposal, messages, columns)


def basis_text(proposal: Proposal, messages: Messages, columns: int | None = None) -> str:
    """Return what a choice may cost, what the service shows, and what would be better."""
    return _lines(_basis(proposal, messages), columns) + _advice(proposal, messages, columns)


def decided_text(proposal: Proposal, messages: Messages, columns: int | None = None) -> str:
    """Return what was decided and what follows of it."""
    return _lines([messages.say(words.DECIDED[proposal.wish.way], **_args(proposal))], columns)


def _lines(texts: Iterable[str], columns: int | None) -> str:
    return "".join(f"{line}\n" for text in texts for line in folded(text, columns))


def _basis(proposal: Proposal, messages: Messages) -> Iterator[str]:
    evidence, attempt = proposal.evidence, proposal.attempt
    yield messages.say(words.COSTS[proposal.wish.way], **_args(proposal))
    yield from evidence_lines(evidence.looked, evidence.candidates, evidence.unseen, messages)
    if evidence.looked is not None and attempt.until is not None and evidence.looked < attempt.until:
        yield messages.say(words.EARLY, until=moment(attempt.until) or "")
    yield from (messages.say(words.AT_WORK, run=run) for run in proposal.at_work)


def _advice(proposal: Proposal, messages: Messages, columns: int | None) -> str:
    """Say how nothing is paid twice, where one job stands out."""
    alike = [one.job for one in proposal.evidence.candidates if one.prompt == "same" and not one.against]
    if proposal.wish.way is Way.ADOPT or len(alike) != 1:
        return ""
    command = command_of(proposal.named.name, Way.ADOPT, alike[0])
    return _lines([messages.say(words.ADOPT_IT)], columns) + f"  {command}\n"


def _args(proposal: Proposal) -> dict[str, str]:
    doubt = proposal.named.doubt
    amount = str(Money(doubt.reserved, doubt.intent.currency))
    return {"task": doubt.last_task, "job": proposal.wish.job, "amount": amount}
