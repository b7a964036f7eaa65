"""Wide screen: black bars above and below, as of a film on a television."""

from typing import ClassVar, Final

import cv2
import numpy as np

from engine.emulator.draft.effects.stage import Moment, MovingStage, Need, Scene
from engine.emulator.draft.frame import Frame, Size

_RATIO: Final = 2.39
_THICKEST, _THINNEST = 0.13, 0.06
_FACE_AT: Final = 0.42


class WideScreen(MovingStage):
    """Shows, between bars that stand still, the part of the picture's height in which faces are."""

    needs: ClassVar[frozenset[Need]] = frozenset({"face"})

    def prepare(self, scene: Scene) -> None:
        self._bar = _bar(scene.size)
        self._lines = scene.size.height - 2 * self._bar
        self._top = self._first_line(scene)

    def __call__(self, picture: Frame, moment: Moment) -> Frame:  # noqa: ARG002 - bars stand still
        shown = picture[self._top : self._top + self._lines]
        return np.asarray(
            cv2.copyMakeBorder(shown, self._bar, self._bar, 0, 0, cv2.BORDER_CONSTANT, value=(0, 0, 0)), np.uint8
        )

    def _first_line(self, scene: Scene) -> int:
        """Return the first line that is shown: what the bars hide is room to look a little up or down for a face."""
        face = scene.face()
        if face is None:
            return self._bar
        return min(max(round(face.y * scene.size.height - _FACE_AT * self._lines), 0), 2 * self._bar)


def _bar(size: Size) -> int:
    """Return the height of each bar: a wide screen's on wide pictures, at most an eighth of the height on others."""
    wide = (size.height - round(size.width / _RATIO)) // 2
    return min(wide, round(size.height * _THICKEST)) if wide > 0 else round(size.height * _THINNEST)
