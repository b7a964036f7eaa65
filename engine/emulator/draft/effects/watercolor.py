"""Watercolor: transparent washes on rough paper that pool at their borders, run into blooms and leave grains of pigment."""

import cv2
import numpy as np

from engine.emulator.draft.anchors import Face
from engine.emulator.draft.effects import noise
from engine.emulator.draft.effects.easel import Easel
from engine.emulator.draft.effects.light import grade, three
from engine.emulator.draft.effects.likeness import oval, strokes
from engine.emulator.draft.effects.stage import Scene
from engine.emulator.draft.frame import Frame, Size, Weights

_LIFT = ((0, 62), (64, 122), (128, 184), (200, 240), (255, 255))
_BLOOM_LEVELS = (0.36, 0.5, 0.63)


class Watercolor(Easel):
    """Works at half size; paper, pigment and the wobble of the hand stand still.

    The paint reaches the borders of the picture, only thinner there: a later step may cut the person out.
    """

    def set_up(self, scene: Scene) -> None:
        rng = scene.rng("watercolor")
        unit = self._small.scaled(1.0)
        radius = max(2, round(self._small.scaled(7)))
        self._radii = (radius, radius // 2 + 1)
        self._wash = grade(saturation=1.75, blue=_LIFT, green=_LIFT, red=_LIFT)
        wobble = [noise.clouds(self._small, rng, 46 * unit, 3) - 0.5 for _ in range(2)]
        self._rows, self._columns = np.indices((self._small.height, self._small.width), np.float32)
        self._wobble = [(shift * 15 * unit).astype(np.float32) for shift in wobble]
        self._edge_blur = max(0.8, 3.2 * unit)
        self._pigment = _pigment(self._small, rng)
        grains = noise.grain(scene.size, rng, scene.size.scaled(1.5))
        tooth = noise.grain(scene.size, rng, scene.size.scaled(0.8))
        self._paper = three(np.asarray(np.clip(0.965 + 0.02 * grains + 0.008 * tooth, 0, 1), np.float32))

    def painted(self, small: Frame, faces: tuple[Face, ...]) -> Frame:
        steady = 1 - 0.9 * oval(small, faces)
        across, down = (shift * steady for shift in self._wobble)
        x, y = self._columns + across, self._rows + down
        warped = cv2.remap(small, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
        painted = self._wash(strokes(np.asarray(warped, np.uint8), self._radii, faces))
        density = np.minimum(self._pigment * (1 + 0.6 * self._pools(painted)), 1.36)
        washed = cv2.bitwise_not(cv2.multiply(cv2.bitwise_not(painted), cv2.merge([density] * 3), dtype=cv2.CV_8U))
        full = cv2.resize(washed, self._size.pair, interpolation=cv2.INTER_CUBIC)
        return np.asarray(cv2.multiply(full, self._paper, scale=1 / 255), np.uint8)

    def _pools(self, painted: Frame) -> Weights:
        """Return where pigment gathers: along the borders of the washes."""
        soft = cv2.GaussianBlur(painted, (0, 0), self._edge_blur)
        edge = cv2.cvtColor(cv2.absdiff(painted, soft), cv2.COLOR_BGR2GRAY).astype(np.float32)
        return np.asarray(np.clip((edge - 3) / 26, 0, 1), np.float32)


def _pigment(size: Size, rng: np.random.Generator) -> Weights:
    """Return how thick the paint lies, 1 on average: blotches, blooms with a dark rim, a little less at the borders."""
    unit = size.scaled(1.0)
    blotches = noise.clouds(size, rng, 190 * unit, 5)
    density = 1 + 1.7 * np.clip(blotches - 0.5, -0.3, 0.2)
    wet = noise.clouds(size, rng, 230 * unit, 6)
    for level in _BLOOM_LEVELS:
        rim = np.exp(-(((wet - level) / 0.006) ** 2))
        inside = np.clip((wet - level) / 0.05, 0, 1) * np.clip(1 - (wet - level) / 0.12, 0, 1)
        density += 0.13 * rim - 0.16 * inside
    border = np.clip(noise.from_edge(size) / 0.05, 0, 1)
    return np.asarray(density * (0.72 + 0.28 * border), np.float32)
