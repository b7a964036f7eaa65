"""Amounts as people read them: ranges are rounded outwards to the cent, what is one amount is shown exactly."""

import pytest

from engine.report.amounts import money_text
from engine.values.money import Money


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        ("6.3276 CNY", "6.348 CNY", "6.32-6.35 CNY"),
        ("2.40 CNY", "12.00 CNY", "2.40-12.00 CNY"),
        ("0.0001 USD", "0.0002 USD", "0.00-0.01 USD"),
        ("0.733924 USD", "0.733924 USD", "0.733924 USD"),
        ("4.80 CNY", "4.80 CNY", "4.80 CNY"),
    ],
)
def test_a_range_is_never_narrower_than_it_is(low: str, high: str, text: str) -> None:
    assert money_text(Money.parse(low), Money.parse(high)) == text
