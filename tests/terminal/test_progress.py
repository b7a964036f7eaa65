"""What a terminal is shown of a run: drawn now and then, never by who runs."""

import pytest

from engine.report.live.view import HEIGHT
from engine.terminal.beginning import Beginning
from engine.terminal.painter import Painter
from engine.terminal.progress import Looks, Watched
from tests.report import runs as r
from tests.report.runs import ENGLISH
from tests.worlds import CHAIN, plan_of, rows_of

ROWS = 1_000


class Terminal:
    """Keeps what is written to it; `screen` is what then stands there."""

    def __init__(self, columns: int = 80, lines: int = 24) -> None:
        self.size = (columns, lines)
        self.written: list[str] = []
        self.screen: list[str] = []

    def write(self, text: str) -> None:
        self.written.append(text)
        if text.startswith("\x1b["):
            up, _, rest = text[2:].partition("F") if text[2].isdigit() else ("0", "", text)
            del self.screen[len(self.screen) - int(up) :]
            text = rest
        *lines, end = text.split("\n")
        assert end == "\x1b[J"
        assert all(line.endswith("\x1b[K") for line in lines)
        self.screen += [line.removesuffix("\x1b[K") for line in lines]


@pytest.fixture
def terminal() -> Terminal:
    return Terminal()


@pytest.fixture
def painter(terminal: Terminal) -> Painter:
    return Painter(terminal.write, lambda: terminal.size)


def watched(painter: Painter) -> Watched:
    return Watched(painter, ENGLISH, lambda done, of: None, clock=lambda: r.NOW)


def test_ten_thousand_events_of_a_thousand_rows_are_one_draw_of_a_few_lines(
    terminal: Terminal, painter: Painter
) -> None:
    screen, plan = watched(painter), rows_of(CHAIN, [f"r{n}" for n in range(ROWS)])
    screen.planned(Beginning(plan))
    for event in [r.started(plan)] + [make(task.id) for task in plan.tasks for make in (r.begin, r.accepted, r.seen)]:
        screen(event)
    assert terminal.written == []
    screen.draw()
    assert len(terminal.written) == 1
    assert terminal.written[0].count("\n") == HEIGHT
    assert terminal.screen[0] == f"0 of {ROWS} rows done: {ROWS} running"


def test_what_has_not_changed_is_not_drawn_again(terminal: Terminal, painter: Painter) -> None:
    screen, plan = watched(painter), plan_of(CHAIN)
    screen.planned(Beginning(plan))
    screen.draw()
    assert terminal.written == []  # it has not begun
    screen(r.started(plan))
    for _ in range(5):
        screen.draw()
    assert len(terminal.written) == 1
    screen(r.begin("first"))
    screen.draw()
    assert (len(terminal.written), len(terminal.screen)) == (2, HEIGHT)


def test_at_the_end_the_totals_stay(terminal: Terminal, painter: Painter, capsys: pytest.CaptureFixture[str]) -> None:
    screen, plan = watched(painter), plan_of(CHAIN)
    screen.planned(Beginning(plan))
    for event in (r.started(plan), r.fetched("first"), r.held("second")):
        screen(event)
    screen.draw()
    capsys.readouterr()
    screen.close()
    assert terminal.screen == []
    assert capsys.readouterr().err.splitlines() == ["1 of 2 tasks done: 1 held", "for 0:00"]


def test_a_low_terminal_is_shown_what_fits(terminal: Terminal, painter: Painter) -> None:
    terminal.size = (80, 5)
    for n in range(3):
        painter.draw([f"line {n}.{m}" for m in range(12)])
    assert terminal.screen == [f"line 2.{m}" for m in range(4)]


def test_media_that_are_looked_at_are_counted_once_that_takes_long(terminal: Terminal, painter: Painter) -> None:
    now = 0.0
    looks = Looks(painter, ENGLISH, clock=lambda: now)
    for done in range(300):  # a hundredth of a second each
        now = done / 100
        looks(done, 300)
    assert len(terminal.written) == 8  # two seconds, four times a second
    assert terminal.screen == ["looking at media: 275 of 300"]
