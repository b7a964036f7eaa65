"""What is best typed after a run."""

import pytest

from engine.phrases import turn as words
from engine.report.turn.next_step import NextStep, next_step
from engine.run.events import Cause
from engine.run.history import RunRecord
from engine.run.money.budget import Budget
from engine.run.records import TaskRecord, TaskRecords
from tests.worlds import BILLED, CHAIN, plan_of, rows_of

BUDGET = Budget(cap=5_000_000, spent=4_800_000, reserved=100_000, currency="CNY")


def ended(state: str, second: TaskRecord, budget: Budget | None = None) -> RunRecord:
    tasks = {"first": TaskRecord("first", "done"), "second": second}
    return RunRecord(run="r1", name="chain", state=state, tasks=TaskRecords.of(tasks), budget=budget)


@pytest.mark.parametrize(
    ("record", "step"),
    [
        (ended("done", TaskRecord("second", "done")), NextStep(words.LOOK_AT_IT, "report", ("r1",))),
        (ended("failed", TaskRecord("second", "failed", cause=Cause("InternalError"))), NextStep(words.TRY_AGAIN)),
        (
            ended("failed", TaskRecord("second", "failed", cause=Cause("LocalRenderer.UnsupportedEdit"))),
            NextStep(words.NO_DRAFT),
        ),
        (ended("failed", TaskRecord("second", "failed", cause=Cause("failed-before"))), NextStep(words.FAILS_AGAIN)),
        (ended("interrupted", TaskRecord("second", "waiting")), NextStep(words.GO_ON)),
        (
            ended("held", TaskRecord("second", "held", cause=Cause("in-doubt"), in_doubt=True)),
            NextStep(words.DECIDE_DOUBT, "status", ("r1",)),
        ),
        (
            ended("held", TaskRecord("second", "held", cause=Cause("over-budget")), BUDGET),
            NextStep(words.RAISE_CAP, "", ("--max-cost", "9.70 CNY")),  # 4.80 spent, 0.10 reserved, 4.80 for the second
        ),
        (
            ended("failed", TaskRecord("second", "failed", cause=Cause("InvalidApiKey", operator=True))),
            NextStep(words.ONCE_MENDED),
        ),
        (
            ended("held", TaskRecord("second", "held", cause=Cause("result-unusable"))),
            NextStep(words.SEE_WHY, "explain", ("second", "--run", "r1")),
        ),
    ],
    ids=[
        "done",
        "failed",
        "a draft can't",
        "failed too often",
        "interrupted",
        "in doubt",
        "over the cap",
        "the key",
        "held",
    ],
)
def test_what_comes_next(record: RunRecord, step: NextStep) -> None:
    assert next_step(record, plan_of(CHAIN, terms=BILLED)) == step


def test_a_campaign_is_looked_at_by_its_name() -> None:
    plan = rows_of(CHAIN, ["a"], BILLED)
    found = next_step(
        RunRecord(run="r1", state="done", tasks=TaskRecords.of({"a/first": TaskRecord("a/first", "done")})), plan
    )
    assert found == NextStep(words.LOOK_AT_IT, "report", ("chain",))


def test_after_nothing_nothing_comes() -> None:
    assert next_step(RunRecord(run="r1", state="done"), plan_of(CHAIN)) is None
