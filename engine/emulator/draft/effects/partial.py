"""Partial: an effect on the background alone, or on the person alone."""

from typing import ClassVar

import cv2
import numpy as np

from engine.emulator.draft.effects.stage import Moment, Need, Scene, Stage, StillStage
from engine.emulator.draft.frame import Frame, around


class Partial:
    """Wraps a stage and lets its result be seen only where it is meant."""

    on_grid: ClassVar[bool] = False

    def __init__(self, inner: Stage, *, person: bool) -> None:
        self._inner = inner
        self.needs: frozenset[Need] = inner.needs | {"mask"}
        self._person = person

    def prepare(self, scene: Scene) -> None:
        self._inner.prepare(scene)

    def __call__(self, picture: Frame, moment: Moment) -> Frame:
        assert moment.mask is not None
        changed = self._inner(picture, moment)
        person, place = (changed, picture) if self._person else (picture, changed)
        part = around(moment.mask)
        mask = moment.mask[part]
        result = place.copy()
        if mask.size:
            result[part] = cv2.blendLinear(person[part], place[part], mask, 1 - mask)
        return result


class OutOfFocus(StillStage):
    """A strong blur, made at quarter size; meant for a background."""

    _QUARTER: ClassVar[int] = 4

    def prepare(self, scene: Scene) -> None:
        self._size, self._small = scene.size, scene.size.over(self._QUARTER)
        self._blur = self._small.scaled(26)

    def __call__(self, picture: Frame, moment: Moment) -> Frame:
        small = cv2.resize(picture, self._small.pair, interpolation=cv2.INTER_AREA)
        if moment.mask is not None:  # somebody's colours must not bleed out into the blur
            away = 1 - cv2.resize(moment.mask, self._small.pair, interpolation=cv2.INTER_AREA)
            weight = cv2.GaussianBlur(away, (0, 0), self._blur) + 1e-3
            spread = cv2.GaussianBlur(small.astype(np.float32) * away[..., None], (0, 0), self._blur)
            soft = np.clip(spread / weight[..., None], 0, 255).astype(np.uint8)
        else:
            soft = np.asarray(cv2.GaussianBlur(small, (0, 0), self._blur), np.uint8)
        return np.asarray(cv2.resize(soft, self._size.pair, interpolation=cv2.INTER_LINEAR), np.uint8)
