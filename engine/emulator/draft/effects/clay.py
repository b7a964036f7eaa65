"""Clay: rounded lumps of few colours with a soft sheen and the marks of fingers."""

import cv2
import numpy as np

from engine.emulator.draft.anchors import Face
from engine.emulator.draft.effects import noise
from engine.emulator.draft.effects.brush import relief, shaded
from engine.emulator.draft.effects.easel import Easel
from engine.emulator.draft.effects.light import grade
from engine.emulator.draft.effects.likeness import oval, strokes
from engine.emulator.draft.effects.stage import Scene
from engine.emulator.draft.frame import Frame, Size, Weights

_STEPS = 8


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
        soft = np.asarray(cv2.GaussianBlur(coloured, (0, 0), 1.0), np.uint8)
        light = relief(self._surface(lumps), 1.0) * (1 - 0.72 * oval(small, faces))
        lit = shaded(soft, np.asarray(light, np.float32), 0.27)
        sheen = np.clip(light - 0.3, 0, 0.6) * 36
        lit = np.asarray(cv2.add(lit, cv2.merge([sheen] * 3), dtype=cv2.CV_8U), np.uint8)
        return np.asarray(cv2.resize(lit, self._size.pair, interpolation=cv2.INTER_CUBIC), np.uint8)

    def _surface(self, lumps: Frame) -> Weights:
        """Return the height of the clay: each lump is round, sinks where another begins, and bears the marks of fingers."""
        near = cv2.GaussianBlur(lumps, (0, 0), self._round * 0.3)
        far = cv2.GaussianBlur(lumps, (0, 0), self._round * 1.1)
        seam = cv2.transform(cv2.absdiff(near, far), np.full((1, 3), 1 / 3, np.float32)).astype(np.float32)
        groove = cv2.GaussianBlur(np.clip(seam - 2, 0, 16) / 16, (0, 0), self._round * 0.7)
        return np.asarray(self._marks + self._dents * 1.3 - groove * 1.5, np.float32)


def _fingerprints(size: Size, rng: np.random.Generator) -> Weights:
    """Return ridges of fingers, pressed here and there at all angles."""
    marks = np.zeros((size.height, size.width), np.float32)
    rows, columns = np.indices((size.height, size.width), np.float32)
    unit = size.scaled(1.0)
    warp = noise.clouds(size, rng, 60 * unit, 2) * 34 * unit
    for _ in range(round(30 * size.width * size.height / (720 * 720 * unit * unit) + 20)):
        x, y = rng.uniform(0, size.width), rng.uniform(0, size.height)
        reach = rng.uniform(26, 52) * unit
        angle = rng.uniform(0, np.pi)
        along = (columns - x) * np.cos(angle) + (rows - y) * np.sin(angle)
        across = -(columns - x) * np.sin(angle) + (rows - y) * np.cos(angle)
        distance = np.sqrt((along / 0.72) ** 2 + (across / 1.15) ** 2)
        inside = np.clip(1 - (distance / reach) ** 4, 0, 1)
        wave = np.sin((np.hypot(along, across * 0.6 + reach * 0.5) + warp) * (2 * np.pi / max(2.6, 5.6 * unit)))
        marks = np.where(inside > 0.02, marks * (1 - inside) + wave * inside * 0.016, marks)
    return np.asarray(marks, np.float32)
