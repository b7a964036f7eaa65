"""Killed right before a send, and again when it is sent anew: one job in the end, and nobody has to decide anything."""

import pytest

from tests.processes.conftest import Worlds
from tests.processes.tally import WELL
from tests.processes.tracer import SUBMITS, Point


@pytest.mark.long
def test_killed_twice_before_the_same_send(worlds: Worlds) -> None:
    with worlds() as (rows, _):
        for _ in range(2):
            struck = rows.struck(Point(SUBMITS, 1))
            assert struck.struck
            assert struck.never_made
        again = rows.project.run(*rows.run)
        assert (again.exit, rows.books()) == (0, WELL), again.text
