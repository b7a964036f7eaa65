"""Background: another place behind the same person."""

from typing import ClassVar

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.emulator.draft.effects.stage import Moment, Need, Scene, StillStage
from engine.emulator.draft.frame import Frame, Weights, around, mixed, shrunk
from engine.emulator.draft.scenery.plate import Plate

_QUARTER = 4
_MATCHED = 0.15
_WRAP = 0.55
_CROSS = cv2.getStructuringElement(cv2.MORPH_CROSS, (3, 3))
_SPREAD = (5, 5)


class Background(StillStage):
    """Puts the person before a plate that is drawn once for the clip.

    A plain one sheds no light on the person: somebody may want to key it out, and skin must keep its colour.
    """

    needs: ClassVar[frozenset[Need]] = frozenset({"mask"})

    def __init__(self, plate: Plate, *, plain: bool = False) -> None:
        self._draw, self._plain = plate, plain

    def prepare(self, scene: Scene) -> None:
        self._plate = self._draw(scene.size, scene.rng("plate"))
        self._mean = np.asarray(cv2.mean(self._plate)[:3], np.float64)
        self._small = scene.size.over(_QUARTER)
        blur = self._small.scaled(18)
        self._glow = np.asarray(cv2.GaussianBlur(shrunk(self._plate, self._small), (0, 0), blur), np.uint8)
        self._reach = self._small.scaled(10)

    def __call__(self, picture: Frame, moment: Moment) -> Frame:
        assert moment.mask is not None
        result = self._plate.copy()
        rows, columns = around(moment.mask)
        mask, person = moment.mask[rows, columns], picture[rows, columns]
        if not mask.size:
            return result
        small = np.asarray(cv2.resize(moment.mask, self._small.pair, interpolation=cv2.INTER_LINEAR), np.float32)
        inside = shrunk(picture, self._small)
        if not self._plain:
            gain = self._gain(inside, small)
            inside, person = _tinted(inside, gain), _tinted(person, gain)
        rim, colours = self._rim(inside, small)
        size = self._plate.shape[1], self._plate.shape[0]
        edge = np.asarray(cv2.resize(rim, size), np.float32)[rows, columns]
        shown = mixed(np.asarray(cv2.resize(colours, size), np.uint8)[rows, columns], person, edge)
        result[rows, columns] = mixed(shown, self._plate[rows, columns], mask)
        return result

    def _gain(self, inside: Frame, small: Weights) -> NDArray[np.float64]:
        """Return by how much the person's colours are drawn towards the place's light."""
        mean = np.asarray(cv2.mean(inside, (small > 0.5).astype(np.uint8))[:3], np.float64)
        return np.asarray(np.clip(1 + _MATCHED * (self._mean / np.maximum(mean, 8) - 1), 0.75, 1.25), np.float64)

    def _rim(self, inside: Frame, small: Weights) -> tuple[Weights, Frame]:
        """Return how far the person's edge takes on other colours than it had, and which ones, at a quarter of the size.

        At the edge the camera has mixed somebody with the old place: there they get the colours from further inside, and the
        new place's light reaches around them.
        """
        sure = cv2.erode(small, _CROSS)
        weight = cv2.merge([cv2.blur(sure, _SPREAD) + 1e-3] * 3)
        own = cv2.divide(cv2.blur(cv2.multiply(inside.astype(np.float32), cv2.merge([sure] * 3)), _SPREAD), weight)
        edge = (1 - cv2.erode(sure, _CROSS)) * np.minimum(weight[..., 0] * 8, 1)
        if self._plain:
            return np.asarray(edge, np.float32), np.asarray(cv2.convertScaleAbs(own), np.uint8)
        wrap = small * cv2.GaussianBlur(1 - small, (0, 0), self._reach) * _WRAP
        rim = 1 - (1 - edge) * (1 - wrap)
        share = wrap / np.maximum(rim, 1e-3)
        return np.asarray(rim, np.float32), mixed(self._glow, np.asarray(cv2.convertScaleAbs(own), np.uint8), share)


def _tinted(picture: Frame, gain: NDArray[np.float64]) -> Frame:
    return np.asarray(cv2.transform(picture, np.diag(gain).astype(np.float32)), np.uint8)
