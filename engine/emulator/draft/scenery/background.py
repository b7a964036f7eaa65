"""Background: another place behind the same person."""

from typing import ClassVar

import cv2
import numpy as np

from engine.emulator.draft.effects.stage import Moment, Need, Scene, StillStage
from engine.emulator.draft.frame import Frame, Weights, around, size_of
from engine.emulator.draft.scenery.plate import Plate

_QUARTER = 4
_MATCHED = 0.15
_WRAP = 0.55


class Background(StillStage):
    """Puts the person before a plate that is drawn once for the clip.

    A plain one sheds no light on the person: somebody may want to key it out, and skin must keep its colour.
    """

    needs: ClassVar[frozenset[Need]] = frozenset({"mask"})

    def __init__(self, plate: Plate, *, plain: bool = False) -> None:
        self._draw, self._plain = plate, plain

    def prepare(self, scene: Scene) -> None:
        self._plate = self._draw(scene.size, scene.rng("plate"))
        self._mean = np.array(cv2.mean(self._plate)[:3])
        small = cv2.resize(self._plate, scene.size.over(_QUARTER).pair, interpolation=cv2.INTER_AREA)
        glow = cv2.GaussianBlur(small, (0, 0), scene.size.over(_QUARTER).scaled(18))
        self._glow = np.asarray(cv2.resize(glow, scene.size.pair), np.uint8)

    def __call__(self, picture: Frame, moment: Moment) -> Frame:
        assert moment.mask is not None
        result = self._plate.copy()
        rows, columns = around(moment.mask)
        mask, person = moment.mask[rows, columns], picture[rows, columns]
        if not mask.size:
            return result
        if not self._plain:
            wrap = self._wrap(moment.mask)[rows, columns]
            lit = self._lit(picture, moment.mask, person)
            person = np.asarray(cv2.blendLinear(lit, self._glow[rows, columns], 1 - wrap, wrap), np.uint8)
        result[rows, columns] = cv2.blendLinear(person, self._plate[rows, columns], mask, 1 - mask)
        return result

    def _lit(self, picture: Frame, mask: Weights, person: Frame) -> Frame:
        """Draw the person's colours a little towards the place's light."""
        inside = cv2.resize(mask, (64, 36), interpolation=cv2.INTER_LINEAR)
        colours = cv2.resize(picture, (64, 36), interpolation=cv2.INTER_LINEAR).reshape(-1, 3)
        mean = (colours * inside.reshape(-1, 1)).sum(0) / max(float(inside.sum()), 1.0)
        gain = np.clip(1 + _MATCHED * (self._mean / np.maximum(mean, 8) - 1), 0.75, 1.25)
        table = np.clip(np.arange(256)[:, None] * gain, 0, 255).astype(np.uint8)
        return np.asarray(cv2.LUT(person, table[None]), np.uint8)

    def _wrap(self, mask: Weights) -> Weights:
        """Return where the place's light reaches around the person's edge, worked out at quarter size."""
        size = size_of(mask)
        small = cv2.resize(mask, size.over(_QUARTER).pair, interpolation=cv2.INTER_AREA)
        around = cv2.GaussianBlur(1 - small, (0, 0), size.over(_QUARTER).scaled(10))
        return np.asarray(cv2.resize(small * around * _WRAP, size.pair), np.float32)
