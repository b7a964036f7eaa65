"""Canvas: what scenes are drawn with; places are shares of the width and height, lengths shares of the height."""

from collections.abc import Iterable

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.emulator.draft.effects import noise
from engine.emulator.draft.effects.light import coloured, lighten
from engine.emulator.draft.frame import Frame, Size, Weights, mixed

Point = tuple[float, float]
_FINE = 16


class Canvas:
    """A picture in the making; colours are written "#rrggbb"."""

    def __init__(self, size: Size, rng: np.random.Generator) -> None:
        self.size = size
        self.rng = rng
        self.picture: Frame = np.zeros((size.height, size.width, 3), np.uint8)
        self.aspect = size.width / size.height

    def fade(self, top: float, bottom: float, stops: Iterable[str]) -> None:
        """Fill from one height to another with colours that pass into each other."""
        colours = np.array([hue(stop) for stop in stops], np.float32)
        first, last = round(top * self.size.height), round(bottom * self.size.height)
        rows = np.linspace(0, len(colours) - 1, max(1, last - first))
        mixed = np.stack([np.interp(rows, np.arange(len(colours)), colours[:, part]) for part in range(3)], -1)
        self.picture[max(0, first) : last] = np.rint(mixed).astype(np.uint8)[:, None][max(0, -first) :]

    def shape(self, points: Iterable[Point], colour: str) -> None:
        """Fill a shape of any form."""
        cv2.fillPoly(self.picture, [self._fixed(points)], hue(colour), cv2.LINE_AA, 4)

    def box(self, left: float, top: float, right: float, bottom: float, colour: str) -> None:
        self.shape(((left, top), (right, top), (right, bottom), (left, bottom)), colour)

    def line(self, points: Iterable[Point], colour: str, width: float) -> None:
        thick = max(1, round(width * self.size.height))
        cv2.polylines(self.picture, [self._fixed(points)], False, hue(colour), thick, cv2.LINE_AA, 4)

    def disc(self, x: float, y: float, radius: float, colour: str, flat: float = 1.0) -> None:
        """Fill a circle, or an ellipse of `flat` times the height."""
        centre = self._fixed([(x, y)])[0][0]
        axes = (round(radius * self.size.height * _FINE), round(radius * flat * self.size.height * _FINE))
        cv2.ellipse(self.picture, centre.tolist(), axes, 0, 0, 360, hue(colour), -1, cv2.LINE_AA, 4)

    def glow(self, x: float, y: float, radius: float, colour: str, strength: float = 1.0, flat: float = 1.0) -> None:
        """Let light fall around a point."""
        rows = (np.arange(self.size.height, dtype=np.float32) / self.size.height - y)[:, None] / flat
        columns = ((np.arange(self.size.width, dtype=np.float32) / self.size.width - x) * self.aspect)[None]
        self.light(
            np.asarray(strength * np.exp(-(rows * rows + columns * columns) / (radius * radius)), np.float32), colour
        )

    def light(self, amount: Weights, colour: str) -> None:
        """Lay coloured light over everything."""
        self.picture = lighten(self.picture, coloured(amount, hue(colour)))

    def tint(self, amount: Weights, colour: str) -> None:
        """Paint a colour over everything, as thickly as the map says."""
        flat = np.empty_like(self.picture)
        flat[:] = hue(colour)
        self.picture = mixed(flat, self.picture, np.clip(amount, 0, 1).astype(np.float32))

    def clouds(self, cell: float, octaves: int = 5) -> Weights:
        return noise.clouds(self.size, self.rng, cell * self.size.height, octaves)

    def ripples(self, height: float) -> Weights:
        """Return soft patches that lie flat, as waves do far out; `height` is that of the largest."""
        tall = max(1.0, height * self.size.height)
        total = np.zeros((self.size.height, self.size.width), np.float32)
        for part in (1.0, 0.5):
            cells = (int(self.size.height / (tall * part)) + 2, int(self.size.width / (tall * part * 9)) + 2)
            drawn = cv2.resize(self.rng.random(cells, np.float32), self.size.pair, interpolation=cv2.INTER_CUBIC)
            total += np.asarray(drawn, np.float32)
        return np.clip(total / 2, 0, 1)

    def rows(self) -> Weights:
        """Each point's height as a share, 0 at the top."""
        column = np.linspace(0, 1, self.size.height, dtype=np.float32)[:, None]
        return np.repeat(column, self.size.width, 1)

    def columns(self) -> Weights:
        row = np.linspace(0, 1, self.size.width, dtype=np.float32)[None]
        return np.repeat(row, self.size.height, 0)

    def blur(self, amount: float) -> None:
        self.picture = np.asarray(cv2.GaussianBlur(self.picture, (0, 0), max(0.3, amount * self.size.height)), np.uint8)

    def ridge(self, level: float, rise: float, cell: float, colour: str, points: int = 160) -> None:
        """Fill everything below an uneven line: hills, mountains, tree tops."""
        steps = max(2, round(self.aspect / cell))
        line = np.zeros(points)
        for octave in range(5):
            knots = self.rng.random(steps * 2**octave + 1)
            line += np.interp(np.linspace(0, len(knots) - 1, points), np.arange(len(knots)), knots) / 2**octave
        line = (line - line.min()) / max(float(line.max() - line.min()), 1e-6)
        outline = [(at, level - rise * height) for at, height in zip(np.linspace(0, 1, points), line, strict=True)]
        self.shape([*outline, (1, 1.02), (0, 1.02)], colour)

    def _fixed(self, points: Iterable[Point]) -> NDArray[np.int32]:
        scale = np.array([self.size.width, self.size.height]) * _FINE
        return np.asarray(np.rint(np.array(list(points)) * scale), np.int32).reshape(-1, 1, 2)


def hue(colour: str) -> tuple[int, int, int]:
    """Return "#rrggbb" as blue, green, red."""
    return int(colour[5:7], 16), int(colour[3:5], 16), int(colour[1:3], 16)
