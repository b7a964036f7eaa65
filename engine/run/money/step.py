"""The step: the only place that decides about money; driver, simulation and search call this very function."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from engine.errors import DefectError
from engine.run.money import event as v, guards
from engine.run.money.account import AccountStanding
from engine.run.money.attempt import WATCHED, Attempt
from engine.run.money.guards import RULES, Finding, JournalStanding, Rules
from engine.run.money.sweep import Looked
from engine.run.money.table import LANE, Decision, Goes, LaneCommand, Outcome
from engine.run.money.terms import ProtocolTerms

_PLAIN: Final[Mapping[type, Outcome]] = {
    v.NoConnection: Outcome.UNREACHED,
    v.Forgotten: Outcome.FORGOTTEN,
    v.ResultKept: Outcome.FETCHED,
    v.Elapsed: Outcome.ELAPSED,
}


def step(
    attempt: Attempt,
    account: AccountStanding,
    journal: JournalStanding,
    event: v.Event,
    terms: ProtocolTerms,
    rules: Rules = RULES,
) -> Decision:
    """Decide what an event makes of an attempt, by what the account and the journal hold.

    Taking the lane asks the account only, recording asks the journal only. Raises DefectError for what the table does not hold.
    """
    finding = _find(attempt, account, journal, event, terms, rules)
    row = rules.table.get((attempt.state, finding.outcome))
    if row is None:
        raise DefectError(
            "illegal-transition", state=attempt.state.value, event=finding.outcome.value, task=attempt.wants
        )
    found = finding.attempt
    made = found if found.state is row.to else replace(found, state=row.to)
    return Decision(made, finding.outcome, row, finding.unfit)


def next_command(command: LaneCommand | None, goes: Goes, lane: tuple[LaneCommand, ...] = LANE) -> LaneCommand | None:
    """Return the command that follows one, by where the attempt goes on; None if nothing does before something else is known.

    What is decided of an attempt outside the lane follows no command; its entry in the account may have to follow.
    """
    if goes is Goes.ON and command is not None:
        return lane[lane.index(command) + 1]
    return LaneCommand.FREE_LANE if goes is Goes.OUT and command is not LaneCommand.FREE_LANE else None


def _find(
    attempt: Attempt,
    account: AccountStanding,
    journal: JournalStanding,
    event: v.Event,
    terms: ProtocolTerms,
    rules: Rules,
) -> Finding:
    match event:
        case v.Wanted():
            return guards.asked(attempt, account, event, rules)
        case v.Connected():
            return guards.connected(attempt, journal, event, terms, rules)
        case v.JobMade() | v.NoJob() | v.NeverSent() | v.Silence():
            return rules.answered(attempt, journal, event, terms)
        case v.SenderGone():
            return guards.sender_gone(attempt, event, terms)
        case Looked() if attempt.state in WATCHED:
            return guards.watched(attempt, account, journal, event)
        case Looked():
            return guards.looked(attempt, account, journal, event, terms, rules)
        case v.Ended():
            return Finding(Outcome.SUCCEEDED if event.billed else Outcome.FAILED, attempt)
        case v.Decided():
            return guards.decided(attempt, account, journal, event)
        case _:
            return Finding(_PLAIN[type(event)], attempt)
