"""The tables around the rules of money say what they mean, and no row of theirs could be another."""

import pytest

from engine.run.outage import TABLE
from engine.run.schedule.breaker import Breaker
from tests.sim.around import BREAKERS, outages, wrong_breaker, wrong_outage


def test_the_rules_as_they_are() -> None:
    assert (wrong_outage(TABLE), wrong_breaker(Breaker)) == ("", None)


def test_each_row_of_the_outages_is_needed() -> None:
    assert [name for name, table in outages() if not wrong_outage(table)] == []


@pytest.mark.parametrize("name", BREAKERS)
def test_each_rule_of_the_breaker_is_needed(name: str) -> None:
    assert wrong_breaker(BREAKERS[name]) is not None
