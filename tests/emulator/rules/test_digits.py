"""Whole numbers out of texts that anybody may have sent."""

import pytest

from engine.emulator.rules.digits import whole


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1", 1),
        ("60", 60),
        ("0", None),
        ("61", None),
        ("-1", None),
        ("1.0", None),
        ("", None),
        ("٣", None),
        ("9" * 5000, None),
    ],
)
def test_a_number_between_one_and_sixty(text: str, number: int | None) -> None:
    assert whole(text, 1, 60) == number
