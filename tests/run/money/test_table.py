"""The table of money: whatever becomes known of an attempt can be recorded."""

import pytest

from engine.run.money.attempt import OPEN, STORED, AttemptState
from engine.run.money.table import FACTS, TABLE, Outcome


@pytest.mark.parametrize("fact", FACTS)
@pytest.mark.parametrize("state", STORED)
def test_a_fact_is_recorded_in_whatever_state_an_attempt_is(state: AttemptState, fact: Outcome) -> None:
    assert (state, fact) in TABLE


@pytest.mark.parametrize("state", [state for state in STORED if state in OPEN])
def test_a_job_that_is_told_is_never_forgotten(state: AttemptState) -> None:
    assert TABLE[state, Outcome.JOB].to in (AttemptState.ACCEPTED, AttemptState.SUCCEEDED)
