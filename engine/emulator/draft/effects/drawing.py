"""Drawing: pictures of one colour - pencil on paper, and ink washes on rice paper with a red seal."""

from typing import ClassVar

import cv2
import numpy as np

from engine.emulator.draft.anchors import Face
from engine.emulator.draft.effects import noise
from engine.emulator.draft.effects.brush import outlines
from engine.emulator.draft.effects.caption import written
from engine.emulator.draft.effects.easel import Easel
from engine.emulator.draft.effects.light import curve
from engine.emulator.draft.effects.likeness import oval, strokes
from engine.emulator.draft.effects.stage import Scene
from engine.emulator.draft.frame import Frame, Weights

_SEAL = "印"


class Sketch(Easel):
    """Graphite: outlines by dodging, shadows by two layers of hatching."""

    work: ClassVar[float] = 1.0

    def set_up(self, scene: Scene) -> None:
        size, rng = scene.size, scene.rng("sketch")
        unit = size.scaled(1.0)
        self._blur = 7 * unit
        tooth = noise.grain(size, rng, 0.8 * unit)
        self._paper = np.clip(246 + 3.2 * tooth, 0, 255).astype(np.uint8)
        self._near = _hatching(size.pair, rng, 0.85, 9 * unit)
        self._cross = _hatching(size.pair, rng, -0.7, 11 * unit)

    def painted(self, small: Frame, faces: tuple[Face, ...]) -> Frame:
        grey = cv2.cvtColor(small, cv2.COLOR_BGR2GRAY)
        half = cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
        soft = cv2.resize(cv2.GaussianBlur(half, (0, 0), self._blur / 2), (grey.shape[1], grey.shape[0]))
        lines = cv2.divide(grey, np.maximum(soft, 1), scale=255)
        lines = cv2.LUT(lines, curve(((0, 52), (150, 78), (215, 150), (245, 246), (255, 255))))
        tone = cv2.LUT(soft, curve(((0, 150), (70, 205), (150, 246), (255, 255))))
        drawn = cv2.multiply(lines, tone, scale=1 / 255)
        bare = cv2.convertScaleAbs(1 - 0.7 * oval(small, faces), alpha=255)  # few strokes cross a face
        for hatching, table in ((self._near, _DARK), (self._cross, _DARKEST)):
            amount = cv2.multiply(cv2.LUT(soft, table), bare, scale=1 / 255)
            strokes = cv2.bitwise_not(cv2.multiply(cv2.bitwise_not(hatching), amount, scale=1 / 255))
            drawn = cv2.multiply(drawn, strokes, scale=1 / 255)
        drawn = cv2.multiply(drawn, self._paper, scale=1 / 255)
        return np.asarray(cv2.cvtColor(drawn, cv2.COLOR_GRAY2BGR), np.uint8)


_DARK = curve(((0, 255), (90, 200), (150, 40), (175, 0), (255, 0)))
_DARKEST = curve(((0, 255), (45, 190), (90, 0), (255, 0)))


def _hatching(pair: tuple[int, int], rng: np.random.Generator, slope: float, step: float) -> Frame:
    """Return parallel pencil strokes, dark on white, uneven as a hand's."""
    rows, columns = np.indices((pair[1], pair[0]), np.float32)
    wobble = cv2.resize(rng.random((14, 24), np.float32), pair, interpolation=cv2.INTER_CUBIC) * step * 1.6
    wave = np.sin((columns * slope + rows + wobble) * (2 * np.pi / step))
    press = cv2.resize(rng.random((90, 160), np.float32), pair, interpolation=cv2.INTER_CUBIC)
    strokes = np.clip((wave - 0.25) * 1.5, 0, 1) * (0.35 + 0.5 * press)
    return np.clip(255 * (1 - strokes * 0.75), 0, 255).astype(np.uint8)


