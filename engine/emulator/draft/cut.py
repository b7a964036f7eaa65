"""Cut: where a clip jumps to another picture, so that nothing of what was seen before holds any longer; and where it moves."""

from typing import Final

import cv2
import numpy as np

from engine.emulator.draft.frame import Frame, Size, shrunk

_THUMB: Final = Size(32, 18)
_DIFFERENCE: Final = 38.0
_STEP: Final = 20
_PARTS: Final = 0.003


class Cuts:
    """Told one picture after another, tells which of them is the first of a shot; `thumb` is the last one, tiny and grey."""

    def __init__(self) -> None:
        self.thumb: Frame | None = None

    def __call__(self, picture: Frame) -> bool:
        """Tell whether the picture is unlike the one before; the first one is."""
        last, self.thumb = self.thumb, np.asarray(cv2.cvtColor(shrunk(picture, _THUMB), cv2.COLOR_BGR2GRAY), np.uint8)
        return last is None or float(cv2.absdiff(self.thumb, last).mean()) > _DIFFERENCE


def moved(thumb: Frame, since: Frame) -> bool:
    """Tell whether something has moved far between two thumbs: a hand that waves, not a camera that glides."""
    return float((cv2.absdiff(thumb, since) > _STEP).mean()) > _PARTS
