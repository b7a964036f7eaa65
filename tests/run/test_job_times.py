"""How long jobs take is learned; a job is asked for when it may be done, and not every few seconds before."""

import pytest
from hypothesis import given, strategies as st

from engine.run.job_times import MOST, JobKind, JobTimes, Rhythm, Spread

KIND, OTHER = JobKind("wan", "720P"), JobKind("wan", "1080P")
RHYTHM = Rhythm(first=60, every=5, longest=600)
SECONDS = st.floats(0, 10_000)


def test_times_are_learned_by_kind_and_the_newest_count() -> None:
    times = JobTimes.of({KIND: [10.0]})
    assert times.spread(OTHER) is None
    assert times.spread(KIND) == Spread(9.0, 10.0, 11.0)  # one alone shows no spread
    for _ in range(MOST):
        times.learn(KIND, 240.0)
    assert times.spread(KIND) == Spread(240.0, 240.0, 240.0)


def test_the_ends_of_many_times_are_left_out() -> None:
    spread = Spread.of([1.0, *range(100, 198), 5000.0])
    assert (spread.early, spread.middle, spread.late) == (103, 148.5, 194)


@pytest.mark.parametrize(
    ("age", "spread", "shared", "next_age"),
    [
        (0, None, 1, 60),
        (60, None, 1, 75),
        (10_000, None, 1, 10_600),  # never more rarely than the longest pause
        (0, Spread(200, 240, 290), 1, 200),
        (200, Spread(200, 240, 290), 1, 230),
        (200, Spread(200, 240, 290), 3, 210),
        (200, Spread(200, 240, 290), 400, 205),  # never more often than the shortest
        (490, Spread(200, 240, 290), 1, 540),  # it is late by much
        (0, Spread(2000, 2400, 2900), 1, 600),
    ],
)
def test_when_a_job_is_asked_for_next(age: float, spread: Spread | None, shared: float, next_age: float) -> None:
    assert RHYTHM.next_age(age, spread, shared) == pytest.approx(next_age)


@given(st.lists(SECONDS, min_size=1, max_size=50), SECONDS, st.floats(1, 100))
def test_the_next_question_is_never_too_soon_and_never_too_late(told: list[float], age: float, shared: float) -> None:
    spread = Spread.of(told)
    assert spread.early <= spread.middle <= spread.late
    gap = RHYTHM.next_age(age, spread, shared) - age
    assert min(RHYTHM.every, max(0.0, spread.early - age) or RHYTHM.every) - 1e-6 <= gap <= RHYTHM.longest + 1e-6


@given(st.lists(SECONDS, min_size=1, max_size=50), SECONDS, SECONDS)
def test_how_likely_a_job_still_runs_is_a_probability(told: list[float], seen: float, more: float) -> None:
    assert 0 <= Spread.of(told).left(seen, seen + more) <= 1
