"""What the account keeps of an attempt that leaves the lane, and of one whose process died in it."""

from dataclasses import replace

import pytest

from engine.run.money.account import MARKS, AccountStanding, Mark, in_lane, orphaned, out_of_lane
from engine.run.money.attempt import OPEN, Attempt, AttemptState as S, Confirmation

SENT = Attempt(id="t", wants="w", prompt_class="p", upper=4, owner="me", state=S.INTENDED, since=3, until=8)
LANE = in_lane(SENT)


def test_what_is_in_the_lane_is_open_and_lives() -> None:
    assert (LANE.mark, LANE.is_open, LANE.lives, LANE.until) == (Mark.LANE, True, True, None)
    assert AccountStanding(entries=(LANE,)).lane == LANE
    assert AccountStanding(entries=(orphaned(LANE, 9),)).lane is None


def test_a_dead_one_leaves_a_shadow_until_nothing_can_arrive() -> None:
    dead = orphaned(LANE, 9)
    assert (dead.mark, dead.until, dead.lives, dead.is_open) == (Mark.SHADOW, 9, False, True)


@pytest.mark.parametrize(
    ("attempt", "mark"),
    [
        (None, None),
        (replace(SENT, state=S.UNSENT), None),
        (replace(SENT, state=S.REFUSED), None),
        (SENT, Mark.SHADOW),
        (replace(SENT, state=S.DOUBT), Mark.SHADOW),
        (replace(SENT, state=S.HELD), Mark.SHADOW),
        (replace(SENT, state=S.HELD, job="j"), Mark.KNOWN),
        (replace(SENT, state=S.ACCEPTED, job="j"), Mark.KNOWN),
        (replace(SENT, state=S.ORPHAN, job="j"), Mark.KNOWN),
        (replace(SENT, state=S.ORPHAN, job="j", grade=Confirmation.REQUEST_ID), Mark.KNOWN),
        (replace(SENT, state=S.ORPHAN, job="j", grade=Confirmation.EVIDENCE), Mark.GRAVE),
        (replace(SENT, state=S.GIVEN_UP, job="j", grade=Confirmation.EVIDENCE), Mark.GRAVE),
        (replace(SENT, state=S.ACCEPTED, job="j", grade=Confirmation.EVIDENCE), Mark.KNOWN),
        (replace(SENT, state=S.RULED_OUT), Mark.GRAVE),
        (replace(SENT, state=S.GIVEN_UP), Mark.GRAVE),
        (replace(SENT, state=S.GIVEN_UP, job="j"), Mark.KNOWN),
    ],
)
def test_what_stays_of_an_attempt(attempt: Attempt | None, mark: Mark | None) -> None:
    left = out_of_lane(LANE, attempt)
    assert (left.mark if left else None) is mark
    if left is not None and attempt is not None:
        assert (left.since, left.until, left.job, left.lives) == (3, 8, attempt.job, False)


def test_every_state_has_its_mark_and_what_is_open_without_a_job_is_a_shadow() -> None:
    assert set(MARKS) == set(S)
    assert all(MARKS[state] is Mark.SHADOW for state in OPEN - {S.ACCEPTED, S.SUCCEEDED})
