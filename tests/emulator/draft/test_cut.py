"""Where a clip jumps, and where something in it moves far."""

import cv2
import numpy as np

from engine.emulator.draft.cut import Cuts, moved
from engine.emulator.draft.frame import Size
from engine.emulator.draft.person import PersonFinder
from tests.emulator.draft.clips import picture

SIZE = (320, 180)


def waving(at: int) -> np.ndarray:
    """A picture in which a bright hand is raised at a place."""
    frame = picture(0, SIZE)
    cv2.circle(frame, (at, 60), 16, (235, 235, 235), -1)
    return frame


def test_the_first_picture_of_a_shot_is_a_cut() -> None:
    cuts = Cuts()
    assert [cuts(frame) for frame in (picture(0, SIZE), picture(1, SIZE), picture(2, SIZE) // 8)] == [
        True,
        False,
        True,
    ]


def test_a_hand_moves_and_a_camera_that_glides_does_not() -> None:
    cuts, thumbs = Cuts(), []
    for frame in (waving(60), waving(100), picture(0, SIZE), np.roll(picture(0, SIZE), 1, 1)):
        cuts(frame)
        assert cuts.thumb is not None
        thumbs.append(cuts.thumb)
    assert moved(thumbs[0], thumbs[1])
    assert not moved(thumbs[2], thumbs[3])


def test_who_moves_is_looked_at_in_every_picture_and_who_stands_still_in_every_third() -> None:
    for frames, looks in (([waving(40 + 40 * step) for step in range(6)], 6), ([waving(60)] * 6, 2)):
        finder = PersonFinder(Size(*SIZE))
        seen = []
        for frame in frames:
            finder(frame)
            seen.append(finder._last)
        assert len({id(mask) for mask in seen}) == looks
