"""Aged: film as it looks after a hundred years in a tin."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.emulator.draft.effects import noise
from engine.emulator.draft.effects.light import grade, multiply, three
from engine.emulator.draft.effects.stage import Moment, MovingStage, Scene
from engine.emulator.draft.frame import Frame

_RATE = 15
_GRAINS = 6
_COARSE = 7.0
_FADED = ((0, 34), (128, 134), (255, 232))


class Aged(MovingStage):
    """Sepia with grain, scratches and specks, at the fifteen pictures a second that were turned by hand."""

    def prepare(self, scene: Scene) -> None:
        size, self._rng = scene.size, scene.rng("aged")
        self._tone = grade(saturation=0.0, gain=(0.66, 0.9, 1.08), blue=_FADED, green=_FADED, red=_FADED)
        self._shade = three(noise.vignette(size, 0.55))
        half = size.over(2)
        self._grains = [_speckles(cv2.resize(noise.grain(half, self._rng, 0.6), size.pair)) for _ in range(_GRAINS)]
        self._beat, self._shown = -1, np.zeros((0, 0, 3), np.uint8)
        self._unit, self._seed = size.scaled(1.0), scene.seed

    def __call__(self, picture: Frame, moment: Moment) -> Frame:
        beat = int(moment.seconds * _RATE + 0.01)
        if beat == self._beat:
            return self._shown
        self._beat, self._shown = beat, self._faded(picture, beat)
        return self._shown

    def _faded(self, picture: Frame, beat: int) -> Frame:
        rng = np.random.default_rng([self._seed, beat])
        aged = multiply(self._tone(picture), self._shade)
        grain = self._grains[beat % _GRAINS]
        for lay, part in ((cv2.add, grain), (cv2.subtract, -grain)):
            speckles = np.clip(part, 0, 255).astype(np.uint8)
            aged = np.asarray(lay(aged, cv2.merge([speckles] * 3)), np.uint8)
        self._scratch(aged, rng)
        return np.asarray(cv2.convertScaleAbs(aged, alpha=float(rng.uniform(0.93, 1.04))), np.uint8)

    def _scratch(self, picture: Frame, rng: np.random.Generator) -> None:
        height, width = picture.shape[:2]
        for _ in range(int(rng.integers(1, 4))):
            x = int(rng.uniform(0, width))
            shift = int(rng.uniform(-6, 6) * self._unit)
            cv2.line(picture, (x, 0), (x + shift, height), (190, 214, 226), max(1, round(self._unit)), cv2.LINE_AA)
        for _ in range(int(rng.integers(2, 9))):
            at = (int(rng.uniform(0, width)), int(rng.uniform(0, height)))
            radius = max(1, round(rng.uniform(1, 4) * self._unit))
            cv2.circle(picture, at, radius, (30, 40, 44) if rng.random() < 0.6 else (214, 228, 236), -1, cv2.LINE_AA)


def _speckles(grain: NDArray[Any]) -> NDArray[np.int8]:
    """Return by how many levels grain darkens or brightens each point."""
    return np.clip(np.rint(grain * _COARSE), -127, 127).astype(np.int8)
