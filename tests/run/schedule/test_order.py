"""Which task goes first: those of rows that were begun while many wait, then those with the longest way to the end."""

import pytest

from engine.plan import Plan
from engine.run.job_times import JobKind, JobTimes
from engine.run.schedule.order import Order, shuffled
from tests.worlds import CHAIN, plan_of, rows_of

MODEL = "wan2.7-videoedit"
SLOW = CHAIN.replace(
    "outputs:",
    '  - id: slow\n    uses: wan2.7-videoedit\n    with: {video: "${{ inputs.clip }}", prompt: Fog., resolution: 1080P}\n'
    "  - id: cut\n    uses: media/trim\n    with: {video: '${{ inputs.clip }}', start: 0, seconds: 2}\n"
    "outputs:\n  other: ${{ steps.slow.video }}\n  piece: ${{ steps.cut.video }}",
)


def in_order(order: Order, plan: Plan) -> list[str]:
    return sorted(plan.tasks.ids(), key=lambda name: order.rank(number(plan, name)))


def number(plan: Plan, name: str) -> int:
    found = plan.tasks.number_of(name)
    assert found is not None
    return found


def order_of(plan: Plan, times: JobTimes, running: int) -> Order:
    return Order(plan.tasks.graph(), times, running, range(len(plan.tasks)))


def test_later_steps_go_first_while_more_rows_wait_than_jobs_run() -> None:
    plan = rows_of(CHAIN, ["a", "b", "c"])
    order = order_of(plan, JobTimes(), running=2)
    assert in_order(order, plan) == ["a/second", "b/second", "c/second", "a/first", "b/first", "c/first"]


def test_then_the_longest_way_goes_first() -> None:
    plan = rows_of(CHAIN, ["a", "b", "c"])
    order = order_of(plan, JobTimes(), running=2)
    assert order.begun(number(plan, "a/first"))
    assert in_order(order, plan) == ["a/first", "b/first", "c/first", "a/second", "b/second", "c/second"]
    assert not order.begun(number(plan, "b/first"))  # only once


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        ({}, ["first", "second", "slow", "cut"]),
        ({"720P": 100.0}, ["first", "second", "slow", "cut"]),
        ({"720P": 100.0, "1080P": 150.0}, ["first", "slow", "second", "cut"]),
        ({"720P": 100.0, "1080P": 250.0}, ["slow", "first", "second", "cut"]),
    ],
)
def test_a_way_is_as_long_as_jobs_of_its_kinds_took(seconds: dict[str, float], expected: list[str]) -> None:
    times = JobTimes.of({JobKind(MODEL, tier): [took] for tier, took in seconds.items()})
    plan = plan_of(SLOW)
    assert in_order(order_of(plan, times, running=9), plan) == expected


def test_a_seed_gives_the_rows_an_order_of_their_own() -> None:
    plan = rows_of(CHAIN, list("abcdefgh"))
    names = plan.tasks.ids()
    rows = [name.partition("/")[0] for name in names]
    assert list(shuffled(rows, None)) == list(range(16))
    orders = {
        seed: [rows[task] for task in shuffled(rows, seed) if names[task].endswith("/first")] for seed in range(20)
    }
    assert orders[1] == list("dgafebhc")  # pinned: the same on every machine
    assert len(set(map(tuple, orders.values()))) == 20
    for seed in orders:
        assert sorted(shuffled(rows, seed)) == list(range(16))


def test_rows_go_in_that_order() -> None:
    plan = rows_of(CHAIN, list("abcdefgh"))
    rows = [name.partition("/")[0] for name in plan.tasks.ids()]
    order = Order(plan.tasks.graph(), JobTimes(), 2, shuffled(rows, 1))
    assert [name[0] for name in in_order(order, plan)] == list("dgafebhc") * 2
