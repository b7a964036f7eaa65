"""A run that fails everywhere stops before it has tried every row; what was accepted is finished."""

from collections.abc import Callable, Iterable

import pytest

from engine.plan import Basis, Plan, RowGiven, make_plan
from engine.run import commands as c, events as e
from engine.run.exits import exit_code
from engine.run.schedule.limits import RunLimits
from engine.run.schedule.scheduler import Scheduler
from engine.run.state import TaskState
from engine.values.failure_limit import FailureLimit
from tests.report import runs as r
from tests.worlds import CATALOG, DAY, DRAFT, clip, fan, recipe_of, rows_of

ONE = fan(1)
OWN = e.Cause(code="DataInspectionFailed", message="No.")
SPOILT = e.Cause(code="InternalError", message="An error.")


def played(
    plan: Plan, ends: Iterable[str], limit: FailureLimit | None = None, running: int = 1
) -> tuple[Scheduler, c.End]:
    """Run a plan; jobs end as is said, in the order in which they are accepted, and all others well."""
    scheduler = Scheduler(plan, RunLimits(running=running, failures=limit))
    due, left = list(scheduler.start()), iter(ends)
    answers: dict[type[c.Command], Callable[[c.Command], e.Event]] = {
        c.Prepare: lambda command: e.Prepared(task=command.task, urls={}, expires=0),
        c.Submit: lambda command: r.accepted(command.task),
        c.Poll: lambda command: _end(command.task, next(left, "good")),
        c.Fetch: lambda command: r.fetched(command.task),
        c.Pause: lambda command: e.Ticked(task=command.task),
        c.Publish: lambda command: e.Published(
            row=command.row, output=command.output, key=command.key, file=command.file, path="p", digest="d"
        ),
    }
    while not isinstance(command := due.pop(0), c.End):
        if not isinstance(command, c.RecordEvent):
            due += scheduler.on(answers[type(command)](command))
    return scheduler, command


def _end(task: str, how: str) -> e.Event:
    match how:
        case "good":
            return r.succeeded(task)
        case "spoilt":
            return e.JobFailed(task=task, attempt="t", job="j", cause=SPOILT, failure="service")
        case _:
            return r.job_failed(task, OWN)


def states(scheduler: Scheduler) -> list[TaskState]:
    return list(scheduler.states().values())


def rows(count: int) -> Plan:
    return rows_of(ONE, [f"r{n:02}" for n in range(count)])


@pytest.mark.parametrize(("limit", "failed"), [(FailureLimit(5), 5), (None, 30), (FailureLimit(31), 30)])
def test_so_many_failed_rows_stop_a_run_and_the_others_wait(limit: FailureLimit | None, failed: int) -> None:
    scheduler, end = played(rows(30), ["own"] * 30, limit)
    assert states(scheduler).count(TaskState.FAILED) == failed
    assert states(scheduler).count(TaskState.FAILED) + len(waiting(scheduler)) == 30
    assert (end.state, exit_code(end.state, end.cause)) == ("failed", 1)
    assert end.cause is not None
    assert end.cause.code == ("too-many-failures" if failed < 30 else OWN.code)


def waiting(scheduler: Scheduler) -> list[str]:
    """The tasks that nothing was sent for."""
    ended = (TaskState.FAILED, TaskState.DONE, TaskState.SKIPPED)
    return [name for name, state in scheduler.states().items() if state not in ended]


@pytest.mark.parametrize(("count", "stops"), [(19, False), (40, True)])
def test_a_share_is_of_all_rows_once_twenty_have_ended(count: int, *, stops: bool) -> None:
    scheduler, end = played(rows(count), ["own"] * count, FailureLimit(10, percent=True))
    assert states(scheduler).count(TaskState.FAILED) == (20 if stops else count)
    assert (end.cause is not None and end.cause.code == "too-many-failures") is stops


def test_a_share_that_is_not_reached_stops_nothing() -> None:
    scheduler, end = played(rows(40), ["own"] * 7, FailureLimit(20, percent=True))
    assert states(scheduler).count(TaskState.DONE) == 33
    assert end.cause is not None
    assert end.cause.code == OWN.code


@pytest.mark.parametrize(
    ("ends", "stops"),
    [
        (["spoilt"] * 3, True),
        (["spoilt", "spoilt", "good", "spoilt"], False),
        (["spoilt", "own", "spoilt", "spoilt"], True),
        (["own"] * 9, False),
    ],
    ids=["three", "a success between", "a row's own failure between", "rows' own failures"],
)
def test_three_equal_failures_of_the_service_stop_a_run(ends: list[str], *, stops: bool) -> None:
    once = ONE.replace("  - id: s0\n", "  - id: s0\n    retry: {attempts: 1}\n")
    scheduler, end = played(rows_of(once, [f"r{n:02}" for n in range(12)]), ends)
    assert (end.cause is not None and end.cause.code == "too-many-failures") is stops
    assert bool(waiting(scheduler)) is stops


def test_a_service_that_fails_every_job_is_tried_with_few() -> None:
    scheduler, end = played(rows(30), ["spoilt"] * 99)
    assert (end.cause is not None and end.cause.code) == "too-many-failures"
    assert states(scheduler).count(TaskState.FAILED) == 3


def test_jobs_that_were_accepted_are_finished() -> None:
    scheduler, end = played(rows(12), ["own", "good"], FailureLimit(1), running=2)
    assert end.state == "failed"
    assert not {TaskState.RUNNING, TaskState.SUBMITTING, TaskState.FETCHING} & set(states(scheduler))


def test_a_failure_that_its_step_allows_counts_for_no_row() -> None:
    text = ONE.replace("  - id: s0\n", "  - id: s0\n    on_error: skip\n")
    text = text.replace("  o0: ${{ steps.s0.video }}", "  o0: {value: '${{ steps.s0.video }}', optional: true}")
    plan = rows_of(text, [f"r{n}" for n in range(9)])
    _, end = played(plan, ["own"] * 9, FailureLimit(2))
    assert end.state == "done"


def test_a_task_that_rows_share_counts_once() -> None:
    """Two rows of one clip have one task."""
    rows = [RowGiven(inputs={"clip": clip()}, media={}, places={}, key=key) for key in "ab"]
    plan = make_plan(recipe_of(ONE), rows, Basis(catalog=CATALOG, terms=DRAFT, day=DAY)).plan
    assert plan is not None
    _, end = played(plan, ["own"], FailureLimit(2))
    assert end.cause == OWN


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        (5, FailureLimit(5)),
        ("20%", FailureLimit(20, percent=True)),
        (" 7 % ", FailureLimit(7, percent=True)),
        ("5", FailureLimit(5)),
    ],
)
def test_a_limit_is_a_number_or_a_share(text: int | str, limit: FailureLimit) -> None:
    assert FailureLimit.parse(text) == limit


@pytest.mark.parametrize("text", ["many", "0", "0%", "101%", "-1", "5.5"])
def test_what_is_no_limit(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        FailureLimit.parse(text)
