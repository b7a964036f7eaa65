"""How long a plan's jobs take."""

import pytest

from engine.report.survey.hours import Hours, JobSeconds, hours_of
from engine.report.survey.text import _time_lines
from engine.run.job_times import JobKind, Spread
from tests.report.runs import ENGLISH
from tests.worlds import CHAIN, fan, plan_of, rows_of

KIND = JobKind("wan2.7-videoedit", "720P")
LEARNED = JobSeconds({KIND: Spread(100.0, 140.0, 300.0)}, of=43)
SAID = JobSeconds(least=60.0, most=600.0)


@pytest.mark.parametrize(
    ("text", "rows", "seconds", "expected"),
    [
        (fan(12), 1, LEARNED, Hours(12, 5, 3, 43, 240.0, 336.0, 720.0)),  # the sum of all over five
        (CHAIN, 1, LEARNED, Hours(2, 5, 2, 43, 200.0, 280.0, 600.0)),  # one after the other
        (fan(12), 1, SAID, Hours(12, 5, 3, 0, 180.0, 0.0, 1800.0)),
        (CHAIN, 20, JobSeconds(), Hours(40, 5, 8)),
        (fan(12), 1, JobSeconds({JobKind("other", "720P"): Spread(1.0, 2.0, 3.0)}, of=9), Hours(12, 5, 3)),
    ],
    ids=["many", "a chain", "as the service says", "unknown", "of another model"],
)
def test_how_long_the_jobs_of_a_plan_take(text: str, rows: int, seconds: JobSeconds, expected: Hours) -> None:
    plan = plan_of(text) if rows == 1 else rows_of(text, [f"r{n}" for n in range(rows)])
    assert hours_of(plan.tasks.outlines(), 5, seconds) == expected


@pytest.mark.parametrize(
    ("middle", "said"), [(336.0, "time: about 6 min, 4 min at least: "), (240.0, "time: about 4 min: ")]
)
def test_two_times_that_read_alike_are_said_once(middle: float, said: str) -> None:
    (line,) = _time_lines(Hours(12, 5, 3, 43, 240.0, middle, 720.0), ENGLISH)
    assert line.startswith(said)
