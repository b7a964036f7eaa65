"""Easel: what everything that is painted or drawn by hand shares - it is drawn on twos, calm where the clip is calm."""

from abc import ABC, abstractmethod
from typing import ClassVar, Final

import cv2
import numpy as np

from engine.emulator.draft.anchors import Face
from engine.emulator.draft.effects.stage import Moment, Need, Scene, StillStage
from engine.emulator.draft.frame import Frame, Size, Weights, mixed, shrunk

_PER_SECOND: Final = 15
_EARLY: Final = 0.004
_COARSE: Final = 8
_CALM, _MOVED = 2.5, 8.0


class Easel(StillStage, ABC):
    """A stage that paints fifteen pictures a second, as animators do, and shows each until the next.

    What it paints from is the clip at a part of its size, in which nothing changes that does not move.
    """

    needs: ClassVar[frozenset[Need]] = frozenset({"faces"})
    work: ClassVar[float] = 2.0
    """How often the picture is larger than the one that is painted from."""

    def prepare(self, scene: Scene) -> None:
        self._size, self._small = scene.size, scene.size.over(self.work)
        self._calm = Calm()
        self._due = -1.0
        self._held: Frame | None = None
        self.set_up(scene)

    def __call__(self, picture: Frame, moment: Moment) -> Frame:
        if self._held is None or moment.seconds + _EARLY >= self._due or moment.seconds < self._due - 1:
            small = shrunk(picture, self._small)
            self._held = self.painted(self._calm(small), moment.faces)
            self._due = moment.seconds + 1 / _PER_SECOND
        return self._held

    @abstractmethod
    def set_up(self, scene: Scene) -> None:
        """Prepare brushes, paper and paint."""

    @abstractmethod
    def painted(self, small: Frame, faces: tuple[Face, ...]) -> Frame:
        """Paint the picture, at the full size."""


class Calm:
    """Shows the last picture again where the next one is the same but for the grain that cameras and codecs leave.

    Without it the borders of strokes would jump to and fro on a wall that stands still.
    """

    def __init__(self) -> None:
        self._last: Frame | None = None

    def __call__(self, picture: Frame) -> Frame:
        """Return the next picture, calmed."""
        if self._last is None or self._last.shape != picture.shape:
            self._last = picture
            return picture
        moved = _moved(self._last, picture)
        self._last = mixed(picture, self._last, moved)
        return self._last


def _moved(last: Frame, picture: Frame) -> Weights:
    """Return where a picture has changed since the last, 0..1, softly; single points don't count."""
    height, width = picture.shape[:2]
    coarse = Size(width, height).over(_COARSE)
    difference = cv2.cvtColor(cv2.absdiff(last, picture), cv2.COLOR_BGR2GRAY)
    patches = cv2.resize(difference, coarse.pair, interpolation=cv2.INTER_AREA).astype(np.float32)
    spread = cv2.dilate(patches, np.ones((3, 3), np.uint8))
    amount = np.clip((spread - _CALM) / (_MOVED - _CALM), 0, 1)
    return np.asarray(cv2.resize(amount, (width, height), interpolation=cv2.INTER_LINEAR), np.float32)
