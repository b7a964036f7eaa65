"""Hour: the light of an evening and of a night, as a film crew makes them by day: it falls on who is in the picture."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import ClassVar, Final

import cv2
import numpy as np

from engine.emulator.draft.anchors import Face
from engine.emulator.draft.effects.light import Grade, coloured, grade, lighten, multiply, three
from engine.emulator.draft.effects.stage import Moment, Need, Scene, StillStage
from engine.emulator.draft.frame import Frame, Size, Weights, shrunk

_QUARTER: Final = 4
_SHINES: Final = 150
_LEAST: Final = 26
_ABOVE = np.clip(np.arange(256) - 110, 0, 255).astype(np.uint8)


class Hour(StillStage, ABC):
    """A grade, light that falls off from where the face is, and lamps or a low sun."""

    needs: ClassVar[frozenset[Need]] = frozenset({"face"})

    def prepare(self, scene: Scene) -> None:
        self._size, self._small = scene.size, scene.size.over(_QUARTER)
        self.set_up(scene, scene.face())

    @abstractmethod
    def set_up(self, scene: Scene, face: Face | None) -> None:
        """Work out what stands still."""

    @abstractmethod
    def __call__(self, picture: Frame, moment: Moment) -> Frame:
        """Return the picture at that hour."""

    def _full(self, small: Frame) -> Frame:
        return np.asarray(cv2.resize(small, self._size.pair, interpolation=cv2.INTER_LINEAR), np.uint8)


class Sunset(Hour):
    """Gold from beyond the side at which nobody stands, and shadows that turn to violet on the other.

    The sun itself stays out of the picture: in a room, and before a face, it would be a lamp on the wall.
    """

    _GRADE: ClassVar[Grade] = grade(
        saturation=1.05,
        gain=(0.8, 0.92, 1.04),
        blue=((0, 24), (64, 58), (128, 84), (200, 104), (255, 150)),
        green=((0, 2), (64, 36), (128, 92), (200, 158), (255, 226)),
        red=((0, 8), (64, 56), (128, 138), (200, 220), (255, 255)),
    )
    _SUN: ClassVar[tuple[float, float, float]] = (40, 146, 255)
    _GLEAM: ClassVar[tuple[float, float, float]] = (0.25, 0.55, 0.9)

    def set_up(self, scene: Scene, face: Face | None) -> None:
        x, y = _shares(scene.size)
        if face is not None and face.x > 0.5:
            x = 1 - x
        aspect = scene.size.width / scene.size.height
        distance = np.hypot((1.06 - x) * aspect, y - 0.3)
        low = np.exp(-((distance / (0.46 * max(aspect, 0.8))) ** 1.5))
        self._sun = coloured(np.asarray(0.8 * low, np.float32), self._SUN)
        self._shade = three(np.asarray(np.clip(0.42 + 0.62 * x - 0.16 * np.abs(y - 0.42), 0, 1), np.float32))

    def __call__(self, picture: Frame, moment: Moment) -> Frame:  # noqa: ARG002 - an evening is long
        evening = self._GRADE(picture)
        light = cv2.add(self._sun, self._full(self._gleam(evening)))
        return lighten(multiply(evening, self._shade), np.asarray(light, np.uint8))

    def _gleam(self, evening: Frame) -> Frame:
        """Return how bright things shine in the low sun."""
        small = shrunk(evening, self._small)
        bright = cv2.GaussianBlur(cv2.subtract(small, np.full_like(small, _SHINES)), (0, 0), self._small.scaled(14))
        return np.asarray(cv2.transform(bright, np.diag(self._GLEAM).astype(np.float32)), np.uint8)


class Night(Hour):
    """Day for night: blue shadows, a moon on who is in the picture, and what was small and bright is a lamp."""

    _GRADE: ClassVar[Grade] = grade(
        saturation=0.42,
        gain=(1.0, 0.86, 0.74),
        blue=((0, 14), (64, 48), (128, 104), (200, 168), (255, 206)),
        green=((0, 5), (64, 25), (128, 74), (200, 138), (255, 182)),
        red=((0, 3), (64, 17), (128, 56), (200, 118), (255, 164)),
    )
    _LAMP: ClassVar[tuple[float, float, float]] = (70, 168, 255)

    def set_up(self, scene: Scene, face: Face | None) -> None:
        x, y = _shares(scene.size)
        aspect = scene.size.width / scene.size.height
        at, wide = ((face.x, face.y), face.width * aspect) if face else ((0.5, 0.42), 0.2)
        reach = min(max(wide * 2.2, 0.36), 0.8) * max(1.0, 1 / aspect) ** 0.5
        away = np.hypot((x - at[0]) * aspect, (y - at[1]) * 0.8) / reach
        self._moon = three(np.asarray(0.3 + 0.7 / (1 + away**2.4), np.float32))
        side = max(3, round(self._small.scaled(56)))
        self._largest = cv2.getStructuringElement(cv2.MORPH_RECT, (side, side))
        small_x, small_y = _shares(self._small)
        dark = np.ones((self._small.height, self._small.width), np.float32)
        if face:  # a forehead is no lamp
            close = np.hypot((small_x - face.x) / face.width, (small_y - face.y) / face.height)
            dark = np.clip((close - 0.8) / 0.5, 0, 1).astype(np.float32)
        self._dark = dark

    def __call__(self, picture: Frame, moment: Moment) -> Frame:  # noqa: ARG002 - a night is long
        return lighten(multiply(self._GRADE(picture), self._moon), self._full(self._lamps(picture)))

    def _lamps(self, picture: Frame) -> Frame:
        """Return the light of what is small and much brighter than all around it, and its glow."""
        small = cv2.cvtColor(shrunk(picture, self._small), cv2.COLOR_BGR2GRAY)
        apart = cv2.morphologyEx(small, cv2.MORPH_TOPHAT, self._largest)
        bright = cv2.min(apart, cv2.LUT(small, _ABOVE)).astype(np.float32)
        lamp = cv2.GaussianBlur(
            np.clip((bright - _LEAST) / 70, 0, 1) * self._dark, (0, 0), max(0.6, self._small.scaled(3.4))
        )
        glow = cv2.GaussianBlur(lamp, (0, 0), self._small.scaled(26)) * 1.5
        return coloured(np.asarray(np.minimum(lamp * 0.75 + glow, 1), np.float32), self._LAMP)


HOURS: Final[Mapping[str, Callable[[], Hour]]] = {"sunset": Sunset, "night": Night}


def _shares(size: Size) -> tuple[Weights, Weights]:
    """Return each point's place, as shares of the width and of the height."""
    x = (np.arange(size.width, dtype=np.float32) + 0.5) / size.width
    y = (np.arange(size.height, dtype=np.float32) + 0.5) / size.height
    return np.asarray(np.repeat(x[None], size.height, 0)), np.asarray(np.repeat(y[:, None], size.width, 1))
