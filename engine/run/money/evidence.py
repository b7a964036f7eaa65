"""Evidence: whose job is it, when the answer to a submit was lost (pure)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from engine.run.money.account import AccountEntry, AccountStanding, Mark
from engine.run.money.attempt import Attempt, Confirmation, Unfit
from engine.run.money.sweep import Ending, Looked, Seen, Sweep
from engine.run.money.terms import ProtocolTerms


class Verdict(StrEnum):
    """What the evidence says of a doubt."""

    ADOPT = "adopt"  # this job is its own
    WAIT = "wait"  # more is to be seen yet
    RULED_OUT = "ruled-out"  # there is no job, and never will be
    HOLD = "hold"  # no more is to be learnt: a person must decide


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict, with the job and its grade of one that is adopted, and the jobs that may be its own."""

    verdict: Verdict
    job: str = ""
    grade: Confirmation | None = None
    candidates: tuple[str, ...] = ()


def judge(doubt: Attempt, looked: Looked, account: AccountStanding, terms: ProtocolTerms) -> Judgement:
    """Decide about an attempt in doubt by what the list shows; the strongest evidence first.

    The account is read after the last sweep was begun: a job that another has got meanwhile would else look like nobody's. What a
    grave has taken by evidence stays unknown: it says that somebody may ask for the same.
    """
    unknown = [seen for seen in looked.jobs if seen.mine and seen.job not in account.known]
    free = [seen for seen in unknown if seen.job not in account.taken]
    exact = [seen for seen in free if doubt.request_id and seen.request_id == doubt.request_id]
    if account.by_request_id and len(exact) == 1:
        return Judgement(Verdict.ADOPT, exact[0].job, Confirmation.REQUEST_ID)
    candidates = [seen for seen in free if in_window(doubt, seen)]
    rivals = [entry for entry in account.others(doubt) if reaches(entry, doubt, terms)]
    buried = any(e.mark is Mark.GRAVE and e.prompt_class == doubt.prompt_class for e in rivals)
    if account.dedicated and not rivals and len(candidates) == 1 and not strangers(doubt, unknown, account):
        return Judgement(Verdict.ADOPT, candidates[0].job, Confirmation.DEDICATED)
    return _by_result(doubt, looked, account, terms, unknown, candidates, buried=buried)


def in_window(doubt: Attempt, seen: Seen) -> bool:
    """Whether a job was made when the doubtful request may have been taken in."""
    return _within(seen, doubt.since, doubt.until)


def unfit(doubt: Attempt, seen: Seen, taken: Collection[str]) -> Unfit | None:
    """Return the first thing that speaks against a job, None if it may be the doubt's; `taken` are the jobs that others have.

    A job that has not succeeded tells no prompt: then its time and its key are all there is.
    """
    if doubt.job:
        return Unfit.SETTLED
    if seen.job in taken:
        return Unfit.TAKEN
    if not seen.mine:
        return Unfit.FOREIGN
    if not in_window(doubt, seen):
        return Unfit.OUTSIDE
    if seen.ending is Ending.UNKNOWN:
        return Unfit.GONE
    if seen.prompt_class and seen.prompt_class != doubt.prompt_class:
        return Unfit.PROMPT
    return None if seen.alike else Unfit.TIER


def reaches(rival: AccountEntry, doubt: Attempt, terms: ProtocolTerms) -> bool:
    """Whether what shows up for a doubt may be a rival's: of one that is open or buried, for a day after its window.

    Its window is not enough, since the service may have taken its request in later than any terms say.
    """
    begun = doubt.until is None or rival.since <= doubt.until
    return begun and (rival.until is None or doubt.since < rival.until + terms.forgets)


def strangers(doubt: Attempt, unknown: list[Seen], account: AccountStanding) -> list[Seen]:
    """Return the unknown jobs that no attempt of this account can have made: somebody else uses the key after all."""
    windows = [(entry.since, entry.until) for entry in account.others(doubt)]
    return [seen for seen in unknown if not in_window(doubt, seen) and not any(_within(seen, *w) for w in windows)]


def strays(jobs: Iterable[Seen], account: AccountStanding) -> tuple[Seen, ...]:
    """Return the unknown jobs of a key that no attempt of this account can have made: somebody else uses the key."""
    unknown = (seen for seen in jobs if seen.mine and seen.job not in account.taken)
    return tuple(seen for seen in unknown if not any(_within(seen, e.since, e.until) for e in account.entries))


