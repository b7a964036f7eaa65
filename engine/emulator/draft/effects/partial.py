"""Partial: an effect on the background alone, or on the person alone."""

from typing import Any, ClassVar, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.emulator.draft.effects.stage import Moment, Need, Scene, Stage, StillStage
from engine.emulator.draft.frame import Frame, Weights, around, mixed, shrunk

_HARDLY: Final = 0.1


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
            result[part] = mixed(person[part], place[part], mask)
        return result


class OutOfFocus(StillStage):
    """What a wide lens leaves of a background: every point becomes a disc, and bright ones shine out.

    It is worked out in light, whose mean it is, not in the picture's values, and at a sixth of the size.
    """

    _SIXTH: ClassVar[int] = 6
    _LIGHT: ClassVar[NDArray[np.float32]] = np.power(np.arange(256, dtype=np.float32) / 255, np.float32(2.4))[None]

    def prepare(self, scene: Scene) -> None:
        self._size, self._small = scene.size, scene.size.over(self._SIXTH)
        self._lens = _disc(max(1, round(self._small.scaled(40))))

    def __call__(self, picture: Frame, moment: Moment) -> Frame:
        light: Any = cv2.LUT(shrunk(picture, self._small), self._LIGHT)
        if moment.mask is not None:  # somebody's colours must not bleed out into the blur
            somebody = np.asarray(cv2.resize(moment.mask, self._small.pair, interpolation=cv2.INTER_LINEAR), np.float32)
            seen = (somebody < _HARDLY).astype(np.float32)
            spread = self._blurred(cv2.multiply(light, cv2.merge([seen] * 3)))
            light = cv2.divide(spread, cv2.merge([self._blurred(seen) + 1e-3] * 3))
        else:
            light = self._blurred(light)
        soft = cv2.convertScaleAbs(cv2.pow(light, 1 / 2.4), alpha=255)
        return np.asarray(cv2.resize(soft, self._size.pair, interpolation=cv2.INTER_LINEAR), np.uint8)

    def _blurred(self, light: Any) -> Any:
        return cv2.filter2D(light, -1, self._lens, borderType=cv2.BORDER_REFLECT)


def _disc(radius: int) -> Weights:
    """Return a kernel that is a disc with a soft border."""
    drawn = np.zeros((2 * radius + 3, 2 * radius + 3), np.float32)
    cv2.circle(drawn, (radius + 1, radius + 1), radius, 1.0, -1)
    soft = np.asarray(cv2.GaussianBlur(drawn, (0, 0), 0.8), np.float32)
    return np.asarray(soft / soft.sum(), np.float32)
