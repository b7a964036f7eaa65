"""Spans: a few numbers for each of many, and turned around."""

from hypothesis import given, strategies as st

from engine.values.spans import Spans

MEMBERS = st.lists(st.lists(st.integers(-2, 9), max_size=4), max_size=12)


@given(MEMBERS)
def test_each_number_has_the_members_that_it_was_given(each: list[list[int]]) -> None:
    spans = Spans.of(each)
    assert len(spans) == len(each)
    assert [list(spans[number]) for number in range(len(each))] == each


@given(MEMBERS)
def test_turned_around_each_member_has_the_numbers_that_have_it(each: list[list[int]]) -> None:
    turned = Spans.of(each).turned(10)
    expected = [
        [number for number, members in enumerate(each) for one in members if one == member] for member in range(10)
    ]
    assert [list(turned[member]) for member in range(10)] == expected
