"""What became of tasks is read as it was written, however it is held."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from engine.run.events import Cause
from engine.run.money.ledger import BilledJob
from engine.run.records import TaskRecord, TaskRecords

WHY = Cause(code="InvalidParameter", message="No.")
DONE = TaskRecord("a", "done", job="job-a", digest="ab" * 32, started=1.0, ended=2.5)
words = st.text(max_size=12)
whole = st.builds(
    TaskRecord,
    id=st.just("a"),
    state=st.sampled_from(["done", "reused", "waiting", "running", "held", "failed", "skipped"]),
    job=st.none() | st.text(min_size=1, max_size=40),
    attempts=st.integers(0, 300),
    billed_seconds=st.decimals(0, 100, places=3),
    cost_micros=st.integers(0, 2**40),
    digest=st.none() | st.just("0" * 64) | st.text("0123456789abcdef", min_size=64, max_size=64) | words,
    seconds=st.none() | st.decimals(0, 100, places=2),
    cause=st.none() | st.just(WHY),
    payer=words,
    confirmed=st.sampled_from(["", "reply", "person"]),
    attempt=words,
    held=st.sampled_from(["", "doubt"]),
    reserved_micros=st.sampled_from([0, 5]),
    in_doubt=st.booleans(),
    notes=st.lists(words, max_size=2).map(tuple),
    marks=st.lists(st.sampled_from(["suspect", "usage-unknown"]), max_size=2).map(tuple),
    remarks=st.sampled_from([(), (WHY,)]),
    started=st.none() | st.floats(0, 2e9),
    ended=st.none() | st.floats(0, 2e9),
    ended_in=words,
)


@given(task=whole)
def test_a_record_is_read_as_it_was_kept(task: TaskRecord) -> None:
    kept = TaskRecords.of({"a": replace(task), "b": replace(DONE, id="b")})
    assert kept["a"] == task
    assert kept.state_of("a") == task.state
    assert kept.cost_micros == task.cost_micros
    assert kept.billed_seconds == task.billed_seconds
    assert str(kept["a"].billed_seconds) == str(task.billed_seconds)
    assert kept.counts()[task.state] == 1 + (task.state == "done")
    assert kept.change("a") == task
    assert [*kept.values()] == [task, replace(DONE, id="b")]


def test_what_ended_well_is_held_as_numbers_and_can_be_changed() -> None:
    kept = TaskRecords.of({"a": DONE, "b": replace(DONE, id="b", cause=WHY), "c": TaskRecord("c")})
    assert [task.id for task in kept.unsettled()] == ["b", "c"]
    kept.change("a").notes = ("darker",)
    assert [task.id for task in kept.unsettled()] == ["a", "b", "c"]
    assert kept.settle("a")
    assert kept["a"].notes == ("darker",)
    assert kept.unusual("a") == kept["a"]
    assert not kept.settle("b")


def test_what_is_held_as_numbers_already_stays_so() -> None:
    kept = TaskRecords.of({"a": DONE, "b": TaskRecord("b", "running")})
    waits = TaskRecords(["a"])
    assert kept.settle("a")
    assert kept["a"] == DONE
    assert not kept.settle("b")
    assert waits.settle("a")
    assert waits["a"] == TaskRecord("a")
    with pytest.raises(KeyError):
        waits.settle("x")


def test_what_has_not_begun_is_waiting() -> None:
    kept = TaskRecords(["a", "b"])
    assert [*kept.values()] == [TaskRecord("a"), TaskRecord("b")]
    assert kept.counts() == {"waiting": 2, "done": 0, "reused": 0}
    assert kept.unusual("a") is None
    assert kept.unusual("x") is None
    with pytest.raises(KeyError):
        kept.state_of("x")


def test_bills_are_booked_anew() -> None:
    kept = TaskRecords.of(
        {
            "a": replace(DONE, billed_seconds=Decimal(9), cost_micros=9),
            "b": replace(DONE, id="b", cause=WHY, billed_seconds=Decimal(9), cost_micros=9),
        }
    )
    kept.bill(BilledJob(task, Decimal(4), 2_400_000) for task in ("a", "b", "a"))
    assert (kept["a"].billed_seconds, kept["a"].cost_micros) == (Decimal(8), 4_800_000)
    assert (kept["b"].billed_seconds, kept["b"].cost_micros) == (Decimal(4), 2_400_000)
    assert (kept.billed_seconds, kept.cost_micros) == (Decimal(12), 7_200_000)
