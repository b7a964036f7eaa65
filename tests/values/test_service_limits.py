"""Limits of a service that somebody sets: whole numbers, each under a name that there is."""

import pytest

from engine.values.service_limits import ServiceLimits


def test_what_is_not_said_is_left_to_the_catalog() -> None:
    assert ServiceLimits.parse({"submits": 20}) == ServiceLimits(submits=20, queries=None, running=None)


@pytest.mark.parametrize("value", [0, -1, 1.5, True, "20", None, 10**9])
def test_what_is_no_limit_is_named(value: object) -> None:
    with pytest.raises(ValueError, match="running"):
        ServiceLimits.parse({"submits": 1, "running": value})


def test_a_name_that_there_is_not_is_named() -> None:
    with pytest.raises(KeyError, match="jobs"):
        ServiceLimits.parse({"jobs": 1})