class Ink(Easel):
    """A Chinese ink painting: wet washes, a dry brush for the outlines, warm rice paper, one red seal."""

    def set_up(self, scene: Scene) -> None:
        rng = scene.rng("ink")
        unit = self._small.scaled(1.0)
        self._unit = max(0.5, unit * 2)
        self._radius = max(2, round(9 * unit))
        self._wash = curve(((0, 26), (50, 72), (110, 168), (165, 236), (215, 255), (255, 255)))
        wobble = [noise.clouds(self._small, rng, 40 * unit, 3) - 0.5 for _ in range(2)]
        self._rows, self._columns = np.indices((self._small.height, self._small.width), np.float32)
        self._wobble = [(shift * 14 * unit).astype(np.float32) for shift in wobble]
        wet = noise.clouds(self._small, rng, 120 * unit, 5)
        self._wet = np.clip(0.62 + wet * 0.66, 0, 1.15).astype(np.float32)
        fading = np.clip(noise.from_edge(self._small) / 0.16 + (wet - 0.5) * 0.9, 0, 1)
        self._fading = fading.astype(np.float32)
        fibres = noise.clouds(scene.size, rng, scene.size.scaled(36), 5) - 0.5
        tone = 1 + 0.05 * fibres + 0.012 * noise.grain(scene.size, rng, 0.7)
        self._paper = np.clip(tone[..., None] * np.array([206, 226, 236]), 0, 255).astype(np.uint8)
        self._stamp(scene)

    def painted(self, small: Frame, faces: tuple[Face, ...]) -> Frame:
        steady = 1 - 0.9 * oval(small, faces)
        across, down = (shift * steady for shift in self._wobble)
        x, y = self._columns + across, self._rows + down
        warped = cv2.remap(small, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
        washed = strokes(np.asarray(warped, np.uint8), (self._radius,), faces)
        ink = self._ink(washed, faces)
        full = cv2.resize(ink, self._size.pair, interpolation=cv2.INTER_CUBIC)
        colour = cv2.resize(self._tint(washed), self._size.pair)
        painted = cv2.multiply(self._paper, colour, scale=1 / 255)
        painted = cv2.multiply(painted, cv2.cvtColor(full, cv2.COLOR_GRAY2BGR), scale=1 / 255)
        rows, columns = self._mark.shape[:2]
        painted[self._top : self._top + rows, self._left : self._left + columns] = self._mark
        return np.asarray(painted, np.uint8)

    def _ink(self, washed: Frame, faces: tuple[Face, ...]) -> Frame:
        grey = cv2.LUT(cv2.cvtColor(washed, cv2.COLOR_BGR2GRAY), self._wash).astype(np.float32)
        pen: Weights = outlines(washed, 0.8 * self._unit, 2.2 * self._unit, 0.13, 3)
        dark = (255 - grey) * self._wet
        dark = np.maximum(dark, pen * (205 - 90 * oval(washed, faces)))
        return np.asarray(np.clip(255 - dark * self._fading, 0, 255), np.uint8)

    def _tint(self, washed: Frame) -> Frame:
        """Return a breath of the picture's own colours, as of mineral pigments."""
        hsv = cv2.cvtColor(washed, cv2.COLOR_BGR2HSV)
        hsv[..., 1] = cv2.convertScaleAbs(hsv[..., 1], alpha=0.3)
        hsv[..., 2] = 255
        return np.asarray(cv2.cvtColor(hsv, cv2.COLOR_HSV2BGR), np.uint8)

    def _stamp(self, scene: Scene) -> None:
        letters = written(_SEAL, round(scene.size.scaled(40)))
        side = round(scene.size.scaled(64))
        mark = np.zeros((side, side), np.float32)
        letters = letters[letters.any(1)][:, letters.any(0)]
        inner = round(side * 0.7)
        fitted = cv2.resize(letters, (inner, inner), interpolation=cv2.INTER_AREA).astype(np.float32) / 255
        first = (side - inner) // 2
        mark[first : first + inner, first : first + inner] = fitted
        red, cream = np.array([36, 34, 178], np.float32), np.array([206, 226, 236], np.float32)
        self._mark = (red * (1 - mark[..., None]) + cream * mark[..., None]).astype(np.uint8)
        margin = round(scene.size.scaled(70))
        self._left, self._top = margin, scene.size.height - side - margin