def belated(grave: Attempt, looked: Looked, account: AccountStanding) -> tuple[Seen, Confirmation] | None:
    """Return the job that an attempt has after all though it was ruled out or given up, and by what; None if none shows.

    It bears its request id, or is the only one that came after it, was billed and is of its class; while another attempt of the
    class is open, that one is decided first.
    """
    unknown = [seen for seen in looked.jobs if seen.mine and seen.job not in account.taken]
    exact = [seen for seen in unknown if grave.request_id and seen.request_id == grave.request_id]
    if exact or any(e.is_open and e.prompt_class == grave.prompt_class for e in account.others(grave)):
        return (exact[0], Confirmation.REQUEST_ID) if exact and account.by_request_id else None
    billed = [seen for seen in unknown if seen.ending is Ending.SUCCEEDED and seen.created >= grave.since]
    equal = [seen for seen in billed if seen.prompt_class == grave.prompt_class]
    return (equal[0], Confirmation.EVIDENCE) if len(equal) == 1 and account.by_prompt else None


def _within(seen: Seen, since: float, until: float | None) -> bool:
    return since <= seen.created and (until is None or seen.created <= until)


def _by_result(
    doubt: Attempt,
    looked: Looked,
    account: AccountStanding,
    terms: ProtocolTerms,
    unknown: list[Seen],
    candidates: list[Seen],
    *,
    buried: bool,
) -> Judgement:
    names = tuple(seen.job for seen in candidates)
    if any(seen.ending is Ending.LIVE for seen in candidates):
        return Judgement(Verdict.WAIT, candidates=names)
    equal = [seen for seen in unknown if seen.ending is Ending.SUCCEEDED and seen.prompt_class == doubt.prompt_class]
    matching = [seen for seen in equal if seen in candidates and seen.alike]
    if len(matching) == 1 == len(equal) and account.by_prompt and not buried:
        return Judgement(Verdict.ADOPT, matching[0].job, Confirmation.EVIDENCE)
    open_end = any(seen.ending is Ending.UNKNOWN for seen in candidates)
    later = any(seen.created >= doubt.since for seen in equal)  # in the window, or taken in later than any terms say
    if not later and not open_end and may_rule_out(doubt, looked, account, terms):
        return Judgement(Verdict.RULED_OUT)
    hopeless = bool(matching) or nothing_more_comes(doubt, looked, account, terms)
    return Judgement(Verdict.HOLD if hopeless else Verdict.WAIT, candidates=names)


def nothing_more_comes(doubt: Attempt, looked: Looked, account: AccountStanding, terms: ProtocolTerms) -> bool:
    """Say whether looking on can't help: it is too old, or was looked twice when everything that helps had to be there.

    Two sweeps that differ, or of which only the later one shows a job of ours, have not settled yet.
    """
    if looked.now >= doubt.since + terms.sure:
        return True
    if len(looked.sweeps) < 2 or doubt.until is None:
        return False
    first, second = looked.sweeps[-2:]
    settled = first.shows(account.known) or not second.shows(account.known)
    last = doubt.until + terms.lag + max(terms.settle, terms.longest)
    return first.began >= last and settled and agree(first, second, doubt.since)


def may_rule_out(doubt: Attempt, looked: Looked, account: AccountStanding, terms: ProtocolTerms) -> bool:
    """Say whether the job of a doubt surely doesn't exist: so often a task, and before the service forgets what it made."""
    young = looked.now < doubt.since + terms.sure
    return young and doubt.ruled_out < terms.rulings and shows_absence(doubt, looked, account, terms)


def agree(first: Sweep, second: Sweep, since: float) -> bool:
    """Whether two sweeps show the same of what was made since then, before the first; older jobs may be forgotten meanwhile."""
    return first.made(since, first.began) == second.made(since, first.began)


def shows_absence(doubt: Attempt, looked: Looked, account: AccountStanding, terms: ProtocolTerms) -> bool:
    """Say whether what the sweeps lack is surely not there.

    Both began when everything that is there had to be listed, they agree, and a positive control is in both: a job known to be
    ours that was made after the doubtful one, or, after twice as long, any. Where none is known an empty list is believed only by
    the terms.
    """
    if len(looked.sweeps) < 2 or doubt.until is None:
        return False
    first, second = looked.sweeps[-2:]
    listed = doubt.until + terms.lag
    if first.began < listed or not agree(first, second, doubt.since):
        return False
    younger = {seen.job for seen in looked.jobs if seen.created >= doubt.since}
    if all(sweep.shows(account.known & younger) for sweep in (first, second)):
        return True
    twice = first.began >= listed + terms.settle
    return twice and (
        all(sweep.shows(account.known) for sweep in (first, second)) or (not account.known and terms.trusts_empty)
    )
