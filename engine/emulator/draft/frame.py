"""Frame: the pictures that pass through the renderer, and their sizes."""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Frame = NDArray[np.uint8]
"""Height x width x 3, blue first, as OpenCV keeps it."""

Weights = NDArray[np.float32]
"""Height x width, 0..1."""

REFERENCE_HEIGHT = 720


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height in pixels."""

    width: int
    height: int

    def over(self, divisor: float) -> "Size":
        """Return this size divided, at least one pixel each way."""
        return Size(max(1, round(self.width / divisor)), max(1, round(self.height / divisor)))

    def scaled(self, pixels: float) -> float:
        """Return a length meant for a 720-line picture, in this picture's pixels.

        The short side counts, so that a portrait picture gets the strokes of its landscape twin.
        """
        return pixels * min(self.width, self.height) / REFERENCE_HEIGHT

    @property
    def pair(self) -> tuple[int, int]:
        """Width and height as OpenCV takes them."""
        return self.width, self.height


def size_of(picture: NDArray[Any]) -> Size:
    """Return the size of a picture or a map."""
    return Size(int(picture.shape[1]), int(picture.shape[0]))


def shrunk(picture: Frame, size: Size) -> Frame:
    """Return the picture at a smaller size, each point a mean of those that it stands for.

    It is halved first, as often as that goes without a rest: a mean over whole points is made in a tenth of the time.
    """
    while (
        picture.shape[1] % 2 == picture.shape[0] % 2 == 0
        and picture.shape[1] >= 2 * size.width
        and picture.shape[0] >= 2 * size.height
    ):
        half = (picture.shape[1] // 2, picture.shape[0] // 2)
        picture = np.asarray(cv2.resize(picture, half, interpolation=cv2.INTER_AREA), np.uint8)
    if size_of(picture) == size:
        return picture
    return np.asarray(cv2.resize(picture, size.pair, interpolation=cv2.INTER_AREA), np.uint8)


def around(weights: Weights, above: float = 0.0) -> tuple[slice, slice]:
    """Return the rows and columns in which a map is above a value; empty ones if it is nowhere."""
    inside = cv2.boundingRect((weights > above).view(np.uint8))
    left, top, width, height = inside
    return slice(top, top + height), slice(left, left + width)


def mixed(over: Frame, under: Frame, cover: Weights) -> Frame:
    """Return one picture laid on another, as thickly as a map says; where both are alike, so is the result.

    In 8 bits, which no eye tells from the mean of floats and which takes a third of the time.
    """
    thick = np.asarray(cv2.merge([cv2.convertScaleAbs(cover, alpha=255)] * 3), np.uint8)
    upper = cv2.multiply(over, thick, scale=1 / 255)
    cv2.bitwise_not(thick, thick)
    return np.asarray(cv2.add(upper, cv2.multiply(under, thick, thick, 1 / 255), upper), np.uint8)
