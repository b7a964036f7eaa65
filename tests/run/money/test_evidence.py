"""Whose job is it: every grade of evidence, and what takes it away."""

from dataclasses import replace

import pytest

from engine.run.money.account import AccountEntry, AccountStanding, Mark
from engine.run.money.attempt import Attempt, AttemptState, Confirmation
from engine.run.money.evidence import Judgement, Verdict, belated, judge
from engine.run.money.sweep import Ending, Looked, Seen, Sweep
from engine.run.money.terms import ProtocolTerms

TERMS = ProtocolTerms(send_within=1, late=2, lag=3, longest=10, sure=100, forgets=110)
DOUBT = Attempt(
    id="d", wants="w", prompt_class="p", upper=1, state=AttemptState.DOUBT, since=10, until=14, request_id="r"
)
MINE = Seen(job="j", created=12, ending=Ending.SUCCEEDED, prompt_class="p")
LIVE = replace(MINE, ending=Ending.LIVE, prompt_class="")
FAILED = replace(MINE, ending=Ending.FAILED, prompt_class="")
OLDER = replace(MINE, job="o", created=5)
WITNESS = Seen(job="k", created=13, ending=Ending.SUCCEEDED, prompt_class="q")
OTHER = AccountEntry(attempt="e", wants="x", prompt_class="q", mark=Mark.SHADOW, owner="p", since=11, until=13)
GRAVE = replace(OTHER, mark=Mark.GRAVE, prompt_class="p", since=0, until=4)
ACCOUNT = AccountStanding(known=frozenset({"k"}))
DEDICATED = replace(ACCOUNT, dedicated=True)

ADOPTED = Judgement(Verdict.ADOPT, "j", Confirmation.EVIDENCE)
ALONE = Judgement(Verdict.ADOPT, "j", Confirmation.DEDICATED)
EXACT = Judgement(Verdict.ADOPT, "j", Confirmation.REQUEST_ID)
WAIT, HOLD = Judgement(Verdict.WAIT, candidates=("j",)), Judgement(Verdict.HOLD, candidates=("j",))
NOTHING_YET, NO_JOB, HOPELESS = Judgement(Verdict.WAIT), Judgement(Verdict.RULED_OUT), Judgement(Verdict.HOLD)


def looked(*jobs: Seen, at: float = 15, since: float | None = None) -> Looked:
    """Two sweeps that show the same."""
    return Looked(at, (Sweep(at if since is None else since, jobs), Sweep(at, jobs)))


@pytest.mark.parametrize(
    ("jobs", "account", "judgement"),
    [
        ((replace(LIVE, request_id="r"),), ACCOUNT, EXACT),
        ((replace(OLDER, job="j", request_id="r"), replace(MINE, job="l")), ACCOUNT, EXACT),
        ((replace(LIVE, request_id="r"),), replace(ACCOUNT, by_request_id=False), WAIT),
        ((replace(LIVE, request_id="r", mine=False),), ACCOUNT, NOTHING_YET),
        ((replace(LIVE, request_id="r", job="k"),), ACCOUNT, NOTHING_YET),
    ],
)
def test_the_same_request_id_decides_whatever_else_is_there(jobs, account, judgement) -> None:
    assert judge(DOUBT, looked(*jobs), account, TERMS) == judgement


@pytest.mark.parametrize(
    ("jobs", "account", "judgement"),
    [
        ((LIVE,), DEDICATED, ALONE),
        ((LIVE, WITNESS), DEDICATED, ALONE),
        ((LIVE,), ACCOUNT, WAIT),
        ((LIVE, replace(LIVE, job="l")), DEDICATED, Judgement(Verdict.WAIT, candidates=("j", "l"))),
        ((LIVE,), replace(DEDICATED, entries=(OTHER,)), WAIT),
        (
            (LIVE,),
            replace(DEDICATED, entries=(replace(OTHER, until=9, since=8),)),
            WAIT,
        ),  # taken in later than it may be
        ((LIVE,), replace(DEDICATED, entries=(replace(OTHER, until=-100, since=-101),)), ALONE),  # a day is over
        ((LIVE,), replace(DEDICATED, entries=(replace(OTHER, until=None, since=15),)), ALONE),
        ((LIVE,), replace(DEDICATED, entries=(GRAVE,)), WAIT),
        ((LIVE, OLDER), DEDICATED, WAIT),  # a job that nobody here can have made: the key is not ours alone
        (
            (LIVE, replace(OLDER, created=-101)),
            replace(DEDICATED, entries=(replace(OTHER, since=-102, until=-100),)),
            ALONE,
        ),
    ],
)
def test_the_only_unknown_job_of_a_dedicated_key_is_its_own(jobs, account, judgement) -> None:
    assert judge(DOUBT, looked(*jobs), account, TERMS) == judgement


