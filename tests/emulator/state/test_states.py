"""The table of a job's states."""

import pytest

from engine.emulator.state.states import FINAL, Event, State, following, shown, sources_of

HOUR = 3_600_000


@pytest.mark.parametrize("event", Event)
@pytest.mark.parametrize("state", sorted(FINAL | {State.UNKNOWN}, key=str))
def test_nothing_follows_an_end(state, event):
    assert following(state, event) is None


def test_only_a_waiting_job_can_be_cancelled():
    assert sources_of(Event.CANCEL) == (State.PENDING,)


def test_a_restart_puts_every_open_job_in_the_queue():
    assert {following(state, Event.RESTART) for state in (State.PENDING, State.RUNNING)} == {State.PENDING}


@pytest.mark.parametrize(
    ("now", "ended", "wanted"),
    [
        (99, None, State.UNKNOWN),
        (100, None, State.RUNNING),
        (100 + 23 * HOUR, 100, State.RUNNING),
        (99 + 24 * HOUR, 100, State.RUNNING),
        (100 + 24 * HOUR, 100, State.UNKNOWN),
        (100 + 900 * HOUR, None, State.RUNNING),
    ],
)
def test_a_job_is_known_until_a_day_after_its_end(now, ended, wanted):
    assert shown(State.RUNNING, known_ms=100, ended_ms=ended, now_ms=now, kept_hours=24) is wanted
