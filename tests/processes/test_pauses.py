"""Stopped at a call of its own and continued (Ctrl-Z, a frozen container, a laptop that sleeps): the run ends well."""

import os
import signal
import time

import pytest

from tests.processes.conftest import Worlds
from tests.processes.tally import WELL
from tests.processes.tracer import ANSWERS, DOWNLOADS, SUBMITS, Point, Strike

LONG_S = 95.0
"""Longer than any time limit of a request."""


def stop(seconds: float) -> Strike:
    """Stop a process for so long, in real time: how long it was stopped is what matters."""

    def strike(process: int) -> None:
        os.kill(process, signal.SIGSTOP)
        time.sleep(seconds)
        os.kill(process, signal.SIGCONT)

    return strike


@pytest.mark.parametrize(
    ("point", "seconds"),
    [
        pytest.param(Point(SUBMITS, 1), 6.0, id="before a send, for longer than an intent holds"),
        pytest.param(Point(SUBMITS, 1), LONG_S, id="before a send", marks=pytest.mark.long),
        pytest.param(Point(SUBMITS, 2, made=True), LONG_S, id="in a send", marks=pytest.mark.long),
        pytest.param(Point(ANSWERS, 1), LONG_S, id="in the commit of an answer", marks=pytest.mark.long),
        pytest.param(Point(DOWNLOADS, 2, made=True), LONG_S, id="in a download", marks=pytest.mark.long),
    ],
)
def test_stopped_and_continued(worlds: Worlds, point: Point, seconds: float) -> None:
    with worlds() as (rows, _):
        ended = rows.struck(point, stop(seconds))
        assert ended.struck
        assert (ended.done.exit, rows.books()) == (0, WELL), ended.done.text
