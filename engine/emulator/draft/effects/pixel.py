"""Pixel: large square dots from one small palette, like a game of 1988."""

from typing import ClassVar

import cv2
import numpy as np

from engine.emulator.draft.effects.stage import Moment, Need, Scene, StillStage
from engine.emulator.draft.frame import Frame, Size

_LINES = 76
_COLOURS = 28
_BITS = 5
_DITHER = 14.0
_BAYER = np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]], np.float32) / 16 - 0.47


class Pixel(StillStage):
    """Cells of the short side's 76th part; the palette is taken from the whole clip, so that it never flickers."""

    needs: ClassVar[frozenset[Need]] = frozenset({"samples"})

    def prepare(self, scene: Scene) -> None:
        short = min(scene.size.width, scene.size.height)
        self._size = scene.size
        self._cells = scene.size.over(short / _LINES)
        palette = _palette([sample.picture for sample in scene.samples], self._cells, scene.seed)
        self._nearest = _nearest_table(palette)
        rows, columns = -(-self._cells.height // 4), -(-self._cells.width // 4)
        tiled = np.tile(_BAYER * _DITHER, (rows, columns))[: self._cells.height, : self._cells.width]
        self._dither = tiled[..., None].astype(np.int16)

    def __call__(self, picture: Frame, moment: Moment) -> Frame:  # noqa: ARG002 - time plays no part
        small = _vivid(np.asarray(cv2.resize(picture, self._cells.pair, interpolation=cv2.INTER_AREA), np.uint8))
        dithered = np.clip(small.astype(np.int16) + self._dither, 0, 255).astype(np.uint8)
        index = dithered >> (8 - _BITS)
        dots = self._nearest[index[..., 0], index[..., 1], index[..., 2]]
        return np.asarray(cv2.resize(dots, self._size.pair, interpolation=cv2.INTER_NEAREST), np.uint8)


def _vivid(picture: Frame) -> Frame:
    """Raise colour and contrast, as consoles with few colours did."""
    hsv = cv2.cvtColor(picture, cv2.COLOR_BGR2HSV)
    hsv[..., 1] = cv2.convertScaleAbs(hsv[..., 1], alpha=1.3, beta=6)
    hsv[..., 2] = cv2.convertScaleAbs(hsv[..., 2], alpha=1.08, beta=-4)
    return np.asarray(cv2.cvtColor(hsv, cv2.COLOR_HSV2BGR), np.uint8)


def _palette(pictures: list[Frame], cells: Size, seed: int) -> Frame:
    """Return the colours that stand best for all pictures, by k-means with a fixed start."""
    small = [
        np.asarray(cv2.resize(picture, cells.pair, interpolation=cv2.INTER_AREA), np.uint8) for picture in pictures
    ]
    dots = [_vivid(picture).reshape(-1, 3) for picture in small]
    colours = np.concatenate(dots)
    chosen = np.random.default_rng(seed).choice(len(colours), min(12_000, len(colours)), replace=False)
    cv2.setRNGSeed(seed & 0x7FFFFFFF)
    criteria = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 20, 1.0)
    count = min(_COLOURS, len(chosen))
    sample = colours[np.sort(chosen)].astype(np.float32)
    _, _, centres = cv2.kmeans(sample, count, np.zeros(0, np.int32), criteria, 1, cv2.KMEANS_PP_CENTERS)
    return np.clip(np.rint(centres), 0, 255).astype(np.uint8)


def _nearest_table(palette: Frame) -> Frame:
    """Return for each of 32^3 coarse colours the palette's nearest: a look-up instead of a search per dot."""
    step = 1 << (8 - _BITS)
    axis = np.arange(1 << _BITS, dtype=np.float32) * step + step / 2
    grid = np.stack(np.meshgrid(axis, axis, axis, indexing="ij"), -1).reshape(-1, 1, 3)
    weight = np.array([0.8, 1.2, 1.0], np.float32)
    distance = (((grid - palette.astype(np.float32)) * weight) ** 2).sum(-1)
    side = 1 << _BITS
    return np.asarray(palette[distance.argmin(-1)].reshape(side, side, side, 3), np.uint8)
