"""The step: every row of the table, what an event means before it, and what follows it in the lane."""

from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from engine.errors import DefectError
from engine.run.money import event as v
from engine.run.money.account import AccountEntry, AccountStanding, Mark
from engine.run.money.attempt import OPEN, Attempt, AttemptState as S, Confirmation, Unfit
from engine.run.money.guards import JournalStanding, times_ruled_out
from engine.run.money.scope import Scope
from engine.run.money.step import next_command, step
from engine.run.money.sweep import Ending, Looked, Seen, Sweep
from engine.run.money.table import LANE, TABLE, Booking, Commit, Goes, LaneCommand, Outcome
from engine.run.money.terms import ProtocolTerms

TERMS = ProtocolTerms(send_within=5, late=3, lag=2, longest=9, sure=100, forgets=110)
TASK = Attempt(id="t", wants="w", prompt_class="p", upper=4, owner="me")
MINE = AccountStanding()
FREE = JournalStanding()
OTHER = AccountEntry(attempt="o", wants="x", prompt_class="p", mark=Mark.SHADOW, owner="they", since=0, lives=True)


def entered(*entries: AccountEntry) -> AccountStanding:
    return AccountStanding(entries=entries)


@pytest.mark.parametrize(
    ("account", "outcome", "state"),
    [
        (MINE, Outcome.LANE_TAKEN, S.OPENING),
        (entered(replace(OTHER, mark=Mark.LANE)), Outcome.LANE_BUSY, S.READY),
        (entered(replace(OTHER, mark=Mark.LANE, lives=False)), Outcome.SHADOWED, S.READY),
        (entered(replace(OTHER, mark=Mark.LANE, prompt_class="q", lives=False)), Outcome.LANE_TAKEN, S.OPENING),
        (entered(OTHER), Outcome.SHADOWED, S.READY),
        (entered(replace(OTHER, prompt_class="q")), Outcome.LANE_TAKEN, S.OPENING),
        (entered(replace(OTHER, mark=Mark.GRAVE)), Outcome.LANE_TAKEN, S.OPENING),
        (entered(replace(OTHER, attempt="t")), Outcome.LANE_TAKEN, S.OPENING),
    ],
)
def test_who_takes_the_lane(account: AccountStanding, outcome: Outcome, state: S) -> None:
    decision = step(TASK, account, FREE, v.Wanted(7.0), TERMS)
    assert (decision.outcome, decision.attempt.state) == (outcome, state)
    assert decision.attempt.since == (7.0 if state is S.OPENING else 0.0)


@pytest.mark.parametrize(
    ("journal", "outcome"),
    [
        (FREE, Outcome.CONNECTED),
        (JournalStanding(claimed=True, stored=True), Outcome.CLAIMED),
        (JournalStanding(stored=True), Outcome.STORED),
        (JournalStanding(scope=Scope(reserved=2, spent=3, cap=9)), Outcome.CONNECTED),
        (JournalStanding(scope=Scope(reserved=2, spent=4, cap=9)), Outcome.OVER_CAP),
    ],
)
def test_what_becomes_of_an_intent(journal: JournalStanding, outcome: Outcome) -> None:
    decision = step(replace(TASK, state=S.OPENING), MINE, journal, v.Connected(8.0, 50.0), TERMS)
    assert decision.outcome is outcome
    if outcome is Outcome.CONNECTED:
        assert decision.row.money is Booking.RESERVE
        assert decision.row.commit is Commit.AWAITED
        assert (decision.attempt.since, decision.attempt.send_by) == (8.0, 55.0)


def test_an_intent_knows_how_often_its_task_was_ruled_out() -> None:
    opening = replace(TASK, state=S.OPENING)
    decision = step(opening, MINE, JournalStanding(ruled_out=1), v.Connected(8.0, 50.0), TERMS)
    assert decision.attempt.ruled_out == 1


@pytest.mark.parametrize(
    ("earlier", "times"),
    [
        ((), 0),
        ((replace(TASK, state=S.FAILED), replace(TASK, state=S.DOUBT)), 0),
        ((replace(TASK, state=S.RULED_OUT),), 1),
        ((replace(TASK, state=S.ORPHAN),), 1),  # its job has shown up
        ((replace(TASK, state=S.UNSENT), replace(TASK, state=S.FAILED, ruled_out=1)), 1),  # a day has gone by
    ],
)
def test_how_often_a_task_was_ruled_out(earlier: tuple[Attempt, ...], times: int) -> None:
    assert times_ruled_out(earlier) == times


