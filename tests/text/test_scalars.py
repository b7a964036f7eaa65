from decimal import Decimal

import pytest

from engine.text.scalars import UnclearScalarError, resolve

VALUES = [
    ("16:9", "16:9"),
    ("9:16", "9:16"),
    ("no", "no"),
    ("On", "On"),
    ("y", "y"),
    ("2026-04-02", "2026-04-02"),
    ("12:30:00", "12:30:00"),
    ("1_000", "1_000"),
    ("1.2.0", "1.2.0"),
    ("8-bit", "8-bit"),
    ("true", True),
    ("FALSE", False),
    ("null", None),
    ("~", None),
    ("", None),
    ("0", 0),
    ("-7", -7),
    ("+7", 7),
    ("0x1F", 31),
    ("0o17", 15),
    ("1.10", Decimal("1.10")),
    (".5", Decimal("0.5")),
    ("0e999999999", Decimal(0)),
    ("1e3", Decimal(1000)),
    ("-", "-"),
    ("...", "..."),
]


@pytest.mark.parametrize(("text", "value"), VALUES)
def test_plain_words_follow_the_core_schema_of_yaml_1_2(text, value):
    found = resolve(text)

    assert (type(found), found) == (type(value), value)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("0123", "leading-zero"),
        ("-007", "leading-zero"),
        (".inf", "not-finite"),
        ("-.INF", "not-finite"),
        (".NaN", "not-finite"),
        ("1" * 41, "number-too-long"),
        ("1e41", "number-too-long"),
        ("0x" + "f" * 41, "number-too-long"),
        ("0o" + "7" * 41, "number-too-long"),
        ("1e" + "9" * 30, "number-too-long"),
        ("0e" + "9" * 30, "number-too-long"),
    ],
)
def test_words_that_readers_disagree_on_are_refused(text, key):
    with pytest.raises(UnclearScalarError, match=key):
        resolve(text)
