"""The scheduler without a driver: each command answered by the event that it ends in."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial

import pytest

from engine.plan import Plan, Stored, StoredResult, with_reuse
from engine.run import commands as c, events as e
from engine.run.schedule.limits import RunLimits
from engine.run.schedule.scheduler import Scheduler
from engine.run.state import TaskState
from engine.values.canonical import canonical_json
from tests.work import is_linear
from tests.worlds import CHAIN, fan, plan_of

WHY = e.Cause(code="c", message="m")


def ended(plan: Plan, answer: Callable[[c.Command], e.Event]) -> c.End:
    """Run a plan to its end; `answer` gives the event in which a command ends."""
    scheduler = Scheduler(plan, RunLimits(running=5))
    due = list(scheduler.start())
    while True:
        match due.pop(0):
            case c.End() as end:
                return end
            case c.RecordEvent():
                pass
            case command:
                due += scheduler.on(answer(command))


def accepted(task: str) -> e.Accepted:
    return e.Accepted(task=task, attempt="a", job="j", host="h", request_id="r", server_time=None, at=0)


def fetched(task: str) -> e.Fetched:
    return e.Fetched(
        task=task, attempt=f"a-{task}", job=f"j-{task}", fingerprint="f", output="video", digest="d", size=1, facts={}
    )  # fmt: skip


def succeeded(task: str) -> e.JobSucceeded:
    return e.JobSucceeded(
        task=task, attempt="a", job="j", input_seconds=None, output_seconds=None, billed_seconds=Decimal(8), tier="720P",
        cost_micros=1, currency="CNY", expires=None, prompt_as_sent=None,
    )  # fmt: skip


def failing(command: c.Command) -> e.Event:
    assert isinstance(command, c.Prepare)
    return e.MediaFailed(task=command.task, cause=WHY, retry=False)


@pytest.mark.parametrize(("on_error", "state"), [("skip", "done"), ("fail", "failed")])
def test_failures_are_counted_in_proportion(on_error: str, state: str) -> None:
    def run(count: int) -> Callable[[], object]:
        steps, _, outputs = (
            fan(count).replace("    uses:", f"    on_error: {on_error}\n    uses:").partition("outputs:")
        )
        outputs = outputs.replace("${{", "{value: '${{").replace("}}", "}}', optional: true}")
        plan = plan_of(f"{steps}outputs:{outputs}")
        assert ended(plan, failing).state == state
        return partial(ended, plan, failing)

    assert is_linear(run, 20)


def jobs_at_once(limits: RunLimits, *, throttled: bool = False) -> int:
    """Submit until nothing more is; with `throttled` the first submit is refused for its rate."""
    scheduler = Scheduler(plan_of(fan(12)), limits)
    due, open_jobs = list(scheduler.start()), 0
    while due:
        match due.pop(0):
            case c.Prepare(task=task):
                due += scheduler.on(e.Prepared(task=task, urls={}, expires=0))
            case c.Submit(task=task) if throttled:
                throttled = False
                due += scheduler.on(e.Refused(task=task, attempt="a", cause=WHY, retry=True))
            case c.Submit(task=task):
                open_jobs += 1
                due += scheduler.on(accepted(task))
            case c.Pause(task=task):
                due += scheduler.on(e.Ticked(task=task))
    return open_jobs


@pytest.mark.parametrize(
    ("limits", "throttled", "jobs"),
    [
        (RunLimits(running=1), False, 1),
        (RunLimits(running=5), False, 5),
        (RunLimits(running=5, ahead=2), False, 7),
        (RunLimits(running=5, ahead=2), True, 5),
    ],
)
def test_a_limit_is_exact_and_the_look_ahead_goes_away_where_it_is_refused(
    limits: RunLimits, throttled: bool, jobs: int
) -> None:
    assert jobs_at_once(limits, throttled=throttled) == jobs


def test_room_that_comes_while_the_cap_is_asked_is_seen() -> None:
    """The answer that nothing fits was given before a job gave back what it had reserved, and is heard after."""
    scheduler = Scheduler(plan_of(fan(2)), RunLimits(running=5))
    due = list(scheduler.start())
    submits: list[str] = []
    answers: list[c.Command] = []
    while due:
        match due.pop(0):
            case c.Prepare(task=task):
                due += scheduler.on(e.Prepared(task=task, urls={}, expires=0))
            case c.Submit(task=task) if not submits:
                submits.append(task)
                due += scheduler.on(accepted(task))
            case c.Submit(task=task):
                submits.append(task)
                if len(submits) == 2:
                    scheduler.on(succeeded(submits[0]))
                answers += (due := scheduler.on(e.Blocked(task=task, by="budget")))
            case c.Pause(task=task):
                due += scheduler.on(e.Ticked(task=task))
    assert [type(answer).__name__ for answer in answers if not isinstance(answer, c.Publish)] == ["Pause"]
    assert scheduler.states()[submits[1]] is TaskState.PAUSED
    told: list[c.Command] = []
    for command in scheduler.on(fetched(submits[0])):
        assert isinstance(command, c.Publish)
        told += scheduler.on(e.PublishFailed(
            row=command.row, output=command.output, key=command.key, file=command.file, cause=e.Cause(code="c")
        ))  # fmt: skip
    assert [type(command.event) for command in told if isinstance(command, c.RecordEvent)] == [e.Held]
    assert scheduler.states()[submits[1]] is TaskState.HELD


def test_what_can_not_come_any_more_is_known_before_anything_is_readied() -> None:
    """A task whose request is hopeless fails, though what it needs is stored."""
    plan = plan_of(CHAIN)
    first, second = plan.requests
    answer = StoredResult(
        fingerprint=first.fingerprint, asked=canonical_json(first.request.asked), output="video", digest="1" * 64,
        facts=first.outputs["video"], job="j", upstream={},
    )  # fmt: skip
    plan = with_reuse(plan, Stored(1, {first.fingerprint: (answer,)}))
    scheduler = Scheduler(plan, RunLimits(running=5))
    hopeless = e.JobFailed(task=second.id, attempt="", job="j", cause=WHY)
    commands = list(scheduler.start([hopeless]))
    assert [command.event for command in commands if isinstance(command, c.RecordEvent)] == [
        e.Reused(task=first.id, fingerprint=first.fingerprint, digest="1" * 64, job="j"),
        hopeless,
    ]
    assert commands[-1] == c.End(state="failed", cause=WHY)
