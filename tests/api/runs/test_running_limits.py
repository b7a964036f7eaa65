"""How many jobs may be open: what a person wrote is exact, what the service takes beyond its limit is the service's data."""

import pytest

from engine.api.runs.running import limits_of
from engine.run.scheduler import RunLimits


@pytest.mark.parametrize(
    ("models", "asked", "look_ahead", "limits"),
    [
        ([5, 3], None, 2, RunLimits(running=3, ahead=2)),
        ([5], 1, 2, RunLimits(running=1)),
        ([5], 6, 2, RunLimits(running=5, ahead=1)),
        ([5], 9, 2, RunLimits(running=5, ahead=2)),
        ([5], None, 0, RunLimits(running=5)),
        ([], None, 2, RunLimits(running=1, ahead=2)),
    ],
)
def test_limits(models: list[int], asked: int | None, look_ahead: int, limits: RunLimits) -> None:
    assert limits_of(models, asked, look_ahead) == limits
