"""One file holds what there is room for, stills before clips, and says what it left out."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from engine.report.pages.embedded import MOST_BYTES, fitting, room_for


@pytest.mark.parametrize(
    ("sizes", "room", "chosen", "left"),
    [
        ([], 10, [], 10),
        ([("a", 4), ("b", 6)], 10, ["a", "b"], 0),
        ([("a", 4), ("b", 7), ("c", 3)], 10, ["a", "c"], 3),
        ([("a", 1)], 0, [], 0),
    ],
    ids=["nothing", "all", "what is too big is passed over", "no room"],
)
def test_what_fits(sizes: list[tuple[str, int]], room: int, chosen: list[str], left: int) -> None:
    assert fitting(sizes, room) == (chosen, left)


@dataclass
class Rows:
    """As much of an overview as counts here."""

    rows: list[Any] = field(default_factory=list)


@dataclass
class Row:
    key: str


@pytest.mark.parametrize("count", [0, 100, 5_000, 50_000])
def test_words_and_media_stay_below_what_mail_takes(count: int) -> None:
    overview: Any = Rows([Row("k" * 20)] * count)
    assert 0 <= room_for(overview) * 4 / 3 <= MOST_BYTES - 1_500 * min(count, 13_000)
