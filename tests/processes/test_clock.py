"""The wall clock of this host decides nothing about money: a run whose clock is a day off takes up what was left, as any other does."""

import subprocess
import sys
from pathlib import Path

import pytest

from engine.emulator.rules.scenario import Rule
from tests.media_server import File, MediaServer
from tests.processes.conftest import Worlds
from tests.processes.tally import WELL
from tests.processes.tools import compiled
from tests.processes.tracer import ANSWERS, SUBMITS, Point

AHEAD_S = 25 * 3600


@pytest.fixture(scope="session")
def ahead(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a command whose clock is 25 hours ahead."""
    library = compiled(Path(__file__).with_name("clock.c"), tmp_path_factory.mktemp("library"))
    return {"LD_PRELOAD": str(library), "CLOCK_AHEAD_S": str(AHEAD_S)}


def test_the_clock_is_ahead(ahead: dict[str, str]) -> None:
    ask = [sys.executable, "-c", "import time; print(int(time.time()), int(time.monotonic()))"]
    wall, steady = map(int, subprocess.run(ask, capture_output=True, text=True, check=True).stdout.split())
    told = subprocess.run(ask, env=ahead, capture_output=True, text=True, check=True).stdout.split()
    assert AHEAD_S <= int(told[0]) - wall < AHEAD_S + 600
    assert 0 <= int(told[1]) - steady < 600


@pytest.mark.parametrize(
    ("point", "rules"),
    [
        pytest.param(Point(SUBMITS, 1, made=True), (), id="a submit without an answer"),
        pytest.param(
            Point(ANSWERS, 6),
            (Rule(fault="unknown-first", after_s=4),),
            id="a job that is not known yet",
            marks=pytest.mark.long,
        ),
    ],
)
def test_a_clock_that_is_a_day_ahead(
    worlds: Worlds, ahead: dict[str, str], point: Point, rules: tuple[Rule, ...]
) -> None:
    with worlds("slow-answer", *rules) as (rows, _):
        assert rows.struck(point).struck
        again = rows.project.start(*rows.run, **ahead).finish()
        assert (again.exit, rows.books()) == (0, WELL), again.text


def test_a_clock_that_is_a_day_ahead_when_the_first_thing_that_is_sent_is_a_submit_whose_answer_gets_lost(
    worlds: Worlds, ahead: dict[str, str]
) -> None:
    with worlds("slow", Rule(fault="lost-after")) as (rows, _), MediaServer() as media:
        files = {row: File((rows.project.root / f"{row}.mp4").read_bytes(), etag=f'"{row}"') for row in rows.rows}
        clips = {row: media.put(f"/{row}.mp4", file) for row, file in files.items()}
        rows.project.write("three.csv", "sku,clip\n" + "".join(f"{row},{clip}\n" for row, clip in clips.items()))
        ended = rows.project.start(*rows.run, **ahead).finish()
        assert (ended.exit, rows.books()) == (0, WELL), ended.text
