"""How far a run is, folded from its events: rows and tasks by state, what is worked on and waited for, money, time left."""

from dataclasses import replace
from decimal import Decimal

import pytest

from engine.plan.kept.table import RowsHere
from engine.plan.model import RowLinks
from engine.run import events as e
from engine.run.retry import UNSENT_TRIES
from engine.values.reason import quoted
from tests.report import runs as r
from tests.report.runs import NOW, begun
from tests.worlds import CHAIN, fan, plan_of, rows_of

FINAL = e.Cause(code="InvalidParameter", message="No.")
ALLOWED = CHAIN.replace("  - id: first\n", "  - id: first\n    on_error: skip\n").replace(
    "final: ${{ steps.second.video }}", "final: ${{ steps.second.video or inputs.clip }}"
)


def counted(progress) -> dict[str, int]:
    return {state: count for state, count in progress.counts.items() if count}


@pytest.mark.parametrize(
    ("events", "rows"),
    [
        ([], {"waiting": 2}),
        ([r.begin("a/first")], {"running": 1, "waiting": 1}),
        ([r.begin("a/first"), r.fetched("a/first")], {"waiting": 2}),
        ([r.fetched("a/first"), r.begin("a/second")], {"running": 1, "waiting": 1}),
        ([r.fetched("a/first"), r.fetched("a/second")], {"done": 1, "waiting": 1}),
        ([r.fetched("a/first"), r.skipped("a/second")], {"done": 1, "waiting": 1}),
        ([r.skipped("a/first"), r.skipped("a/second")], {"done": 1, "waiting": 1}),
        ([r.job_failed("a/first", FINAL), r.skipped("a/second")], {"failed": 1, "waiting": 1}),
        ([r.fetched("a/first"), r.held("a/second")], {"held": 1, "waiting": 1}),
        ([r.begin("a/first"), r.job_failed("a/first"), r.begin("b/first")], {"waiting": 1, "running": 1}),
    ],
)  # fmt: skip
def test_a_row_has_one_state_whatever_its_tasks_do(events: list[e.Event], rows: dict[str, int]) -> None:
    progress = begun(rows_of(CHAIN, ["a", "b"]))
    for event in events:
        progress.tell(NOW, event)
    assert counted(progress) == rows


def test_of_a_recipe_tasks_are_counted() -> None:
    progress = begun(plan_of(CHAIN))
    progress.tell(NOW, r.fetched("first"))
    assert counted(progress) == {"done": 1, "waiting": 1}


def test_a_failure_that_a_step_allows_fails_no_row() -> None:
    progress = begun(rows_of(ALLOWED, ["a"]))
    progress.tell(NOW, r.job_failed("a/first", FINAL))
    progress.tell(NOW, r.skipped("a/second"))
    assert counted(progress) == {"done": 1}
    assert [event.task for event in progress.failures] == ["a/first"]


def test_a_row_without_a_result_is_skipped() -> None:
    plan = rows_of(CHAIN, ["a"])
    nothing = tuple(replace(output, members=()) for output in plan.rows[0].outputs)
    progress = begun(replace(plan, rows=RowsHere([replace(plan.rows[0], outputs=nothing)], [RowLinks((0, 1), ())])))
    for name in ("a/first", "a/second"):
        progress.tell(NOW, r.skipped(name))
    assert counted(progress) == {"skipped": 1}


def test_what_could_not_be_published_fails_its_row() -> None:
    progress = begun(rows_of(CHAIN, ["a"]))
    for event in (r.fetched("a/first"), r.fetched("a/second")):
        progress.tell(NOW, event)
    progress.tell(NOW, e.PublishFailed(row="a", output="final", key="", file="a.mp4", cause=FINAL))
    assert counted(progress) == {"failed": 1}


def test_only_what_is_worked_on_is_active_and_since_when_stays() -> None:
    progress = begun(plan_of(fan(3)))
    progress.tell(NOW + 1, r.begin("s0"))
    progress.tell(NOW + 2, r.begin("s1"))
    progress.tell(NOW + 9, r.seen("s0", 0.5))
    progress.tell(NOW + 9, r.fetched("s1"))
    assert {name: (one.since, one.share) for name, one in progress.active.items()} == {"s0": (NOW + 1, 0.5)}


def test_since_when_something_is_waited_for_is_kept_over_tries_and_over_when_one_is_accepted() -> None:
    progress = begun(plan_of(fan(2)))
    for second in range(3):
        progress.tell(NOW + 10 * second, r.begin("s0"))
        progress.tell(NOW + 10 * second + 1, r.unsent("s0"))
    assert progress.wait is not None
    assert (progress.wait.since, progress.wait.tasks, progress.active) == (NOW + 1, 1, {})
    progress.tell(NOW + 40, r.accepted("s0"))
    assert progress.wait is None