@pytest.mark.parametrize(
    ("event", "outcome", "state"),
    [
        (v.JobMade("j", 9.0), Outcome.JOB, S.ACCEPTED),
        (v.JobMade("k", 9.0), Outcome.SAME_JOB, S.DOUBT),
        (v.NoJob(), Outcome.REFUSED, S.REFUSED),
        (v.NeverSent(), Outcome.UNSENT, S.UNSENT),
        (v.Silence(9.0, "r"), Outcome.SILENT, S.DOUBT),
        (v.SenderGone(9.0), Outcome.SENDER_DIED, S.DOUBT),
    ],
)
def test_what_an_answer_means(event: v.Event, outcome: Outcome, state: S) -> None:
    sent = replace(TASK, state=S.INTENDED, since=8.0)
    decision = step(sent, MINE, JournalStanding(jobs=frozenset({"k"})), event, TERMS)
    assert (decision.outcome, decision.attempt.state) == (outcome, state)
    assert decision.attempt.until == (12.0 if state is S.DOUBT else None)
    assert decision.attempt.job == ("j" if state is S.ACCEPTED else "")
    assert decision.attempt.request_id == ("r" if outcome is Outcome.SILENT else "")


def test_a_death_found_out_late_opens_no_window_anew() -> None:
    doubt = replace(TASK, state=S.DOUBT, since=8.0, until=12.0)
    assert step(doubt, MINE, FREE, v.SenderGone(99.0), TERMS).attempt.until == 12.0


def found(job: str, at: float = 30.0) -> Looked:
    seen = Seen(job=job, created=9.0, ending=Ending.SUCCEEDED, prompt_class="p")
    return Looked(at, (Sweep(at - 1, (seen,)), Sweep(at, (seen,))))


def failed(job: str) -> Looked:
    return Looked(30.0, (Sweep(29.0, (Seen(job=job, created=9.0, ending=Ending.FAILED, request_id="r"),)),))


DOUBT = replace(TASK, state=S.DOUBT, since=8.0, until=12.0)


@pytest.mark.parametrize(
    ("attempt", "account", "journal", "event", "state", "job"),
    [
        (DOUBT, MINE, FREE, found("j"), S.ACCEPTED, "j"),
        (DOUBT, MINE, JournalStanding(jobs=frozenset("j")), found("j"), S.DOUBT, ""),
        (DOUBT, AccountStanding(known=frozenset("j")), FREE, found("j"), S.RULED_OUT, ""),
        (DOUBT, AccountStanding(known=frozenset("k")), FREE, Looked(40.0, (Sweep(30, ()), Sweep(40, ()))), S.HELD, ""),
        (DOUBT, MINE, FREE, Looked(12.0, (Sweep(12, ()),)), S.DOUBT, ""),
        (replace(DOUBT, state=S.RULED_OUT), MINE, FREE, found("j"), S.ORPHAN, "j"),
        (replace(DOUBT, state=S.RULED_OUT), AccountStanding(known=frozenset("j")), FREE, found("j"), S.RULED_OUT, ""),
        (replace(DOUBT, state=S.RULED_OUT), MINE, JournalStanding(jobs=frozenset("j")), found("j"), S.RULED_OUT, ""),
        (replace(DOUBT, state=S.GIVEN_UP), MINE, FREE, found("j"), S.GIVEN_UP, "j"),
        (replace(DOUBT, state=S.RULED_OUT, request_id="r"), MINE, FREE, failed("j"), S.FAILED, "j"),
        (replace(DOUBT, state=S.GIVEN_UP, job="i"), MINE, FREE, found("j"), S.GIVEN_UP, "i"),
    ],
)
def test_what_the_list_shows(
    attempt: Attempt, account: AccountStanding, journal: JournalStanding, event: Looked, state: S, job: str
) -> None:
    decided = step(attempt, account, journal, event, TERMS).attempt
    assert (decided.state, decided.job) == (state, job)


def seen(job: str, **more: object) -> Seen:
    return replace(Seen(job=job, created=9.0, ending=Ending.SUCCEEDED, prompt_class="p"), **more)


@pytest.mark.parametrize("state", [S.DOUBT, S.HELD])
@pytest.mark.parametrize(
    ("event", "after", "money"),
    [
        (v.Decided(seen("j")), S.ACCEPTED, Booking.KEEP),
        (v.Decided(seen("j", ending=Ending.LIVE, prompt_class="")), S.ACCEPTED, Booking.KEEP),
        (v.Decided(seen("j", ending=Ending.FAILED, prompt_class="")), S.ACCEPTED, Booking.KEEP),
        (v.Decided(resubmit=True), S.RULED_OUT, Booking.KEEP),
        (v.Decided(), S.GIVEN_UP, Booking.BOOK),
    ],
)
def test_what_a_person_decides(state: S, event: v.Decided, after: S, money: Booking) -> None:
    decision = step(replace(DOUBT, state=state), MINE, FREE, event, TERMS)
    assert (decision.attempt.state, decision.row.money, decision.unfit) == (after, money, None)
    assert (decision.attempt.job, decision.attempt.grade) == (
        ("j", Confirmation.PERSON) if after is S.ACCEPTED else ("", None)
    )


