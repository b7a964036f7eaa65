"""Pictures laid on each other, and where a map is."""

import cv2
import numpy as np

from engine.emulator.draft.frame import Size, around, mixed
from tests.emulator.draft.clips import picture

SIZE = Size(160, 90)


def test_a_mixture_is_the_mean_by_weight_and_leaves_alike_what_is_alike() -> None:
    over, under = picture(0, SIZE.pair), picture(40, SIZE.pair)[::-1].copy()
    cover = np.linspace(0, 1, SIZE.width, dtype=np.float32)[None].repeat(SIZE.height, 0)
    exact = cv2.blendLinear(over, under, cover, 1 - cover).astype(int)
    assert abs(mixed(over, under, cover) - exact).max() <= 1
    assert np.array_equal(mixed(over, over, cover), over)
    assert np.array_equal(mixed(over, under, np.ones_like(cover)), over)
    assert np.array_equal(mixed(over, under, np.zeros_like(cover)), under)


def test_around_a_map_is_the_smallest_part_that_holds_it() -> None:
    cover = np.zeros((9, 16), np.float32)
    assert around(cover) == (slice(0, 0), slice(0, 0))
    cover[3, 5], cover[6, 11] = 0.5, 0.1
    assert around(cover) == (slice(3, 7), slice(5, 12))
    assert around(cover, 0.2) == (slice(3, 4), slice(5, 6))
