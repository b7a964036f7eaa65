"""A person's decision about a doubt as JSON and as text: before it is taken, and after."""

from collections.abc import Iterator
from typing import Any

from engine.phrases import turn as words
from engine.phrases.messages import Messages
from engine.report.amounts import amount_data
from engine.report.causes import cause_data
from engine.report.turn.doubts import candidate_data, evidence_lines, moment
from engine.run import events as e
from engine.run.doubts import Proposal
from engine.values.money import Money


def resolution_data(proposal: Proposal, told: e.Resolved | None, messages: Messages) -> dict[str, Any]:
    """Return what was decided, or, as long as nothing is (`told` None), what would be."""
    doubt, evidence = proposal.named.doubt, proposal.evidence
    return {
        "decided": told is not None,
        "name": proposal.named.name,
        "attempt": doubt.attempt.id,
        "task": doubt.last_task,
        "run": doubt.run,
        "decision": proposal.choice.way.value,
        "job": proposal.choice.job or None,
        "who": told.who if told is not None else None,
        "why": proposal.choice.note,
        "command": told.command if told is not None else None,
        "at": moment(told.at) if told is not None else None,
        "may_cost": amount_data(doubt.reserved, doubt.intent.currency),
        "window": {"since": moment(proposal.attempt.since), "until": moment(proposal.attempt.until)},
        "looked": moment(evidence.looked),
        "unseen": cause_data(evidence.unseen, messages),
        "candidates": [candidate_data(one, messages) for one in evidence.candidates],
        "at_work": list(proposal.at_work),
    }


def proposal_text(proposal: Proposal, messages: Messages) -> str:
    """Return what a choice would do, what it may cost, and what the service shows."""
    proposed = messages.say(words.PROPOSED[proposal.choice.way], **_args(proposal))
    return f"{proposed}\n{basis_text(proposal, messages)}"


def basis_text(proposal: Proposal, messages: Messages) -> str:
    """Return what a choice may cost, and what the service shows."""
    return "\n".join(_basis(proposal, messages)) + "\n"


def decided_text(proposal: Proposal, messages: Messages) -> str:
    """Return what was decided and what follows of it."""
    return messages.say(words.DECIDED[proposal.choice.way], **_args(proposal)) + "\n"


def _basis(proposal: Proposal, messages: Messages) -> Iterator[str]:
    evidence, way = proposal.evidence, proposal.choice.way
    yield messages.say(words.COSTS[way], **_args(proposal))
    yield from evidence_lines(evidence.looked, evidence.candidates, evidence.unseen, messages)
    yield from (messages.say(words.AT_WORK, run=run) for run in proposal.at_work)


def _args(proposal: Proposal) -> dict[str, str]:
    doubt = proposal.named.doubt
    amount = str(Money(doubt.reserved, doubt.intent.currency))
    return {"task": doubt.last_task, "job": proposal.choice.job, "amount": amount}
