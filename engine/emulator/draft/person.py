"""Person: where in a picture somebody is, by a small network that reads on one processor core."""

from pathlib import Path
from typing import Any

import cv2
import numpy as np

from engine.emulator.draft.frame import Frame, Size, Weights

_ASSETS = Path(__file__).parent / "assets"
_LANDSCAPE = ("selfie_segmentation_landscape.tflite", (256, 144))
_SQUARE = ("selfie_segmentation.tflite", (256, 256))
_WIDE_RATIO = 1.25
_MEMORY = 0.35
_CUT_DIFFERENCE = 38.0
_SMALLEST_PART = 0.25
LEAST_SHARE = 0.01
"""Below this share of the picture, on average over the clip, there is nobody to be seen."""


class PersonFinder:
    """Finds the person of each frame in turn; remembers the last mask, so that edges do not flicker, until a cut."""

    def __init__(self, size: Size) -> None:
        name, self._input = _LANDSCAPE if size.width / size.height >= _WIDE_RATIO else _SQUARE
        self._net: Any = cv2.dnn.readNetFromTFLite(str(_ASSETS / name))
        self._size = size
        self._last: Weights | None = None
        self._last_thumb: Frame | None = None

    def __call__(self, picture: Frame) -> Weights:
        """Return the mask at the picture's size: 1 on the person, soft only at the edges."""
        raw = self._after(picture, self._raw(picture))
        small = Size(*self._input).over(0.6) if self._size.width > self._input[0] else self._size
        grey = cv2.cvtColor(cv2.resize(picture, small.pair, interpolation=cv2.INTER_AREA), cv2.COLOR_BGR2GRAY)
        guide = np.asarray(grey.astype(np.float32) / 255, np.float32)
        coarse = np.asarray(cv2.resize(raw, small.pair, interpolation=cv2.INTER_LINEAR), np.float32)
        refined = _guided(guide, coarse)
        hard = np.clip((refined - 0.42) / 0.42, 0, 1)
        return np.asarray(cv2.resize(hard, self._size.pair, interpolation=cv2.INTER_LINEAR), np.float32)

    def _raw(self, picture: Frame) -> Weights:
        return _largest_parts(_asked(self._net, self._input, picture))

    def _after(self, picture: Frame, raw: Weights) -> Weights:
        """Mix the mask with the one before, unless the picture jumped."""
        thumb = cv2.cvtColor(cv2.resize(picture, (32, 18), interpolation=cv2.INTER_AREA), cv2.COLOR_BGR2GRAY)
        jumped = self._last_thumb is None or float(cv2.absdiff(thumb, self._last_thumb).mean()) > _CUT_DIFFERENCE
        mixed = raw if jumped or self._last is None else raw * (1 - _MEMORY) + self._last * _MEMORY
        self._last, self._last_thumb = mixed, np.asarray(thumb, np.uint8)
        return mixed


class SubjectCheck:
    """Tells how much of a picture both networks hold to be a person.

    Each of them alone takes a pagoda or a white disc for somebody; on people they agree almost point for point.
    """

    def __init__(self) -> None:
        self._nets = [(cv2.dnn.readNetFromTFLite(str(_ASSETS / name)), size) for name, size in (_LANDSCAPE, _SQUARE)]

    def share(self, picture: Frame) -> float:
        """Return the share of the picture, 0..1."""
        first, second = (cv2.resize(_asked(net, size, picture), (256, 256)) for net, size in self._nets)
        return float(np.minimum(first, second).mean())


def _asked(net: Any, size: tuple[int, int], picture: Frame) -> Weights:
    net.setInput(cv2.dnn.blobFromImage(picture, 1 / 255, size, swapRB=True))
    return np.asarray(net.forward()[0, 0], np.float32)


def _largest_parts(mask: Weights) -> Weights:
    """Drop islands much smaller than the largest part: shadows and pictures on the wall."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats((mask > 0.4).astype(np.uint8))
    if count <= 2:
        return mask
    areas = stats[1:, cv2.CC_STAT_AREA]
    dropped = [index + 1 for index, area in enumerate(areas) if area < _SMALLEST_PART * areas.max()]
    return np.where(np.isin(labels, dropped), np.float32(0), mask)


def _guided(guide: Weights, mask: Weights, radius: int = 9, softness: float = 2e-4) -> Weights:
    """Let the mask's edge follow the picture's: the guided filter of He et al. (2010), by six box filters."""
    window = (radius, radius)

    def mean(values: Any) -> Any:
        return cv2.blur(values, window)

    mean_guide, mean_mask = mean(guide), mean(mask)
    slope = (mean(guide * mask) - mean_guide * mean_mask) / (mean(guide * guide) - mean_guide**2 + softness)
    offset = mean_mask - slope * mean_guide
    return np.asarray(mean(slope) * guide + mean(offset), np.float32)