def test_a_job_that_cannot_be_asked_for_is_waited_for_and_still_worked_on() -> None:
    progress = begun(plan_of(fan(2)))
    progress.tell(NOW, r.accepted("s0"))
    progress.tell(NOW + 5, r.seen("s0", trouble=quoted("nobody answers")))
    assert progress.wait is not None
    assert (progress.wait.since, list(progress.active)) == (NOW + 5, ["s0"])
    progress.tell(NOW + 9, r.seen("s0"))
    assert progress.wait is None


def test_a_service_that_is_never_reached_stops_the_run_and_its_tasks_wait() -> None:
    progress = begun(plan_of(fan(1)))
    for _ in range(UNSENT_TRIES - 1):
        progress.tell(NOW, r.unsent("s0"))
    assert not progress.failures
    progress.tell(NOW, r.unsent("s0"))
    progress.tell(NOW, halted := e.Halted(task="s0", cause=r.unsent("s0").cause))
    assert counted(progress) == {"waiting": 1}
    assert list(progress.failures) == [r.unsent("s0")]
    assert progress.stopping is halted


def test_while_somebody_is_away_nobody_tells_how_long_the_rest_takes() -> None:
    progress = begun(plan_of(fan(15)))
    for n in range(5):
        progress.tell(NOW, r.accepted(f"s{n}"))
        progress.tell(NOW, r.fetched(f"s{n}"))
    progress.tell(NOW, e.Away(party="results", since=NOW, next_at=NOW + 1, reason=quoted("no")))
    assert progress.left_s(NOW + 50) is None
    progress.tell(NOW, e.Back(party="results", since=NOW, until=NOW))
    assert progress.left_s(NOW + 50) is not None


def test_the_last_failures_are_kept_and_no_more() -> None:
    progress = begun(plan_of(fan(9)))
    for n in range(9):
        progress.tell(NOW, r.job_failed(f"s{n}", FINAL))
    assert [event.task for event in progress.failures] == ["s6", "s7", "s8"]


def test_seconds_and_money_are_those_that_were_billed() -> None:
    progress = begun(plan_of(fan(3)))
    for name in ("s0", "s1"):
        progress.tell(NOW, r.succeeded(name))
    assert (progress.billed_seconds, progress.cost_micros) == (Decimal(16), 9_600_000)


def test_the_time_left_is_told_once_enough_has_come_and_while_nothing_is_waited_for() -> None:
    progress = begun(plan_of(fan(15)))
    for n in range(5):
        assert progress.left_s(NOW + 50) is None
        progress.tell(NOW, r.accepted(f"s{n}"))
        progress.tell(NOW, r.fetched(f"s{n}"))
    assert progress.left_s(NOW + 50) == 100  # ten more, at ten seconds each
    progress.tell(NOW + 50, r.unsent("s9"))
    assert progress.left_s(NOW + 60) is None
    progress.tell(NOW + 60, r.accepted("s9"))
    progress.tell(NOW + 60, e.Interrupted(cause="interrupted"))
    assert progress.left_s(NOW + 60) is None


def test_a_task_that_a_person_lets_go_on_is_open_again() -> None:
    progress = begun(rows_of(CHAIN, ["a", "b"]))
    for event in (r.fetched("a/first"), r.held("a/second")):
        progress.tell(NOW, event)
    assert counted(progress) == {"held": 1, "waiting": 1}
    progress.tell(NOW, e.Released(task="a/second", attempt="x", who="ann@here"))
    assert counted(progress) == {"waiting": 2}
    for event in (r.begin("a/second"), r.fetched("a/second"), r.fetched("a/second")):
        progress.tell(NOW, event)
    assert counted(progress) == {"done": 1, "waiting": 1}


def test_a_task_that_a_person_decides_about_is_counted_as_what_it_comes_to() -> None:
    adopted = e.Adopted(task="a/first", attempt="x", job="j", host="h", at=NOW, grade="person")
    for events, states in (
        ((adopted, r.fetched("a/first"), r.fetched("a/second")), {"done": 1, "waiting": 1}),
        ((e.GivenUp(task="a/first", attempt="x"), r.skipped("a/second")), {"failed": 1, "waiting": 1}),
    ):
        progress = begun(rows_of(CHAIN, ["a", "b"]))
        for event in (r.held("a/first"), *events):
            progress.tell(NOW, event)
        assert counted(progress) == states


def test_who_waits_because_others_have_all_places_waits_since_then() -> None:
    progress = begun(rows_of(CHAIN, ["a"]))
    progress.tell(NOW, e.Crowded(task="a/first"))
    assert progress.wait is not None
    assert (progress.wait.since, progress.wait.tasks) == (NOW, 1)
    progress.tell(NOW, r.accepted("a/first"))
    assert progress.wait is None
