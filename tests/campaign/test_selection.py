"""Which rows of a campaign are meant: by name, by pattern, by their state, and only the first."""

import pytest

from engine.campaign.selection import ALL, RowFilter, Selection

ROWS = [("a1+x", "a1"), ("a1+y", "a1"), ("b2+x", "b2"), ("b2+y", "b2"), ("c[3]*+x", "c[3]*")]
"""Rows of a table, each with its line's key."""


def chosen(**selection: object) -> list[str]:
    meant = RowFilter(Selection(**selection))  # type: ignore[arg-type]
    return [key for key, row_key in ROWS if meant.wants(key, row_key)]


@pytest.mark.parametrize(
    ("names", "rows"),
    [
        (("a1",), ["a1+x", "a1+y"]),
        (("b2+y", "a1+x"), ["a1+x", "b2+y"]),
        (("*+x",), ["a1+x", "b2+x", "c[3]*+x"]),
        (("?2",), ["b2+x", "b2+y"]),
        (("c[3]*",), ["c[3]*+x"]),
        (("a?",), ["a1+x", "a1+y"]),
        (("a", "A1", "1"), []),
    ],
)
def test_a_name_is_an_id_a_key_or_a_pattern_of_either(names: tuple[str, ...], rows: list[str]) -> None:
    assert chosen(rows=frozenset(names)) == rows


def test_every_part_chooses_among_what_the_others_leave() -> None:
    assert chosen(among=frozenset({"a1+y", "b2+x", "b2+y"})) == ["a1+y", "b2+x", "b2+y"]
    assert chosen(among=frozenset({"a1+y", "b2+x", "b2+y"}), canary=1) == ["a1+y"]
    assert chosen(among=frozenset({"a1+y", "b2+x"}), rows=frozenset({"*+x"})) == ["b2+x"]
    assert chosen(rows=frozenset({"b2", "c*"}), canary=1) == ["b2+x", "b2+y"]


def test_without_a_table_each_combination_is_one_to_try() -> None:
    meant = RowFilter(Selection(canary=2))
    assert [meant.wants(key, "") for key in ("x", "y", "z")] == [True, True, False]
    assert meant.is_full


def test_names_of_no_row_are_told_unless_the_canary_was_full_before() -> None:
    names = frozenset({"a1", "z9", "y*"})
    meant = RowFilter(Selection(rows=names))
    assert [meant.wants(*row) for row in ROWS].count(True) == 2
    assert meant.missing == ["y*", "z9"]
    cut = RowFilter(Selection(rows=frozenset({"*", "z9"}), canary=1))
    assert [cut.wants(*row) for row in ROWS].count(True) == 2
    assert cut.missing == []


def test_all_rows_are_meant_where_nothing_is_said() -> None:
    assert ALL.is_whole
    assert not any(one.is_whole for one in (Selection(rows=frozenset()), Selection(only="held"), Selection(canary=9)))
    assert chosen() == [key for key, _ in ROWS]