@pytest.mark.parametrize("state", [S.DOUBT, S.HELD])
@pytest.mark.parametrize(
    ("job", "why"),
    [
        (seen("k"), Unfit.TAKEN),  # by the account
        (seen("l"), Unfit.TAKEN),  # by the journal
        (seen("j", mine=False), Unfit.FOREIGN),
        (seen("j", created=7.9), Unfit.OUTSIDE),
        (seen("j", created=12.1), Unfit.OUTSIDE),
        (seen("j", ending=Ending.UNKNOWN, prompt_class=""), Unfit.GONE),
        (seen("j", prompt_class="q"), Unfit.PROMPT),
        (seen("j", alike=False), Unfit.TIER),
    ],
)
def test_a_job_that_is_surely_another_s_is_not_adopted_whoever_decides(state: S, job: Seen, why: Unfit) -> None:
    account, journal, doubt = (
        AccountStanding(known=frozenset("k")),
        JournalStanding(jobs=frozenset("l")),
        replace(DOUBT, state=state),
    )
    decision = step(doubt, account, journal, v.Decided(job), TERMS)
    assert (decision.attempt, decision.unfit) == (doubt, why)


def test_a_job_that_was_forgotten_is_not_replaced_by_another() -> None:
    forgotten = replace(DOUBT, state=S.HELD, job="i")
    decision = step(forgotten, MINE, FREE, v.Decided(seen("j")), TERMS)
    assert (decision.attempt, decision.unfit, decision.row.money) == (forgotten, Unfit.SETTLED, Booking.KEEP)


@pytest.mark.parametrize(
    ("state", "event", "after", "money"),
    [
        (S.ACCEPTED, v.Ended(billed=True), S.SUCCEEDED, Booking.SETTLE),
        (S.ACCEPTED, v.Ended(billed=False), S.FAILED, Booking.RELEASE),
        (S.ACCEPTED, v.Forgotten(), S.HELD, Booking.BOOK),
        (S.SUCCEEDED, v.ResultKept(), S.FETCHED, Booking.KEEP),
        (S.SUCCEEDED, v.Forgotten(), S.HELD, Booking.KEEP),
        (S.RULED_OUT, v.Elapsed(), S.UNSENT, Booking.RELEASE),
        (S.OPENING, v.NoConnection(), S.READY, Booking.KEEP),
    ],
)
def test_how_a_job_ends(state: S, event: v.Event, after: S, money: Booking) -> None:
    decision = step(replace(TASK, state=state), MINE, FREE, event, TERMS)
    assert (decision.attempt.state, decision.row.money) == (after, money)


@pytest.mark.parametrize("state", [state for state in S if state not in (S.READY, S.OPENING)])
def test_an_accepted_id_is_taken_in_whatever_its_attempt_has_become(state: S) -> None:
    """An id is never lost: of what was ruled out, refused or not sent it is booked and nobody's."""
    had = replace(DOUBT, state=state, job="j" if TABLE[state, Outcome.JOB].to is state else "")
    after = step(had, MINE, FREE, v.JobMade("j"), TERMS)
    assert after.attempt.job == "j"
    assert after.attempt.state in (S.ACCEPTED, S.ORPHAN, state)


def test_its_own_reply_knows_better_than_what_was_found_for_a_grave() -> None:
    guessed = replace(DOUBT, state=S.ORPHAN, job="strange", grade=Confirmation.EVIDENCE)
    after = step(guessed, MINE, FREE, v.JobMade("j"), TERMS)
    assert (after.attempt.job, after.attempt.grade, after.attempt.state) == ("j", Confirmation.REPLY, S.ORPHAN)
    assert (after.row.fact, after.row.commit, after.row.money) == (True, Commit.AWAITED, Booking.KEEP)


def test_what_the_table_does_not_hold_is_a_defect() -> None:
    with pytest.raises(DefectError, match="illegal-transition"):
        step(replace(TASK, state=S.FETCHED), MINE, FREE, v.Wanted(1.0), TERMS)


def test_the_lane_is_left_in_one_way() -> None:
    row = TABLE[S.INTENDED, Outcome.JOB]
    assert next_command(LaneCommand.RECORD, row.goes) is LaneCommand.FREE_LANE
    assert next_command(LaneCommand.INTEND, TABLE[S.OPENING, Outcome.CONNECTED].goes) is LaneCommand.SEND
    assert next_command(LaneCommand.INTEND, TABLE[S.OPENING, Outcome.CLAIMED].goes) is LaneCommand.FREE_LANE
    assert next_command(LaneCommand.TAKE_LANE, TABLE[S.READY, Outcome.LANE_BUSY].goes) is None
    assert next_command(LaneCommand.FREE_LANE, row.goes) is None
    assert next_command(None, TABLE[S.DOUBT, Outcome.ADOPTED].goes) is LaneCommand.FREE_LANE
    assert next_command(None, TABLE[S.DOUBT, Outcome.UNDECIDED].goes) is None