@pytest.mark.parametrize(
    ("jobs", "account", "judgement"),
    [
        ((MINE, WITNESS), ACCOUNT, ADOPTED),
        ((MINE, replace(FAILED, job="f")), ACCOUNT, ADOPTED),
        ((MINE, replace(LIVE, job="l")), ACCOUNT, Judgement(Verdict.WAIT, candidates=("j", "l"))),
        ((MINE, OLDER), ACCOUNT, HOLD),
        ((MINE, replace(OLDER, prompt_class="q")), ACCOUNT, ADOPTED),
        ((MINE, replace(OLDER, mine=False)), ACCOUNT, ADOPTED),
        ((MINE, replace(MINE, job="l")), ACCOUNT, Judgement(Verdict.HOLD, candidates=("j", "l"))),
        ((MINE,), replace(ACCOUNT, entries=(GRAVE,)), HOLD),
        ((MINE,), replace(ACCOUNT, entries=(replace(GRAVE, prompt_class="q"),)), ADOPTED),
        ((MINE,), replace(ACCOUNT, entries=(replace(GRAVE, since=-104, until=-100),)), ADOPTED),  # a day is over
        ((MINE,), replace(ACCOUNT, by_prompt=False), HOLD),
        ((replace(MINE, alike=False),), ACCOUNT, WAIT),
        ((replace(MINE, prompt_class="q"),), ACCOUNT, WAIT),
        ((replace(MINE, created=9),), ACCOUNT, NOTHING_YET),
        ((replace(MINE, created=15),), ACCOUNT, NOTHING_YET),
    ],
)
def test_the_only_billed_job_of_the_window_with_its_prompt_is_its_own(jobs, account, judgement) -> None:
    assert judge(DOUBT, looked(*jobs), account, TERMS) == judgement


@pytest.mark.parametrize(
    ("doubt", "found", "account", "judgement"),
    [
        (DOUBT, looked(WITNESS, at=17), ACCOUNT, NO_JOB),
        (DOUBT, looked(WITNESS, FAILED, at=17), ACCOUNT, NO_JOB),
        (DOUBT, looked(WITNESS, at=16), ACCOUNT, NOTHING_YET),
        (DOUBT, looked(WITNESS, at=17, since=16), ACCOUNT, NOTHING_YET),
        (DOUBT, Looked(17, (Sweep(17, (WITNESS,)),)), ACCOUNT, NOTHING_YET),
        (DOUBT, Looked(18, (Sweep(17, ()), Sweep(18, (WITNESS,)))), ACCOUNT, NOTHING_YET),
        (DOUBT, looked(WITNESS, OLDER, at=17), ACCOUNT, NO_JOB),
        (
            DOUBT,
            looked(WITNESS, replace(MINE, created=16), at=17),
            ACCOUNT,
            NOTHING_YET,
        ),  # taken in later than it may be
        (DOUBT, looked(WITNESS, replace(MINE, created=16), at=40), ACCOUNT, HOPELESS),
        (
            DOUBT,
            Looked(18, (Sweep(17, (WITNESS, replace(OLDER, job="x", prompt_class="q"))), Sweep(18, (WITNESS,)))),
            ACCOUNT,
            NO_JOB,
        ),
        (DOUBT, Looked(41, (Sweep(40, ()), Sweep(41, (WITNESS,)))), ACCOUNT, NOTHING_YET),  # it shows us only just now
        (DOUBT, Looked(41, (Sweep(40, (WITNESS, FAILED)), Sweep(41, (WITNESS,)))), ACCOUNT, WAIT),
        (DOUBT, looked(at=17), ACCOUNT, NOTHING_YET),  # the list shows nothing of what is known
        (DOUBT, looked(at=40), ACCOUNT, HOPELESS),
        (DOUBT, looked(at=40), AccountStanding(), HOPELESS),
        (DOUBT, looked(replace(WITNESS, created=2), at=17), ACCOUNT, NOTHING_YET),
        (DOUBT, looked(replace(WITNESS, created=2), at=22), ACCOUNT, NO_JOB),  # an older witness, after twice as long
        (DOUBT, looked(WITNESS, replace(FAILED, ending=Ending.UNKNOWN), at=17), ACCOUNT, WAIT),
        (DOUBT, looked(WITNESS, replace(FAILED, ending=Ending.UNKNOWN), at=40), ACCOUNT, HOLD),
        (DOUBT, looked(WITNESS, at=110), ACCOUNT, HOPELESS),
        (replace(DOUBT, until=None), looked(WITNESS, at=17), ACCOUNT, NOTHING_YET),
        (replace(DOUBT, ruled_out=1), looked(WITNESS, at=17), ACCOUNT, NOTHING_YET),
        (replace(DOUBT, ruled_out=1), looked(WITNESS, at=40), ACCOUNT, HOPELESS),
    ],
)
def test_absence_needs_two_equal_sweeps_a_witness_and_time(doubt, found, account, judgement) -> None:
    assert judge(doubt, found, account, TERMS) == judgement


