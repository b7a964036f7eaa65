"""Falling: snow, rain, leaves and petals; a function of the time alone, so that every output frame has its own."""

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import cv2
import numpy as np

from engine.emulator.draft.effects import noise
from engine.emulator.draft.effects.light import lighten
from engine.emulator.draft.effects.stage import Moment, MovingStage, Need, Scene
from engine.emulator.draft.frame import Frame, Size, Weights, mixed


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """One depth of flakes or drops: how many on a 720-line picture, their size, softness, speed in pixels a second, light."""

    count: int
    size: tuple[float, float]
    blur: float
    down: float
    sway: float
    light: float
    streak: float = 0.0


SNOW: Sequence[Layer] = (
    Layer(count=460, size=(1.2, 2.2), blur=0.9, down=62, sway=12, light=0.6),
    Layer(count=190, size=(2.4, 4.4), blur=1.6, down=120, sway=26, light=0.95),
    Layer(count=34, size=(8.0, 15.0), blur=5.5, down=250, sway=48, light=0.62),
)
"""Far away many small flakes hang in the air; close by a few large ones pass out of focus."""

RAIN: Sequence[Layer] = (
    Layer(count=320, size=(1.0, 1.4), blur=0.6, down=900, sway=0, light=0.3, streak=46),
    Layer(count=140, size=(1.2, 2.0), blur=0.7, down=1500, sway=0, light=0.55, streak=90),
    Layer(count=12, size=(3.4, 5.4), blur=2.6, down=2600, sway=0, light=0.5, streak=230),
)
"""Far away a grey veil, nearer threads of water, and now and then a drop that passes before the lens."""


class Falling(MovingStage):
    """Scrolls layers that were drawn once; they close in themselves, so that nothing ever jumps.

    Streaks are too fast for an eye to follow: they move ten times a second.
    """

    def __init__(self, layers: Sequence[Layer], colour: tuple[float, float, float]) -> None:
        self._layers = layers
        self._colour = np.array(colour, np.float32) / 255

    def prepare(self, scene: Scene) -> None:
        self._unit = scene.size.scaled(1.0)
        rng = scene.rng("falling")
        self._tiles = [_tile(scene.size, layer, self._unit, rng) for layer in self._layers]
        self._phase = rng.uniform(0, 2 * np.pi, len(self._layers)).tolist()
        self._shifts: tuple[tuple[int, int], ...] = ()

    def __call__(self, picture: Frame, moment: Moment) -> Frame:
        shifts = tuple(map(self._shift, self._layers, self._phase, [moment.seconds] * len(self._layers)))
        if shifts != self._shifts:
            self._shifts, self._light = shifts, self._shining(shifts)
        return lighten(picture, self._light)

    def _shift(self, layer: Layer, phase: float, seconds: float) -> tuple[int, int]:
        """Return how far a layer has moved, down and across."""
        if layer.streak:
            seconds = int(seconds * _STREAKS + _EARLY) / _STREAKS
        across = layer.sway * np.sin(seconds * 1.3 + phase) + _SLANT * layer.down * seconds
        return round(layer.down * self._unit * seconds), round(across * self._unit)

    def _shining(self, shifts: tuple[tuple[int, int], ...]) -> Frame:
        shifted = [np.roll(tile, shift, (0, 1)) for tile, shift in zip(self._tiles, shifts, strict=True)]
        light = functools.reduce(np.maximum, shifted)
        return np.asarray(cv2.merge([cv2.convertScaleAbs(light, alpha=float(part)) for part in self._colour]), np.uint8)


_SLANT = 0.12
_FADING = 0.16
_STREAKS = 10
_EARLY = 0.01


