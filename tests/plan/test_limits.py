from decimal import Decimal

import pytest

from engine.catalog import MediaLimits
from engine.plan.limits import limit_faults
from engine.values.place import Place
from tests.worlds import clip

LIMITS = MediaLimits(formats=("mp4",), max_bytes=1 << 30, min_seconds=Decimal(2), max_seconds=Decimal(10))


def nowhere() -> Place:
    raise AssertionError("nothing is wrong")


def test_where_a_medium_is_named_is_asked_only_if_it_breaks_a_limit() -> None:
    place = Place.point("recipe.yaml", 3)
    assert limit_faults(LIMITS, "video", clip("5"), nowhere) == []
    (found,) = limit_faults(LIMITS, "video", clip("11"), lambda: place)
    assert (found.key, found.place) == ("clip-too-long", place)
    with pytest.raises(AssertionError):
        limit_faults(LIMITS, "video", clip("1"), nowhere)
