"""What a run's events say of its tasks, at every moment of it."""

from dataclasses import replace

import pytest

from engine.run import events as e
from engine.run.history import RunRecord, finish, fold
from engine.run.records import TaskRecord
from engine.run.retry import MEDIA_TRIES
from engine.values.reason import quoted
from tests.report import runs as r
from tests.worlds import fan, plan_of

THROTTLED = e.Refused(task="s0", attempt="t", cause=e.Cause(code="Throttling.RateQuota"), retry=True)
REFUSED = replace(THROTTLED, cause=e.Cause(code="InvalidParameter"), retry=False)
MEDIA = e.MediaFailed(task="s0", cause=e.Cause(code="upload-failed"), retry=True)
KEY = replace(REFUSED, cause=e.Cause(code="InvalidApiKey", operator=True))
DOUBTED = e.Doubted(task="s0", attempt="t", stage="sent", reason=quoted("no answer"))
HELD = e.Held(task="s0", cause="doubt", why=e.Cause(code="in-doubt"), attempt="t")
ELSEWHERE = e.Held(task="s0", cause="waiting", why=e.Cause(code="other-host"), attempt="t")
ENDED = e.RunEnded(state="failed", cause=None)


def record_of(*events: e.Event, reserved: dict[str, int] | None = None, alive: bool = True) -> RunRecord:
    started = r.started(plan_of(fan(1)))
    return fold([(r.NOW + at, event) for at, event in enumerate((started, *events))], (), reserved, alive=alive)


def task_of(*events: e.Event) -> TaskRecord:
    return record_of(*events).tasks["s0"]


@pytest.mark.parametrize(
    ("events", "state"),
    [
        ((), "waiting"),
        ((e.Making(task="s0"),), "running"),
        ((THROTTLED,), "waiting"),
        ((THROTTLED,) * 30, "waiting"),
        ((r.unsent("s0"),), "waiting"),
        ((MEDIA,), "waiting"),
        ((MEDIA,) * MEDIA_TRIES, "waiting"),  # for the operator, as all other tasks do
        ((KEY,), "waiting"),
        ((REFUSED,), "failed"),
        ((r.job_failed("s0"),), "failed"),
        ((THROTTLED, r.fetched("s0")), "done"),
        ((HELD,), "held"),
    ],
    ids=lambda value: value if isinstance(value, str) else "-".join(type(event).__name__ for event in value[:2]),
)
def test_a_task_has_failed_only_when_nothing_follows(events: tuple[e.Event, ...], state: str) -> None:
    assert task_of(*events).state == state


def test_a_task_that_waits_for_its_next_try_says_why_and_has_not_ended() -> None:
    task = task_of(THROTTLED)
    assert (task.cause, task.ended) == (THROTTLED.cause, None)


@pytest.mark.parametrize(
    ("events", "alive", "in_doubt"),
    [
        ((r.intended("s0"),), True, False),  # it is being sent right now
        ((r.intended("s0"),), False, True),
        ((r.intended("s0"), DOUBTED, HELD, ENDED), True, True),
        ((HELD, ENDED), True, True),  # an attempt of another run
        ((r.intended("s0"), r.accepted("s0"), ENDED), True, False),
        ((r.intended("s0"), r.accepted("s0"), HELD, ENDED), True, True),  # accepted, and since unknown to the service
        ((ELSEWHERE, ENDED), True, False),
    ],
)
def test_what_is_reserved_is_in_doubt_if_nobody_knows_what_became_of_it(
    events: tuple[e.Event, ...], alive: bool, in_doubt: bool
) -> None:
    record = record_of(*events, reserved={"t": 2_400_000, "of another": 7}, alive=alive)
    assert (record.reserved_micros, record.tasks["s0"].in_doubt) == (2_400_000, in_doubt)


def test_what_is_decided_since_is_reserved_no_longer() -> None:
    record = record_of(r.intended("s0"), DOUBTED, HELD, ENDED, reserved={})
    assert (record.reserved_micros, record.tasks["s0"].in_doubt) == (0, False)


OWN = {"attempt": "mine", "job": "job-of-s0"}
REUSED = e.Reused(task="s0", fingerprint="f", digest="d", job="job")
CANCELED = e.Canceled(task="s0", attempt="theirs", job="job", who="me@here", command="editchain cancel")


@pytest.mark.parametrize(
    ("events", "state"),
    [
        ([r.job_failed("s0")], "running"),  # a job of the other run's own, which asks once more
        ([CANCELED], "running"),
        ([replace(r.job_failed("s0"), **OWN)], "failed"),
        ([replace(CANCELED, **OWN)], "failed"),
        ([replace(r.job_failed("s0"), **OWN), r.fetched("s0")], "done"),
        ([r.job_failed("s0"), r.fetched("s0")], "done"),
        ([r.fetched("s0")], "done"),
        ([REUSED], "reused"),
        ([replace(r.fetched("s0"), task="elsewhere", **OWN), REUSED], "done"),  # it is by that that it answers
    ],
)
def test_what_a_run_left_is_ended_by_its_own_jobs_or_by_results_of_the_same_plan(
    events: list[e.Fetched | e.JobFailed | e.Reused], state: str
) -> None:
    record = record_of(replace(r.intended("s0"), attempt="mine"), e.RunEnded(state="interrupted"))
    finish(record, [(f"other-{n}", r.NOW + 9, event) for n, event in enumerate(events)])
    task = record.tasks["s0"]
    assert task.state == state
    assert [remark.code for remark in task.remarks] == (["ended-in"] if state != "running" else [])
    if state == "done" and REUSED in events:
        assert task.ended_in == "other-0"
