"""The suite of benchmarks: its verdicts, and that it names what is there."""

from importlib.util import find_spec

import pytest

from benchmarks.measure import Measure, heard, tell
from benchmarks.suite import SUITE, Benchmark


@pytest.mark.parametrize(
    ("value", "goal", "verdict"),
    [(1.2, 1.2, "met"), (1.59, 1.2, "near"), (1.61, 1.2, "missed"), (0, 0, "met"), (1, 0, "missed"), (9, None, "")],
)
def test_a_goal_is_missed_once_it_is_by_a_third(value: float, goal: float | None, verdict: str) -> None:
    assert Measure("CPU", value, "x", goal=goal).verdict == verdict


def test_a_ratio_below_nothing_meets_no_goal() -> None:
    assert Measure("CPU a piece", -4.69, "x", goal=1.2).verdict == "missed"


def test_what_a_benchmark_tells_is_heard(capsys: pytest.CaptureFixture[str]) -> None:
    measures = [Measure("CPU", 1.5, "x", "the floor", 1.0), Measure("peak", 20.0, "MiB")]
    assert tell(measures, rows=3) == 1
    assert heard("a line for people\n" + capsys.readouterr().out) == measures
    assert tell(measures[1:]) == 0


@pytest.mark.parametrize("one", SUITE, ids=lambda one: one.name)
def test_a_benchmark_of_the_suite_is_there_and_says_why_it_is_left_out(one: Benchmark) -> None:
    assert find_spec(f"benchmarks.{one.name}") is not None
    assert (one.quick is None) == bool(one.why)
