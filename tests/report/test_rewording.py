"""Texts that are changed alike are shown once."""

import pytest

from engine.report.rewording import Rewording, hunk_lines, reworded, swaps_of
from engine.report.width import width_of


@pytest.mark.parametrize(
    ("before", "after", "swaps"),
    [
        ("Keep the movement.", "Keep the motion.", (("movement", "motion"),)),
        ("Keep it.", "Keep it.", ()),
        ("把背景改为海边。", "把背景改为雪山。", (("海边", "雪山"),)),
        ("a b c d", "a x c y", (("b", "x"), ("d", "y"))),
        ("", "Make it night.", (("", "Make it night."),)),
        ("Keep the movement.", "Keep  the movement.", ((" ", "  "),)),
    ],
)
def test_which_words_give_way_to_which(before: str, after: str, swaps: tuple[tuple[str, str], ...]) -> None:
    assert swaps_of(before, after) == swaps


def test_texts_that_differ_otherwise_are_changed_alike() -> None:
    pairs = [
        (f"Replace the background with {city}.", f"Set the background to {city}.") for city in ("Rome", "Oslo", "Bonn")
    ]
    assert reworded([("Make it night.", "Make it dusk."), *pairs]) == (
        Rewording(*pairs[0], count=3),
        Rewording("Make it night.", "Make it dusk."),
    )


def test_only_lines_that_differ_are_given() -> None:
    before = "Keep the movement.\nMake it night.\nNo text."
    after = "Keep the movement.\nMake it dusk.\nNo text.\nNo logo."
    assert list(hunk_lines(before, after, 80)) == ["- Make it night.", "+ Make it dusk.", "+ No logo."]


@pytest.mark.parametrize("columns", [20, 40, 80])
def test_the_change_of_a_long_line_is_seen(columns: int) -> None:
    lines = list(hunk_lines("很长的开头，" * 30 + "night", "很长的开头，" * 30 + "dusk", columns))
    assert [line[0] for line in lines] == ["-", "+"]
    assert all(width_of(line) <= columns for line in lines)
    assert [word in line for word, line in zip(("night", "dusk"), lines, strict=True)] == [True, True]
