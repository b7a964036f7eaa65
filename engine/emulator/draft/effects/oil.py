"""Oil: thick strokes in strong colours, with the light on their ridges, on canvas."""

from typing import ClassVar

import cv2
import numpy as np

from engine.emulator.draft.anchors import Face
from engine.emulator.draft.effects import noise
from engine.emulator.draft.effects.brush import relief, shaded
from engine.emulator.draft.effects.easel import Easel
from engine.emulator.draft.effects.light import grade, three
from engine.emulator.draft.effects.likeness import oval, strokes
from engine.emulator.draft.effects.stage import Scene
from engine.emulator.draft.frame import Frame, Weights

_BINS = 12


class Oil(Easel):
    """Strokes follow the picture's edges: noise is smeared along them, once for each of a few directions."""

    work: ClassVar[float] = 2.0

    def set_up(self, scene: Scene) -> None:
        rng = scene.rng("oil")
        self._radius = max(2, round(self._small.scaled(8)))
        self._colour = grade(saturation=1.45)
        self._bristles = _bristles(self._small.pair, rng, self._small.scaled(1.0))
        columns = np.sin(np.arange(scene.size.width) * (2 * np.pi / max(3.0, scene.size.scaled(4))))
        rows = np.sin(np.arange(scene.size.height) * (2 * np.pi / max(3.0, scene.size.scaled(4))))
        weave = (columns[None] * rows[:, None]).astype(np.float32)
        self._canvas = three(np.asarray(0.955 + 0.02 * weave + 0.008 * noise.grain(scene.size, rng, 0.6), np.float32))

    def painted(self, small: Frame, faces: tuple[Face, ...]) -> Frame:
        painted = self._colour(strokes(small, (self._radius,), faces))
        bristles = self._along(painted) * (1 - 0.75 * oval(small, faces))
        grey = cv2.cvtColor(painted, cv2.COLOR_BGR2GRAY).astype(np.float32) / 255
        light = relief(np.asarray(grey * 1.4 + bristles * 0.3, np.float32), self._small.scaled(2.6))
        full = cv2.resize(shaded(painted, light, 0.3), self._size.pair, interpolation=cv2.INTER_CUBIC)
        return np.asarray(cv2.multiply(full, self._canvas, scale=1.06 / 255), np.uint8)

    def _along(self, painted: Frame) -> Weights:
        """Return the bristles' height: each point takes the noise that was smeared in its own direction."""
        grey = cv2.cvtColor(painted, cv2.COLOR_BGR2GRAY)
        tiny = cv2.GaussianBlur(cv2.resize(grey, (self._small.width // 4, self._small.height // 4)), (0, 0), 2)
        across = cv2.Sobel(tiny, cv2.CV_32F, 1, 0, ksize=3)
        down = cv2.Sobel(tiny, cv2.CV_32F, 0, 1, ksize=3)
        blur = (0, 0)
        across2 = cv2.GaussianBlur(across * across - down * down, blur, 4)
        both = cv2.GaussianBlur(2 * across * down, blur, 4)
        angle = (np.arctan2(both, across2) / 2 + np.pi / 2) % np.pi  # along the edge
        index = np.rint(angle / np.pi * _BINS).astype(np.uint8) % _BINS
        chosen = cv2.resize(index, self._small.pair, interpolation=cv2.INTER_NEAREST)
        result = np.zeros(chosen.shape, np.uint8)
        for number, bristles in enumerate(self._bristles):
            cv2.copyTo(bristles, (chosen == number).astype(np.uint8), result)
        return np.asarray(cv2.GaussianBlur(result, (0, 0), 0.8).astype(np.float32) / 255, np.float32)


def _bristles(pair: tuple[int, int], rng: np.random.Generator, unit: float) -> list[Frame]:
    """Return noise smeared along each of the directions, 0..255."""
    speckles = rng.random((pair[1], pair[0]), np.float32)
    length = max(5, round(24 * unit)) | 1
    found = []
    for number in range(_BINS):
        angle = number * np.pi / _BINS
        kernel = np.zeros((length, length), np.float32)
        reach = length // 2
        start = (round(reach - np.cos(angle) * reach), round(reach - np.sin(angle) * reach))
        end = (round(reach + np.cos(angle) * reach), round(reach + np.sin(angle) * reach))
        cv2.line(kernel, start, end, 1.0, 1)
        smeared = cv2.GaussianBlur(cv2.filter2D(speckles, -1, kernel / kernel.sum()), (0, 0), max(0.6, 0.9 * unit))
        centred = (smeared - smeared.mean()) / max(float(smeared.std()), 1e-6)
        found.append(np.clip(128 + centred * 52, 0, 255).astype(np.uint8))
    return found
