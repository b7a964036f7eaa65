"""Watercolor: washes that pool at their borders on rough white paper, with an unpainted margin."""

import cv2
import numpy as np

from engine.emulator.draft.effects import noise
from engine.emulator.draft.effects.brush import patches
from engine.emulator.draft.effects.light import grade, three
from engine.emulator.draft.effects.stage import Moment, Scene, StillStage
from engine.emulator.draft.frame import Frame, Weights

_HALF = 2
_LIFT = ((0, 58), (64, 118), (128, 180), (200, 236), (255, 255))


class Watercolor(StillStage):
    """Works at half size; paper, pigment and the wobble of the hand stand still."""

    def prepare(self, scene: Scene) -> None:
        self._size, self._small = scene.size, scene.size.over(_HALF)
        rng = scene.rng("watercolor")
        unit = self._small.scaled(1.0)
        self._radius = max(2, round(self._small.scaled(7)))
        self._wash = grade(saturation=1.7, blue=_LIFT, green=_LIFT, red=_LIFT)
        wobble = [noise.clouds(self._small, rng, 46 * unit, 3) - 0.5 for _ in range(2)]
        rows, columns = np.indices((self._small.height, self._small.width), np.float32)
        self._map_x = columns + wobble[0] * 15 * unit
        self._map_y = rows + wobble[1] * 15 * unit
        self._edge_blur = max(0.8, 3.2 * unit)
        blotches = noise.clouds(self._small, rng, 190 * unit, 5)
        self._pigment = (1 + 1.5 * np.clip(blotches - 0.5, -0.3, 0.2)).astype(np.float32)
        self._bare = self._margin(rng)
        paper = 1 + 0.022 * noise.grain(scene.size, rng, scene.size.scaled(0.9))
        self._paper = three(np.clip(paper * 0.955, 0, 1))

    def __call__(self, picture: Frame, moment: Moment) -> Frame:  # noqa: ARG002 - paper has no time
        small = cv2.resize(picture, self._small.pair, interpolation=cv2.INTER_AREA)
        warped = cv2.remap(small, self._map_x, self._map_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
        painted = self._wash(patches(patches(np.asarray(warped, np.uint8), self._radius), self._radius // 2 + 1))
        density = np.minimum(self._pigment * (1 + 0.6 * self._pools(painted)), 1.32)
        washed = cv2.bitwise_not(cv2.multiply(cv2.bitwise_not(painted), cv2.merge([density] * 3), dtype=cv2.CV_8U))
        paper = np.full_like(washed, 250)
        washed = cv2.blendLinear(washed, paper, 1 - self._bare, self._bare)
        full = cv2.resize(washed, self._size.pair, interpolation=cv2.INTER_CUBIC)
        return np.asarray(cv2.multiply(full, self._paper, scale=1 / 255), np.uint8)

    def _pools(self, painted: Frame) -> Weights:
        """Return where pigment gathers: along the borders of the washes."""
        soft = cv2.GaussianBlur(painted, (0, 0), self._edge_blur)
        edge = cv2.cvtColor(cv2.absdiff(painted, soft), cv2.COLOR_BGR2GRAY).astype(np.float32)
        return np.asarray(np.clip((edge - 3) / 26, 0, 1), np.float32)

    def _margin(self, rng: np.random.Generator) -> Weights:
        """Return where the paper stays bare: an uneven border with a few strokes that reach out."""
        distance = noise.from_edge(self._small)
        rough = noise.clouds(self._small, rng, self._small.scaled(90), 5)
        edge = distance + (rough - 0.5) * 0.13
        return np.clip(1 - (edge - 0.035) / 0.012, 0, 1).astype(np.float32)
