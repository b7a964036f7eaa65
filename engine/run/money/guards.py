"""Guards: what an event means for an attempt, by what the account and the journal hold (pure)."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from engine.run.money import event as v
from engine.run.money.account import MARKS, AccountEntry, AccountStanding, Mark, is_guessed
from engine.run.money.attempt import Attempt, AttemptState, Confirmation, Unfit
from engine.run.money.evidence import Judgement, Verdict, belated, judge, unfit
from engine.run.money.opening import lacked
from engine.run.money.scope import Scope
from engine.run.money.sweep import Ending, Looked
from engine.run.money.table import LANE, TABLE, LaneCommand, Outcome, Table
from engine.run.money.terms import ProtocolTerms


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalStanding:
    """What of a journal decides about an attempt, read in one transaction.

    `claimed`: another attempt that wants the same is open; `stored`: its result came since the plan was made. `jobs` are
    those that others have; `ruled_out` counts how often attempts that want the same were (`times_ruled_out`).
    """

    claimed: bool = False
    stored: bool = False
    scope: Scope = field(default_factory=Scope)
    jobs: frozenset[str] = frozenset()
    ruled_out: int = 0


def times_ruled_out(same: Iterable[Attempt]) -> int:
    """Count how often a task was ruled out, by all its attempts: also where the job has shown up since, or a day has gone by."""
    known = tuple(same)
    ruled_out = sum(attempt.state in (AttemptState.RULED_OUT, AttemptState.ORPHAN) for attempt in known)
    return max([ruled_out, *(attempt.ruled_out for attempt in known)])


@dataclass(frozen=True, slots=True)
class Finding:
    """What an event means, and what the attempt has learnt by it; `unfit` is what speaks against a person's choice."""

    outcome: Outcome
    attempt: Attempt
    unfit: Unfit | None = None


def shadowed(attempt: Attempt, account: AccountStanding) -> bool:
    """Say whether an attempt of the same class is open, so that the list could not tell the two jobs apart."""
    return any(entry.is_open and entry.prompt_class == attempt.prompt_class for entry in account.others(attempt))


def lane_busy(account: AccountStanding) -> bool:
    """Say whether somebody who may still send holds the lane."""
    return account.lane is not None and account.lane.lives


def intent(attempt: Attempt, standing: JournalStanding) -> Outcome:
    """Say what becomes of an intent: nothing that is open or there is bought again, and the cap is kept at every send."""
    if standing.claimed:
        return Outcome.CLAIMED
    if standing.stored:
        return Outcome.STORED
    return Outcome.CONNECTED if standing.scope.fits(attempt.upper) else Outcome.OVER_CAP


def answered(attempt: Attempt, standing: JournalStanding, event: v.Answer, terms: ProtocolTerms) -> Finding:
    """Read the answer to a submit."""
    match event:
        case v.JobMade() if event.job in standing.jobs:
            return Finding(Outcome.SAME_JOB, replace(attempt, until=event.now + terms.late))
        case v.JobMade():
            return Finding(Outcome.JOB, replace(attempt, job=event.job, grade=Confirmation.REPLY))
        case v.NoJob():
            return Finding(Outcome.REFUSED, attempt)
        case v.NeverSent():
            return Finding(Outcome.UNSENT, attempt)
        case v.Silence():
            doubtful = replace(attempt, until=event.now + terms.late, request_id=event.request_id)
            return Finding(Outcome.SILENT, doubtful)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """All that decides about money, as data: a test replaces one of them and must see it found out."""

    table: Table = field(default_factory=lambda: TABLE)
    lane: tuple[LaneCommand, ...] = LANE
    marks: Mapping[AttemptState, Mark | None] = field(default_factory=lambda: MARKS)
    guessed: Callable[[Attempt], bool] = is_guessed
    shadowed: Callable[[Attempt, AccountStanding], bool] = shadowed
    lane_busy: Callable[[AccountStanding], bool] = lane_busy
    intent: Callable[[Attempt, JournalStanding], Outcome] = intent
    answered: Callable[[Attempt, JournalStanding, v.Answer, ProtocolTerms], Finding] = answered
    judge: Callable[[Attempt, Looked, AccountStanding, ProtocolTerms], Judgement] = judge
    lacked: Callable[[Iterable[AccountEntry], Collection[str], Collection[str]], tuple[AccountEntry, ...]] = lacked


RULES: Final = Rules()


def asked(attempt: Attempt, account: AccountStanding, event: v.Wanted, rules: Rules) -> Finding:
    """Decide who takes the lane."""
    if rules.lane_busy(account):
        return Finding(Outcome.LANE_BUSY, attempt)
    if rules.shadowed(attempt, account):
        return Finding(Outcome.SHADOWED, attempt)
    return Finding(Outcome.LANE_TAKEN, replace(attempt, since=event.now))


def connected(
    attempt: Attempt, standing: JournalStanding, event: v.Connected, terms: ProtocolTerms, rules: Rules
) -> Finding:
    """Decide about an intent."""
    learnt = replace(attempt, since=event.now, send_by=event.boot + terms.send_within, ruled_out=standing.ruled_out)
    return Finding(rules.intent(learnt, standing), learnt)


def sender_gone(attempt: Attempt, event: v.SenderGone, terms: ProtocolTerms) -> Finding:
    """Read the death of a sender: what it has sent may still arrive for a while."""
    until = event.now + terms.late if attempt.until is None else attempt.until
    return Finding(Outcome.SENDER_DIED, replace(attempt, until=until))


def looked(
    attempt: Attempt,
    account: AccountStanding,
    standing: JournalStanding,
    event: Looked,
    terms: ProtocolTerms,
    rules: Rules,
) -> Finding:
    """Decide about a doubt by what the list shows."""
    judgement = rules.judge(attempt, event, account, terms)
    match judgement.verdict:
        case Verdict.ADOPT if judgement.job in standing.jobs:
            return Finding(Outcome.UNDECIDED, attempt)
        case Verdict.ADOPT:
            return Finding(Outcome.ADOPTED, replace(attempt, job=judgement.job, grade=judgement.grade))
        case Verdict.WAIT:
            return Finding(Outcome.UNDECIDED, attempt)
        case Verdict.RULED_OUT:
            return Finding(Outcome.RULED_OUT, attempt)
        case Verdict.HOLD:
            return Finding(Outcome.HOPELESS, attempt)


def watched(attempt: Attempt, account: AccountStanding, standing: JournalStanding, event: Looked) -> Finding:
    """Watch for the job of an attempt that was ruled out or given up: it is paid for unless it failed, and nobody's."""
    found = None if attempt.job else belated(attempt, event, account)
    if found is None or found[0].job in standing.jobs:
        return Finding(Outcome.UNDECIDED, attempt)
    shown, grade = found
    outcome = Outcome.FAILED if shown.ending is Ending.FAILED else Outcome.SHOWED_UP
    return Finding(outcome, replace(attempt, job=shown.job, grade=grade))


def decided(attempt: Attempt, account: AccountStanding, standing: JournalStanding, event: v.Decided) -> Finding:
    """Carry out what a person has decided; a job that is surely another's is never given to this attempt."""
    if event.job is None:
        return Finding(Outcome.RESUBMIT if event.resubmit else Outcome.GIVEN_UP, attempt)
    against = unfit(attempt, event.job, account.taken | standing.jobs)
    if against is not None:
        return Finding(Outcome.UNDECIDED, attempt, against)
    return Finding(Outcome.ADOPTED, replace(attempt, job=event.job.job, grade=Confirmation.PERSON))
