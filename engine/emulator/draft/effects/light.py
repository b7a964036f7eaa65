"""Light: what every grade is made of - curves, mixed channels and light that differs over the picture. All on 8 bits."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.emulator.draft.frame import Frame, Weights

Points = Sequence[tuple[float, float]]
_IDENTITY: Points = ((0, 0), (255, 255))
_LUMINANCE = np.array([0.0722, 0.7152, 0.2126])
"""Blue, green, red."""


@dataclass(frozen=True, slots=True)
class Grade:
    """A mixture of channels followed by a curve for each: blue, green, red."""

    matrix: NDArray[np.float32]
    curves: Frame

    def __call__(self, picture: Frame) -> Frame:
        return np.asarray(cv2.LUT(cv2.transform(picture, self.matrix), self.curves), np.uint8)


def grade(
    *,
    saturation: float = 1.0,
    gain: tuple[float, float, float] = (1.0, 1.0, 1.0),
    blue: Points = _IDENTITY,
    green: Points = _IDENTITY,
    red: Points = _IDENTITY,
    every: Points | None = None,
) -> Grade:
    """Build a grade; `gain` is for blue, green and red, curves are points from input to output, 0..255.

    `every` is one curve for all three.
    """
    mixing = np.eye(3) * saturation + (1 - saturation) * _LUMINANCE[None]
    matrix = (np.diag(gain) @ mixing).astype(np.float32)
    curves = np.stack([curve(points) for points in ((every,) * 3 if every else (blue, green, red))], -1)
    return Grade(matrix, curves[None])


def curve(points: Points) -> NDArray[np.uint8]:
    """Return the 256 values of a smooth monotone curve through some points."""
    x, y = np.array(points, float).T
    straight = np.interp(np.arange(256), x, y)
    padded = np.pad(straight, 24, mode="edge") if len(points) > 2 else None
    if padded is None:
        return np.asarray(np.clip(np.rint(straight), 0, 255), np.uint8)
    window = np.hanning(49)
    smooth = np.convolve(padded, window / window.sum(), mode="valid")
    keep = np.clip(np.minimum(np.arange(256), np.arange(256)[::-1]) / 24, 0, 1)
    return np.asarray(np.clip(np.rint(smooth * keep + straight * (1 - keep)), 0, 255), np.uint8)


def three(light: Weights) -> Frame:
    """Return a map of 0..1 as three equal 8-bit channels, for `multiply` and `lighten`."""
    return np.asarray(cv2.merge([(np.clip(light, 0, 1) * 255).astype(np.uint8)] * 3), np.uint8)


def coloured(light: Weights, colour: tuple[float, float, float]) -> Frame:
    """Return a map of 0..1 times a colour (blue, green, red)."""
    return np.clip(light[..., None] * np.array(colour, np.float32), 0, 255).astype(np.uint8)


def multiply(picture: Frame, light: Frame) -> Frame:
    """Darken a picture by a map: 255 leaves it, 0 makes it black."""
    return np.asarray(cv2.multiply(picture, light, scale=1 / 255), np.uint8)


def lighten(picture: Frame, light: Frame) -> Frame:
    """Lay light over a picture, as two slides in one projector do: it never clips."""
    return np.asarray(cv2.add(picture, cv2.multiply(cv2.bitwise_not(picture), light, scale=1 / 255)), np.uint8)


def bloom(picture: Frame, strength: float, threshold: int = 170) -> Frame:
    """Let bright parts glow into their surroundings."""
    height, width = picture.shape[:2]
    small = cv2.resize(picture, (width // 8, height // 8), interpolation=cv2.INTER_AREA)
    bright = cv2.GaussianBlur(
        cv2.subtract(small, np.array([threshold] * 3 + [0], np.float64)), (0, 0), 6 * height / 720
    )
    glow = cv2.resize(cv2.convertScaleAbs(bright, alpha=strength * 2.5), (width, height))
    return lighten(picture, np.asarray(glow, np.uint8))
