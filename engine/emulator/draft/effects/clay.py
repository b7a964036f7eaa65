"""Clay: rounded lumps of few colours with a soft sheen and the marks of fingers."""

from typing import Final

import cv2
import numpy as np

from engine.emulator.draft.anchors import Face
from engine.emulator.draft.effects import noise
from engine.emulator.draft.effects.brush import relief, shaded
from engine.emulator.draft.effects.easel import Easel
from engine.emulator.draft.effects.light import grade, multiply, three
from engine.emulator.draft.effects.likeness import oval, strokes
from engine.emulator.draft.effects.stage import Scene
from engine.emulator.draft.frame import Frame, Size, Weights

_STEPS = 8
_MOST_LIT: Final = 0.34
_SUNK: Final = 0.5
_FINGER: Final = 1.2


class Clay(Easel):
    """Moves at 15 pictures a second, as figures do that are moved by hand."""

    def set_up(self, scene: Scene) -> None:
        rng = scene.rng("clay")
        self._radius = max(2, round(self._small.scaled(9)))
        self._colour = grade(saturation=1.75, every=((0, 30), (128, 146), (255, 236)))
        self._marks = _fingerprints(self._small, rng)
        self._dents = (noise.clouds(self._small, rng, self._small.scaled(70), 3) - 0.5).astype(np.float32)
        self._round = max(1.0, self._small.scaled(6))
        table = np.arange(256, dtype=np.float32) / 255 * _STEPS
        smooth = np.floor(table) + np.clip((table % 1 - 0.35) / 0.3, 0, 1)
        self._flat = np.clip(smooth / _STEPS * 255, 0, 255).astype(np.uint8)

    def painted(self, small: Frame, faces: tuple[Face, ...]) -> Frame:
        lumps = strokes(small, (self._radius, self._radius), faces)
        hls = cv2.cvtColor(lumps, cv2.COLOR_BGR2HLS)
        hls[..., 1] = cv2.addWeighted(cv2.LUT(hls[..., 1], self._flat), 0.5, hls[..., 1], 0.5, 0)
        coloured = self._colour(np.asarray(cv2.cvtColor(hls, cv2.COLOR_HLS2BGR), np.uint8))
        soft = np.asarray(cv2.GaussianBlur(coloured, (0, 0), 0.6), np.uint8)
        seams = self._seams(lumps)
        fine = 1 - 0.72 * oval(small, faces)
        light = (
            np.clip(relief(self._marks + self._dents * 1.3 - seams * 1.1, self._small.scaled(2.0)), -0.8, _MOST_LIT)
            * fine
        )
        lit = shaded(soft, np.asarray(light, np.float32), 0.3)
        lit = multiply(lit, three(np.asarray(1 - _SUNK * seams * fine, np.float32)))
        return np.asarray(cv2.resize(lit, self._size.pair, interpolation=cv2.INTER_CUBIC), np.uint8)

    def _seams(self, lumps: Frame) -> Weights:
        """Return how far the clay sinks, 0..1: each lump is round and goes down where another begins."""
        near = cv2.GaussianBlur(lumps, (0, 0), self._round * 0.3)
        far = cv2.GaussianBlur(lumps, (0, 0), self._round * 1.1)
        seam = cv2.transform(cv2.absdiff(near, far), np.full((1, 3), 1 / 3, np.float32)).astype(np.float32)
        return np.asarray(cv2.GaussianBlur(np.clip(seam - 2, 0, 16) / 16, (0, 0), self._round * 0.6), np.float32)


def _fingerprints(size: Size, rng: np.random.Generator) -> Weights:
    """Return ridges of fingers, pressed here and there at all angles."""
    marks = np.zeros((size.height, size.width), np.float32)
    all_rows, all_columns = np.indices((size.height, size.width), np.float32)
    unit = size.scaled(1.0)
    warp = noise.clouds(size, rng, 60 * unit, 2) * 34 * unit
    for _ in range(round(30 * size.width * size.height / (720 * 720 * unit * unit) + 20)):
        x, y = rng.uniform(0, size.width), rng.uniform(0, size.height)
        reach = rng.uniform(26, 52) * unit
        angle = rng.uniform(0, np.pi)
        top, left = (max(0, round(middle - reach * _FINGER)) for middle in (y, x))
        part = slice(top, round(y + reach * _FINGER) + 1), slice(left, round(x + reach * _FINGER) + 1)
        rows, columns, mark = all_rows[part], all_columns[part], marks[part]
        along = (columns - x) * np.cos(angle) + (rows - y) * np.sin(angle)
        across = -(columns - x) * np.sin(angle) + (rows - y) * np.cos(angle)
        distance = np.sqrt((along / 0.72) ** 2 + (across / 1.15) ** 2)
        inside = np.clip(1 - (distance / reach) ** 4, 0, 1)
        wave = np.sin((np.hypot(along, across * 0.6 + reach * 0.5) + warp[part]) * (2 * np.pi / max(2.6, 5.6 * unit)))
        mark[:] = np.where(inside > 0.02, mark * (1 - inside) + wave * inside * 0.016, mark)
    return np.asarray(marks, np.float32)
