"""Frames: what is told of a length holds the same frames again, at every rate in use."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from engine.values.frames import first_frame_from, frames_joined, frames_of, frames_within, rate_of, told

RATES = [
    *(Fraction(n) for n in (12, 24, 25, 30, 48, 50, 60, 120)),
    *(Fraction(n * 1000, 1001) for n in (24, 30, 60, 120)),
]


@given(st.sampled_from(RATES), st.integers(1, 100_000))
def test_a_told_length_is_that_of_its_frames(rate: Fraction, frames: int) -> None:
    seconds = told(frames / rate)
    assert frames_of(seconds, rate) == frames_within(seconds, rate) == first_frame_from(seconds, rate) == frames


@given(st.sampled_from(RATES), st.decimals("0.04", 100, places=3))
def test_who_asks_for_seconds_gets_at_most_these_and_less_than_a_frame_is_missing(
    rate: Fraction, seconds: Decimal
) -> None:
    got = frames_within(seconds, rate)
    assert told(got / rate) <= seconds < told((got + 1) / rate)


@pytest.mark.parametrize(
    ("written", "rate"),
    [
        ("29.97", Fraction(30000, 1001)),
        ("23.976", Fraction(24000, 1001)),
        ("23.98", Fraction(24000, 1001)),
        ("59.94", Fraction(60000, 1001)),
        ("30", Fraction(30)),
        ("12.5", Fraction(25, 2)),
    ],
)
def test_a_rate_that_is_written_with_decimals_is_the_one_that_is_meant(written: str, rate: Fraction) -> None:
    assert rate_of(Decimal(written)) == rate


def test_what_is_rounded_off_one_clip_is_carried_over_to_the_next() -> None:
    assert frames_joined([(25, Fraction(25))] * 4, Fraction(30000, 1001)) == [30, 30, 30, 30]
    assert sum(frames_joined([(10, Fraction(24))] * 12, Fraction(25))) == 125
    assert frames_joined([(1, Fraction(60))] * 3, Fraction(10)) == [1, 1, 1]
