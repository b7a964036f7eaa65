"""How a plan stands to its cap: what is spent and reserved counts, what is already sent is not counted twice."""

import pytest

from engine.run.money.budget import Budget, budget_of, planned_budget
from engine.run.money.scope import Scope
from engine.values.money import Money
from tests.worlds import BILLED, CHAIN, DRAFT, clip, fan, plan_of

YUAN = 1_000_000
CAP = Money(30 * YUAN, "CNY")


def test_what_earlier_runs_took_is_not_there_for_this_plan() -> None:
    scope = Scope(spent=12 * YUAN, reserved=4_800_000, cap=99 * YUAN)
    found = planned_budget(plan_of(fan(4), terms=BILLED), scope, CAP, ())
    assert found == Budget(cap=30 * YUAN, spent=12 * YUAN, reserved=4_800_000, planned=19_200_000, currency="CNY")
    assert (found.left, found.short) == (0, 6 * YUAN)


def test_a_request_that_is_sent_already_is_reserved_and_not_planned() -> None:
    found = planned_budget(plan_of(fan(4), terms=BILLED), Scope(reserved=9_600_000), CAP, {"s0", "s1"})
    assert found is not None
    assert (found.reserved, found.planned, found.left) == (9_600_000, 9_600_000, 10_800_000)


def test_where_nothing_is_billed_it_is_what_it_would_cost() -> None:
    found = planned_budget(plan_of(fan(8), terms=DRAFT), Scope(), CAP, ())
    assert found is not None
    assert (found.bills, found.planned, found.short) == (False, 38_400_000, 8_400_000)


@pytest.mark.parametrize(("seconds", "planned"), [("4", "9.60"), ("4.1", "10.92")])
def test_the_last_request_must_find_room_for_its_reservation(seconds: str, planned: str) -> None:
    # Two steps of 4.1 s each way cost 4.92; the last one reserves 5 s each way, 6.00, and so may the one before it.
    plan = plan_of(CHAIN, {"clip": clip(seconds)}, terms=BILLED)
    found = planned_budget(plan, Scope(), CAP, ())
    assert found is not None
    assert Money(found.planned, "CNY").amount == planned


def test_without_a_cap_there_is_no_budget() -> None:
    assert planned_budget(plan_of(CHAIN, terms=BILLED), Scope(spent=1), None, ()) is None
    assert budget_of(Scope(spent=1), "CNY") is None
    assert budget_of(Scope(spent=1, cap=3), "CNY") == Budget(cap=3, spent=1, reserved=0, currency="CNY")
