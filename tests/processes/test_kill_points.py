"""Killed at a call of its own, then the same command again: it ends well by itself, and each row has its one job and its own result."""

from collections.abc import Callable
from itertools import count

import pytest

from engine.emulator.rules.scenario import FaultName
from tests.processes.conftest import Worlds
from tests.processes.tally import WELL, Tally
from tests.processes.tracer import COMMITS, NAMES, SENDS, SUBMITS, SYNCS, Kind, Point, Struck


def struck_once(worlds: Worlds, point: Point, answers: FaultName, tally: Tally) -> Struck:
    """Kill at one call and run again, unless the command was over before."""
    with worlds(answers) as (rows, _):
        struck = rows.struck(point)
        if not struck.struck:
            assert (struck.done.exit, rows.books()) == (0, WELL), struck.done.text
            return struck
        again = rows.project.run(*rows.run)
        books = rows.books()
        tally.count(again.exit, books)
        assert (again.exit, books) == (0, WELL), f"{point}: {again.text}"
    return struck


@pytest.mark.long
@pytest.mark.parametrize("answers", ["slow", "slow-answer"])
@pytest.mark.parametrize(
    ("kind", "made"),
    [(COMMITS, False), (SYNCS, False), (NAMES, False), (SENDS, False), (SENDS, True)],
    ids=["commit", "sync", "rename", "send", "sent"],
)
def test_killed_at_each_call(
    worlds: Worlds, kind: Kind, made: bool, answers: FaultName, told: Callable[[str], None]
) -> None:  # fmt: skip
    tally, never_made = Tally(), 0
    moment = f"{'after' if made else 'before'} each {kind.calls.partition(',')[0]}"
    try:
        for at in count(1):
            struck = struck_once(worlds, Point(kind, at, made), answers, tally)
            never_made += struck.never_made
            if not struck.struck:
                break
    finally:
        told(f"killed {moment}, service {answers}: {tally}; {never_made} calls never made")


@pytest.mark.parametrize(
    ("point", "answers"),
    [
        pytest.param(Point(SUBMITS, 1), "slow-answer", id="before the request is sent"),
        pytest.param(Point(SUBMITS, 1, made=True), "slow", id="before the service takes it"),
        pytest.param(Point(SUBMITS, 2, made=True), "slow-answer", id="before its answer comes"),
    ],
)
def test_killed_at_a_call(worlds: Worlds, point: Point, answers: FaultName) -> None:
    struck = struck_once(worlds, point, answers, Tally())
    assert (struck.struck, struck.never_made) == (True, not point.made)