def test_a_task_is_ruled_out_as_often_as_the_terms_say() -> None:
    again = replace(DOUBT, ruled_out=1)
    assert judge(again, looked(WITNESS, at=17), ACCOUNT, replace(TERMS, rulings=2)) == NO_JOB
    assert judge(replace(again, ruled_out=2), looked(WITNESS, at=17), ACCOUNT, replace(TERMS, rulings=2)) == NOTHING_YET


def test_an_empty_list_is_believed_only_where_the_terms_say_so() -> None:
    trusting = replace(TERMS, trusts_empty=True)
    assert judge(DOUBT, looked(at=22), AccountStanding(), trusting) == NO_JOB
    assert judge(DOUBT, looked(at=21), AccountStanding(), trusting) == NOTHING_YET
    assert judge(DOUBT, looked(at=22), ACCOUNT, trusting) == NOTHING_YET


@pytest.mark.parametrize(
    ("jobs", "account", "job"),
    [
        ((MINE,), ACCOUNT, "j"),
        ((replace(MINE, created=99),), ACCOUNT, "j"),
        ((MINE, replace(MINE, job="l")), ACCOUNT, ""),  # somebody else asks for the same
        ((replace(MINE, created=9),), ACCOUNT, ""),
        ((LIVE,), ACCOUNT, ""),
        ((FAILED,), ACCOUNT, ""),
        ((replace(MINE, prompt_class="q"),), ACCOUNT, ""),
        ((replace(MINE, mine=False),), ACCOUNT, ""),
        ((replace(MINE, job="k"),), ACCOUNT, ""),
        ((MINE,), replace(ACCOUNT, entries=(replace(OTHER, prompt_class="p"),)), ""),
        ((MINE,), replace(ACCOUNT, entries=(OTHER,)), "j"),
        ((replace(LIVE, request_id="r"),), replace(ACCOUNT, entries=(replace(OTHER, prompt_class="p"),)), "j"),
        ((replace(LIVE, request_id="r"),), replace(ACCOUNT, by_request_id=False), ""),
        ((MINE,), replace(ACCOUNT, by_prompt=False), ""),
        ((MINE,), replace(ACCOUNT, entries=(replace(GRAVE, job="j"),)), ""),  # another grave has it
        ((replace(LIVE, request_id="r"),), replace(ACCOUNT, entries=(replace(GRAVE, job="j"),)), ""),
    ],
)
def test_the_job_of_one_that_was_ruled_out_is_found_when_it_shows_up(jobs, account, job) -> None:
    shown = belated(replace(DOUBT, state=AttemptState.RULED_OUT), looked(*jobs), account)
    assert (shown[0].job if shown is not None else "") == job


def test_it_is_said_by_what_it_was_found() -> None:
    grave = replace(DOUBT, state=AttemptState.RULED_OUT)
    assert belated(grave, looked(MINE), ACCOUNT) == (MINE, Confirmation.EVIDENCE)
    named = replace(MINE, request_id="r")
    assert belated(grave, looked(named), ACCOUNT) == (named, Confirmation.REQUEST_ID)


@pytest.mark.parametrize("account", [ACCOUNT, DEDICATED])
@pytest.mark.parametrize("since", [0, -1_000])
def test_what_a_grave_was_given_by_evidence_may_be_a_strangers_who_asks_for_the_same(account, since) -> None:
    grave = replace(GRAVE, job="o", since=since, until=since + 4)  # a day later it stands in nobody's way, its job does
    held = replace(account, entries=(grave,))
    assert judge(DOUBT, looked(OLDER, MINE, at=99), held, TERMS) == HOLD
    assert judge(DOUBT, looked(OLDER, at=99), held, TERMS).verdict is not Verdict.ADOPT
    assert judge(DOUBT, looked(replace(OLDER, created=12), at=99), held, TERMS) == HOPELESS