def _tile(size: Size, layer: Layer, unit: float, rng: np.random.Generator) -> Frame:
    """Draw one layer; what leaves at one side comes in at the other."""
    height, width = size.height, size.width
    tile = np.zeros((height * 3, width * 3), np.uint8)
    count = round(layer.count * (width * height) / (1280 * 720 * unit * unit))
    for _ in range(count):
        x, y = rng.uniform(0, width), rng.uniform(0, height)
        radius = rng.uniform(*layer.size) * unit
        light = int(255 * layer.light * rng.uniform(0.6, 1.0))
        end = (x + layer.streak * unit * _SLANT, y + layer.streak * unit * rng.uniform(0.7, 1.2))
        for top in (0, height, 2 * height):
            at = (round((x + width) * 8), round((y + top) * 8))
            if layer.streak:
                to = (round((end[0] + width) * 8), round((end[1] + top) * 8))
                cv2.line(tile, at, to, light, max(1, round(radius)), cv2.LINE_AA, 3)
            else:
                cv2.circle(tile, at, max(4, round(radius * 8)), light, -1, cv2.LINE_AA, 3)
    wide = max(0.4, layer.blur * unit)  # a streak fades towards both its ends
    tall = wide + layer.streak * unit * _FADING
    room = min(height, round(4 * tall))
    part = tile[height - room : 2 * height + room, width // 2 : 2 * width + width // 2]
    middle = cv2.GaussianBlur(part, (0, 0), wide, sigmaY=tall)[room : room + height]
    folded = middle[:, width // 2 : width // 2 + width].copy()
    folded[:, : width // 2] = np.maximum(folded[:, : width // 2], middle[:, width + width // 2 :])
    folded[:, -(width // 2) :] = np.maximum(folded[:, -(width // 2) :], middle[:, : width // 2])
    return np.asarray(folded, np.uint8)


class Fog(MovingStage):
    """Two banks of mist that drift across each other, thicker below and thinner before a face."""

    needs: ClassVar[frozenset[Need]] = frozenset({"face"})

    _COLOUR: ClassVar[tuple[int, int, int]] = (226, 222, 216)

    def prepare(self, scene: Scene) -> None:
        size, rng = scene.size, scene.rng("fog")
        self._small = size.over(4)
        unit = self._small.scaled(1.0)
        self._banks = [_closed(noise.clouds(self._small, rng, cell * unit, 4)) for cell in (420, 240)]
        rows = np.linspace(0, 1, self._small.height, dtype=np.float32)[:, None]
        self._base = 0.4 + 0.26 * rows
        face = scene.face()
        if face:
            x = (np.arange(self._small.width, dtype=np.float32) + 0.5)[None] / self._small.width
            away = np.hypot((x - face.x) / (face.width * 1.6), (rows - face.y) / (face.height * 1.6))
            self._base = self._base - 0.3 * np.exp(-(away**2))
        self._cover = np.full((size.height, size.width, 3), self._COLOUR, np.uint8)
        self._unit = unit

    def __call__(self, picture: Frame, moment: Moment) -> Frame:
        near = np.roll(self._banks[0], round(60 * self._unit * moment.seconds), 1)
        far = np.roll(self._banks[1], -round(34 * self._unit * moment.seconds), 1)
        thickness = np.clip(self._base + (near + far - 1) * 0.75, 0.12, 0.92).astype(np.float32)
        full = cv2.resize(thickness, (picture.shape[1], picture.shape[0]), interpolation=cv2.INTER_LINEAR)
        return mixed(self._cover, picture, np.asarray(full, np.float32))


def _closed(bank: Weights) -> Weights:
    """Fade the right end into the left one's mirror, so that a scrolled bank has no seam."""
    width = bank.shape[1]
    fade = np.clip((np.arange(width) - width * 0.7) / (width * 0.3), 0, 1).astype(np.float32)[None]
    return np.asarray(bank * (1 - fade) + bank[:, ::-1] * fade, np.float32)


@dataclass(frozen=True, slots=True)
class Shape:
    """A leaf or petal: its outline from -1 to 1, its colours, its size on a 720-line picture, how many, how fast."""

    outline: tuple[tuple[float, float], ...]
    colours: tuple[tuple[int, int, int], ...]
    size: tuple[float, float]
    count: int
    down: float


LEAVES = Shape(
    ((-1, 0), (-0.5, -0.32), (0, -0.5), (0.5, -0.36), (1, 0), (0.5, 0.36), (0, 0.5), (-0.5, 0.32)),
    ((20, 90, 214), (18, 130, 236), (20, 60, 178), (40, 170, 240), (16, 44, 140)),
    (11, 24), 64, 120,
)  # fmt: skip
PETALS = Shape(
    ((-1, 0), (-0.3, -0.6), (0.6, -0.55), (0.8, 0), (0.6, 0.55), (-0.3, 0.6)),
    ((208, 178, 255), (226, 204, 255), (190, 150, 250), (236, 226, 255)),
    (7, 14), 90, 80,
)  # fmt: skip


class Scattered(MovingStage):
    """Leaves or petals that tumble down, each on its own way."""

    def __init__(self, shape: Shape) -> None:
        self._shape = shape

    def prepare(self, scene: Scene) -> None:
        rng, count = scene.rng("scattered"), self._shape.count
        self._unit = scene.size.scaled(1.0)
        self._start = rng.uniform(0, 1, (count, 2)) * [scene.size.width, scene.size.height]
        self._scale = rng.uniform(*self._shape.size, count) * self._unit
        self._turn = rng.uniform(-3, 3, (count, 2))
        self._phase = rng.uniform(0, 2 * np.pi, (count, 2))
        self._colour = rng.integers(0, len(self._shape.colours), count)

    def __call__(self, picture: Frame, moment: Moment) -> Frame:
        result = picture.copy()
        height, width = picture.shape[:2]
        margin = float(self._scale.max()) + 2
        outline = np.array(self._shape.outline, np.float64)
        for index, scale in enumerate(self._scale):
            speed = self._shape.down * self._unit * (0.6 + scale / (self._shape.size[1] * self._unit))
            y = (self._start[index, 1] + speed * moment.seconds) % (height + 2 * margin) - margin
            sway = 40 * self._unit * np.sin(moment.seconds * 1.7 + self._phase[index, 0])
            x = (self._start[index, 0] + sway + 30 * self._unit * moment.seconds) % (width + 2 * margin) - margin
            angle = self._phase[index, 0] + self._turn[index, 0] * moment.seconds
            flat = outline * [
                1.0,
                0.25 + 0.75 * abs(np.sin(self._phase[index, 1] + self._turn[index, 1] * moment.seconds)),
            ]
            turned = flat @ np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]]) * scale
            points = np.rint((turned + np.array([x, y])) * 8).astype(np.int32)
            cv2.fillConvexPoly(result, points, self._shape.colours[self._colour[index]], cv2.LINE_AA, 3)
        return result