# -- what holds for the whole table ----------------------------------------------------------------------------------


def test_what_nobody_may_be_told_before_it_is_durable_is_awaited() -> None:
    """Whatever opens, takes in, adopts or holds an attempt, and whatever frees a class for another submit."""
    grouped = {(state, out) for (state, out), row in TABLE.items() if row.commit is Commit.GROUPED}
    assert grouped == {
        (S.INTENDED, Outcome.UNSENT),
        (S.INTENDED, Outcome.REFUSED),
        (S.ACCEPTED, Outcome.SUCCEEDED),
        (S.ACCEPTED, Outcome.FAILED),
        (S.RULED_OUT, Outcome.ELAPSED),
    } | {(state, Outcome.FETCHED) for state in OPEN}
    for (state, outcome), row in TABLE.items():
        if row.to is not state:
            assert row.commit is not Commit.NONE or row.to is S.READY, (state, outcome)


def test_money_is_reserved_once_and_freed_where_surely_nothing_is_billed() -> None:
    assert [key for key, row in TABLE.items() if row.money is Booking.RESERVE] == [(S.OPENING, Outcome.CONNECTED)]
    freed = {row.to for row in TABLE.values() if row.money is Booking.RELEASE}
    assert freed == {S.UNSENT, S.REFUSED, S.FAILED}
    assert all(row.money is Booking.KEEP for (state, _), row in TABLE.items() if row.to in (S.DOUBT, S.RULED_OUT))


def test_an_accepted_id_is_a_fact_and_a_verdict_is_none() -> None:
    for (state, outcome), row in TABLE.items():
        if outcome is Outcome.JOB and row.to is not state:
            assert row.fact
        if outcome in (
            Outcome.ADOPTED,
            Outcome.RULED_OUT,
            Outcome.HOPELESS,
            Outcome.GIVEN_UP,
            Outcome.RESUBMIT,
            Outcome.CONNECTED,
            Outcome.SHOWED_UP,
        ):
            assert not row.fact


def test_what_is_open_is_left_only_by_an_answer_by_evidence_or_by_a_person() -> None:
    decisive = {
        Outcome.UNSENT,
        Outcome.REFUSED,
        Outcome.JOB,
        Outcome.ADOPTED,
        Outcome.RULED_OUT,
        Outcome.GIVEN_UP,
        Outcome.RESUBMIT,
        Outcome.FAILED,
        Outcome.FETCHED,
    }
    left = {outcome for (state, outcome), row in TABLE.items() if state in OPEN and row.to not in OPEN}
    assert left <= decisive


EVENTS = st.one_of(
    st.builds(v.Wanted, st.floats(0, 99)),
    st.builds(v.Connected, st.floats(0, 99), st.floats(0, 99)),
    st.just(v.NoConnection()),
    st.builds(v.JobMade, st.sampled_from("jk"), st.floats(0, 99)),
    st.just(v.NoJob()),
    st.just(v.NeverSent()),
    st.builds(v.Silence, st.floats(0, 99), st.sampled_from(["", "r"])),
    st.builds(v.SenderGone, st.floats(0, 99)),
    st.builds(found, st.sampled_from("jk"), st.floats(2, 99)),
    st.builds(v.Ended, st.booleans()),
    st.just(v.Forgotten()),
    st.just(v.ResultKept()),
    st.just(v.Elapsed()),
    st.builds(v.Decided, st.one_of(st.none(), st.builds(seen, st.sampled_from("jk"))), st.booleans()),
)


@given(st.lists(EVENTS, max_size=12), st.frozensets(st.sampled_from("jk")), st.frozensets(st.sampled_from("jk")))
def test_whatever_happens_an_id_is_never_lost_nor_taken_from_another(events, known, jobs) -> None:
    account, journal, attempt = AccountStanding(known=known), JournalStanding(jobs=jobs), TASK
    for event in events:
        try:
            decision = step(attempt, account, journal, event, TERMS)
        except DefectError:
            continue
        if attempt.job and not isinstance(event, v.JobMade):
            assert decision.attempt.job == attempt.job
        if decision.attempt.job != attempt.job:
            assert decision.attempt.job not in jobs
        assert decision.row.goes is not Goes.ON or decision.attempt.state in (S.OPENING, S.INTENDED)
        attempt = decision.attempt
    assert len(LANE) == len(set(LANE))
