"""Value types: money, canonical JSON, near names."""

import errno
import os
from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from engine.values.absent import ABSENT, Absent
from engine.values.canonical import canonical_json, digest_of
from engine.values.hints import edits, nearest
from engine.values.money import Money
from engine.values.reason import Reason, because, quoted, system_words


@pytest.mark.parametrize(
    ("text", "micros", "shown"),
    [
        ("500 CNY", 500_000_000, "500.00 CNY"),
        ("0.25 USD", 250_000, "0.25 USD"),
        ("1.000001 CNY", 1_000_001, "1.000001 CNY"),
    ],
)
def test_money_is_read_and_written(text: str, micros: int, shown: str) -> None:
    assert Money.parse(text).micros == micros
    assert str(Money.parse(text)) == shown


@pytest.mark.parametrize("text", ["500", "5 cny", "-1 CNY", "1,5 CNY", "0.1234567 CNY", "", "CNY 5", "1e3 CNY"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        Money.parse(text)


@given(st.decimals("0", "10000", places=3), st.integers(1, 10**7))
def test_a_price_is_rounded_up_by_less_than_a_micro_unit(seconds: Decimal, micros: int) -> None:
    priced = Money.of_seconds(seconds, micros, "CNY").micros
    assert 0 <= priced - seconds * micros < 1


def test_two_currencies_are_never_added() -> None:
    with pytest.raises(AssertionError):
        Money(1, "CNY") + Money(1, "USD")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b": 1, "a": [True, None]}, b'{"a":[true,null],"b":1}'),
        (Decimal("5.0"), b"5"),
        (5.0, b"5"),
        (Decimal("1E+2"), b"100"),
        (Decimal("0.10"), b'"0.1"'),
        ({"水": "彩"}, '{"水":"彩"}'.encode()),
    ],
)
def test_canonical_json(value: object, text: bytes) -> None:
    assert canonical_json(value) == text


def test_a_fractional_float_has_no_canonical_form() -> None:
    with pytest.raises(TypeError):
        canonical_json(0.1)


def test_a_digest_is_sha256() -> None:
    assert digest_of(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize(
    ("name", "names", "near"),
    [
        ("clipp", ["clip", "place"], "clip"),
        ("promtp", ["prompt"], "prompt"),
        ("watercolour", ["watercolor", "claymation"], "watercolor"),
        ("4K", ["720P", "1080P"], None),
        ("x", ["clip"], None),
        ("水彩画", ["水彩", "黏土"], "水彩"),
    ],
)
def test_the_nearest_name(name: str, names: list[str], near: str | None) -> None:
    assert nearest(name, names) == near


@given(st.text("abAB", max_size=7), st.lists(st.text("abcAB", max_size=7), max_size=4))
def test_nearest_is_what_counting_all_edits_gives(name: str, names: list[str]) -> None:
    def limit(other: str) -> int:
        shorter = min(len(name), len(other))
        return max(1, shorter // 3) if shorter > 1 else 0

    counted = [(edits(name.casefold(), other.casefold()), other) for other in names]
    near = [(count, other) for count, other in counted if count <= limit(other)]
    assert nearest(name, names) == (min(near, key=lambda pair: pair[0])[1] if near else None)


@given(st.text(max_size=12), st.text(max_size=12))
def test_edits_are_symmetric_and_bounded(left: str, right: str) -> None:
    assert edits(left, right) == edits(right, left)
    for most in range(4):
        assert min(edits(left, right, most=most), most + 1) == min(edits(left, right), most + 1)
    assert abs(len(left) - len(right)) <= edits(left, right) <= max(len(left), len(right))


def test_absent_is_one_value_and_false() -> None:
    assert Absent("absent") is ABSENT
    assert not ABSENT
    assert repr(ABSENT) == "ABSENT"


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.ENOENT, because("no-such-file")),
        (errno.EDQUOT, because("disk-full")),
        (errno.EXFULL, quoted("Exchange full")),
    ],
)
def test_what_the_system_says_is_said_in_our_words_if_we_have_them(number: int, reason: Reason) -> None:
    assert system_words(OSError(number, os.strerror(number))) == reason
