"""Cut: where a clip jumps to another picture, so that nothing of what was seen before holds any longer."""

from typing import Final

import cv2
import numpy as np

from engine.emulator.draft.frame import Frame, Size, shrunk

_THUMB: Final = Size(32, 18)
_DIFFERENCE: Final = 38.0


class Cuts:
    """Told one picture after another, tells which of them is the first of a shot."""

    def __init__(self) -> None:
        self._last: Frame | None = None

    def __call__(self, picture: Frame) -> bool:
        """Tell whether the picture is unlike the one before; the first one is."""
        thumb = cv2.cvtColor(shrunk(picture, _THUMB), cv2.COLOR_BGR2GRAY)
        last, self._last = self._last, np.asarray(thumb, np.uint8)
        return last is None or float(cv2.absdiff(self._last, last).mean()) > _DIFFERENCE
