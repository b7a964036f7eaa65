"""Killed at a call of its own, then the same command again: it ends well by itself, and each row has its one job and its own result."""

from collections.abc import Callable
from itertools import count

import pytest

from engine.emulator.rules.scenario import Effect
from tests.processes.conftest import Worlds
from tests.processes.tally import WELL, Tally
from tests.processes.tracer import COMMITS, NAMES, SENDS, SUBMITS, SYNCS, Kind, Point, Struck


def struck_once(worlds: Worlds, point: Point, answers: Effect, tally: Tally) -> Struck:
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
@pytest.mark.parametrize(
    ("kind", "made", "answers"),
    [
        pytest.param(COMMITS, False, "slow-answer", id="before each commit"),
        pytest.param(SYNCS, False, "slow-answer", id="before each sync"),
        pytest.param(NAMES, False, "slow-answer", id="before each rename"),
        pytest.param(SENDS, False, "slow-answer", id="before each send"),
        pytest.param(SENDS, True, "slow", id="after each send, before the service has done anything"),
        pytest.param(SENDS, True, "slow-answer", id="after each send, before the service has said anything"),
    ],
)
def test_killed_at_each_call(
    worlds: Worlds, kind: Kind, made: bool, answers: Effect, told: Callable[[str], None], request: pytest.FixtureRequest
) -> None:  # fmt: skip
    tally, never_made = Tally(), 0
    try:
        for at in count(1):
            struck = struck_once(worlds, Point(kind, at, made), answers, tally)
            never_made += struck.never_made
            if not struck.struck:
                break
    finally:
        told(f"killed {request.node.callspec.id}: {tally}; {never_made} of the calls never made")


@pytest.mark.parametrize(
    ("point", "answers"),
    [
        pytest.param(Point(SUBMITS, 1), "slow-answer", id="before the request is sent"),
        pytest.param(Point(SUBMITS, 1, made=True), "slow", id="before the service takes it"),
        pytest.param(Point(SUBMITS, 2, made=True), "slow-answer", id="before its answer comes"),
    ],
)
def test_killed_at_a_call(worlds: Worlds, point: Point, answers: Effect) -> None:
    assert struck_once(worlds, point, answers, Tally()).struck
