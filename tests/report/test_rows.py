"""Every row of a run that has ended is in one state, and that is so: whatever the service, the disk and people do in between."""

from collections import deque
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings, strategies as st

from engine.errors import DefectError
from engine.plan import Plan
from engine.report.rows import ROW_STATES, must_be_true, row_state, rows_of
from engine.run import commands as c, events as e
from engine.run.files import FileRecords, PublishedFile
from engine.run.history import RunRecord, fold
from engine.run.records import TaskRecord, TaskRecords
from engine.run.schedule.limits import RunLimits
from engine.run.schedule.scheduler import Scheduler
from engine.values.failure_limit import FailureLimit
from engine.values.reason import quoted
from tests.worlds import BILLED, CHAIN, rows_of as plan_of_rows

WHY = e.Cause(code="c", message="m")
FRAGILE = CHAIN.replace("- id: second\n", "- id: second\n    on_error: skip\n").replace(
    "final: ${{ steps.second.video }}", 'final: {value: "${{ steps.second.video }}", optional: true}'
)
PLANS = {
    name: plan_of_rows(text, ["a", "b", "c", "d"], BILLED) for name, text in (("chain", CHAIN), ("fragile", FRAGILE))
}


def started(plan: Plan) -> e.RunStarted:
    return e.RunStarted(
        run="r", name=plan.name, plan_digest=plan.digest, service="s", realm=plan.terms.realm, account="a", scope="s",
        cap_micros=None, currency="CNY", process="p", tasks=plan.tasks.carried_out(), rows=plan.row_keys,
    )  # fmt: skip


def answers(command: c.Command, draw: st.DataObject) -> list[e.Event]:
    """One of the ways in which a command ends."""

    def one_of(*ways: list[e.Event]) -> list[e.Event]:
        return draw.draw(st.sampled_from(ways))

    task = getattr(command, "task", "")
    job = {"task": task, "attempt": "x", "job": f"j-{task}"}
    match command:
        case c.Prepare():
            return one_of(
                [e.Prepared(task=task, urls={}, expires=0)], [e.MediaFailed(task=task, cause=WHY, retry=False)]
            )
        case c.Submit():
            accepted = e.Accepted(**job, host="h", request_id="r", server_time=None, at=0)
            refused = e.Refused(task=task, attempt="x", cause=WHY, retry=False)
            doubted = e.Doubted(task=task, attempt="x", stage="s", reason=quoted("closed"))
            return one_of([accepted], [accepted], [accepted], [refused], [e.Blocked(task=task, by="budget")], [doubted])
        case c.Reconcile():
            return one_of(
                [e.Held(task=task, cause="doubt", why=WHY, attempt="x")], [e.RuledOut(task=task, attempt="x")]
            )
        case c.Poll():
            done = e.JobSucceeded(
                **job, input_seconds=None, output_seconds=None, billed_seconds=Decimal(8), tier="720P", cost_micros=1,
                currency="CNY", expires=None, prompt_as_sent=None,
            )  # fmt: skip
            return one_of(
                [done], [done], [e.JobFailed(**job, cause=WHY)], [e.JobFailed(**job, cause=WHY, failure="service")]
            )
        case c.Fetch():
            fetched = e.Fetched(**job, fingerprint="f", output="video", digest="d" * 64, size=1, facts={})
            return one_of([fetched], [fetched], [e.FetchFailed(**job, cause=WHY)])
        case c.Publish(row=row, output=output, key=key, file=file):
            where = {"row": row, "output": output, "key": key, "file": file}
            return one_of([e.Published(**where, path=file, digest="d" * 64)], [e.PublishFailed(**where, cause=WHY)])
        case c.Pause():
            return [e.Ticked(task=task)]
        case _:
            return []


def ended(plan: Plan, draw: st.DataObject) -> RunRecord:
    """Carry a plan out, in any order in which commands may end; now and then a person stops it."""
    limits = RunLimits(running=2, failures=draw.draw(st.sampled_from([None, FailureLimit.parse("2")])))
    scheduler = Scheduler(plan, limits)
    told: list[e.Event] = [started(plan)]
    due = deque(scheduler.start())
    while True:
        at = draw.draw(st.integers(0, len(due) - 1)) if not isinstance(due[0], c.RecordEvent) else 0
        due.rotate(-at)
        command = due.popleft()
        due.rotate(at)
        if isinstance(command, c.End):
            told.append(e.RunEnded(state=command.state, cause=command.cause))
            return fold((float(number), event) for number, event in enumerate(told))
        if isinstance(command, c.RecordEvent):
            told.append(command.event)
            continue
        events = answers(command, draw)
        if draw.draw(st.integers(0, 40)) == 0:
            events = [e.Interrupted(cause=draw.draw(st.sampled_from(["interrupted", "waiting"]))), *events]
        for event in events:
            if not event.volatile:
                told.append(event)
            due.extend(scheduler.on(event))


@pytest.mark.parametrize("name", PLANS)
@settings(max_examples=60)
@given(draw=st.data())
def test_every_row_is_in_one_true_state(name: str, draw: st.DataObject) -> None:
    record = ended(PLANS[name], draw)
    rows = list(rows_of(PLANS[name]))
    must_be_true(rows, record)
    states = [row_state(row, record)[0] for row in rows]
    assert set(states) <= set(ROW_STATES)
    if record.state == "done":
        assert set(states) <= {"done", "skipped"}


def published(*rows: str) -> FileRecords:
    return FileRecords(
        PublishedFile(row, "final", "", f"{row}.mp4", f"out/{row}.mp4", "0" * 64, False, "embedded", True)
        for row in rows
    )


def recorded(**changes: object) -> RunRecord:
    plan = PLANS["chain"]
    tasks = {name: TaskRecord(name, "done") for name in plan.tasks.carried_out()}
    record = RunRecord(run="r", state="done", tasks=TaskRecords.of(tasks), files=published(*plan.row_keys))
    return replace(record, **changes)  # type: ignore[arg-type]


def test_what_cannot_be_is_loud() -> None:
    rows = list(rows_of(PLANS["chain"]))
    must_be_true(rows, recorded())
    failed = {**recorded().tasks, "b/second": TaskRecord("b/second", "failed", cause=WHY)}
    for wrong, said in (
        (recorded(files=published("a", "b", "c")), "nothing of it is published"),
        (recorded(tasks=TaskRecords.of(failed)), "the run is done"),
    ):
        with pytest.raises(DefectError) as found:
            must_be_true(rows, wrong)
        assert (found.value.key, found.value.args_by_name["why"]) == ("rows-untrue", said)
    with pytest.raises(DefectError):
        must_be_true([*rows, rows[0]], recorded())


@pytest.mark.parametrize("state", ["interrupted", "cut off"])
def test_a_row_is_not_done_before_its_results_have_their_names(state: str) -> None:
    rows = list(rows_of(PLANS["chain"]))
    record = recorded(state=state, files=published("a"))
    assert [row_state(row, record)[0] for row in rows] == ["done", "waiting", "waiting", "waiting"]
