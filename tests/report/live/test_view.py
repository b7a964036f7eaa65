"""The view of a run: as many lines as ever, none wider than the screen, nothing in them that a terminal obeys."""

import pytest

from engine.phrases.messages import Messages
from engine.report.live.progress import Progress
from engine.report.live.view import HEIGHT, totals, view
from engine.report.told import local_time
from engine.report.width import width_of
from engine.run import events as e
from engine.run.money.budget import Budget
from engine.values.reason import quoted
from tests.report import runs as r
from tests.report.runs import CHINESE, ENGLISH, NOW, begun
from tests.worlds import BILLED, CHAIN, fan, plan_of, rows_of

LONG = e.Cause(code="BadRequest", message="一段很长的说明，" * 30)
OBEYED = e.Cause(code="BadRequest", message="line one\nline two\r\x1b[2J\x9b31m\x07\u2028end")

STANDS = Budget(cap=100_000_000, spent=36_000_000, reserved=4_800_000, currency="CNY")


def busy(rows: int, cause: e.Cause = LONG) -> Progress:
    """The progress of a campaign in which everything happens at once."""
    keys = [f"商品{n:05}" for n in range(rows)]
    progress = begun(rows_of(CHAIN, keys, BILLED))
    for n, key in enumerate(keys):
        name = f"{key}/first"
        if n % 3 == 0:
            progress.tell(NOW, r.begin(name))
        elif n % 3 == 1:
            progress.tell(NOW, r.accepted(name))
            progress.tell(NOW + 1, r.seen(name, 0.25, trouble=quoted("nobody answers " * 9) if n % 2 else None))
        else:
            progress.tell(NOW, r.held(name, cause))
    return progress


@pytest.mark.parametrize("messages", [ENGLISH, CHINESE], ids=["en", "zh"])
@pytest.mark.parametrize("columns", [40, 79, 80, 120, 200])
@pytest.mark.parametrize("rows", [1, 4, 300])
def test_it_has_the_same_height_whatever_the_size_of_the_plan(rows: int, columns: int, messages: Messages) -> None:
    for budget in (None, STANDS):
        lines = view(busy(rows), budget, NOW + 3, columns, messages)
        assert len(lines) == HEIGHT
        assert max(width_of(line) for line in lines) <= columns


def test_nothing_that_a_service_says_moves_the_cursor() -> None:
    for line in view(busy(9, OBEYED), None, NOW, 200, ENGLISH):
        assert not [char for char in line if ord(char) < 32 or 127 <= ord(char) < 160 or ord(char) == 0x2028]


def test_what_it_shows() -> None:
    progress = begun(plan_of(fan(12), terms=BILLED))
    for n in range(5):
        progress.tell(NOW, r.accepted(f"s{n}"))
        progress.tell(NOW + n, r.succeeded(f"s{n}"))
        progress.tell(NOW + n, r.fetched(f"s{n}"))
    progress.tell(NOW, r.accepted("s5"))
    progress.tell(NOW + 95, r.seen("s5", 0.4))
    progress.tell(NOW + 98, e.Making(task="s6"))
    progress.tell(NOW + 99, r.held("s7"))
    assert [line for line in view(progress, STANDS, NOW + 100, 100, ENGLISH) if line] == [
        "5 of 12 tasks done: 2 running, 1 held, 4 waiting",
        "for 1:40 · about 2 min left · 180 edits an hour · 24.00 CNY in this run · 40 s billed",
        "cap 100.00 CNY, 36.00 spent, 4.80 reserved: 59.20 CNY left",
        "s5     1:40  running 40%",
        "s6     0:02  making",
        "s7  held: “An internal error has occurred.” [InternalError]",
    ]
    progress.tell(NOW + 100, r.seen("s5", trouble=quoted("nobody answers")))
    assert view(progress, None, NOW + 130, 100, ENGLISH)[2] == "waiting for 0:30: “nobody answers”"
    why = quoted("nobody answers")
    away = {"party": "service", "since": NOW + 100, "reason": why}
    progress.tell(NOW + 131, e.Away(**away, next_at=NOW + 132))
    progress.tell(NOW + 133, e.StillAway(**away, next_at=NOW + 137))
    assert view(progress, None, NOW + 134, 100, ENGLISH)[2] == (
        f"service away since {local_time(NOW + 100)}, next try {local_time(NOW + 137)}: “nobody answers”"
    )
    progress.tell(NOW + 140, e.Back(party="service", since=NOW + 100, until=NOW + 140))
    assert view(progress, None, NOW + 140, 100, ENGLISH)[2] == "waiting for 0:40: “nobody answers”"
    progress.tell(NOW + 130, e.Interrupted(cause="interrupted"))
    assert view(progress, None, NOW + 130, 100, ENGLISH)[2].startswith("stopping: nothing more is submitted")


def test_more_than_there_are_lines_for_is_counted() -> None:
    progress = begun(plan_of(fan(30)))
    for n in range(30):
        progress.tell(NOW, r.begin(f"s{n}"))
    lines = view(progress, None, NOW, 80, ENGLISH)
    assert lines[7].startswith("s4 ")
    assert lines[8] == "... and 25 more"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (10, "about 1 min left"),
        (100, "about 2 min left"),
        (3540, "about 59 min left"),
        (3600, "about 1 h left"),
        (7300, "about 2 h 10 min left"),
    ],
)
def test_the_time_left_is_rounded_up(seconds: int, said: str) -> None:
    progress = begun(plan_of(fan(10)))
    for n in range(5):
        progress.tell(NOW, r.accepted(f"s{n}"))
        progress.tell(NOW, r.fetched(f"s{n}"))
    assert said in totals(progress, None, NOW + seconds, ENGLISH)[1]


def test_in_chinese() -> None:
    progress = begun(plan_of(fan(2)))
    progress.tell(NOW, r.accepted("s0"))
    progress.tell(NOW + 5, r.seen("s0"))
    assert [line for line in view(progress, None, NOW + 5, 80, CHINESE) if line] == [
        "2 个任务，已完成 0：1 运行中，1 等待中",
        "用时 0:05",
        "s0     0:05  运行中",
    ]
