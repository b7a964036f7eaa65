"""Tiles: pictures laid from many equal pieces - stitches of wool, toy bricks."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from engine.emulator.draft.effects import noise
from engine.emulator.draft.effects.light import Grade, grade
from engine.emulator.draft.effects.stage import Moment, Scene, StillStage
from engine.emulator.draft.frame import Frame, Size, Weights

_HUES: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One kind of piece: its sides for a 720-line picture, how many tones there are, and its light, 1 where it is flat.

    `light` gets the sides in pixels and returns a map of that size.
    """

    width: int
    height: int
    tones: int
    colour: Grade
    light: Callable[[int, int], Weights]
    fuzz: float


class Tiles(StillStage):
    """Every piece has the mean colour of what lies under it."""

    def __init__(self, piece: Piece) -> None:
        self._piece = piece

    def prepare(self, scene: Scene) -> None:
        self._size = scene.size
        width = max(4, round(scene.size.scaled(self._piece.width)))
        height = max(4, round(scene.size.scaled(self._piece.height)))
        self._cells = Size(-(-scene.size.width // width), -(-scene.size.height // height))
        self._laid = Size(self._cells.width * width, self._cells.height * height)
        light = np.tile(self._piece.light(width, height), (self._cells.height, self._cells.width))
        fuzz = 1 + self._piece.fuzz * noise.grain(self._laid, scene.rng("tiles"), max(0.5, width / 16))
        # half light: 128 leaves a colour as it is, so that pieces can also shine
        self._light = cv2.merge([np.clip(light * fuzz * 128, 0, 255).astype(np.uint8)] * 3)
        values, step = np.arange(256), 255 / self._piece.tones
        tone, hue = np.rint(values / step) * step, 128 + np.rint((values - 128) / _HUES) * _HUES
        self._tones = np.clip(np.stack([tone, hue, hue], -1), 0, 255).astype(np.uint8)[None]

    def __call__(self, picture: Frame, moment: Moment) -> Frame:  # noqa: ARG002 - pieces lie still
        cells = self._piece.colour(
            np.asarray(cv2.resize(picture, self._cells.pair, interpolation=cv2.INTER_AREA), np.uint8)
        )
        cells = _in_tones(cells, self._tones)
        laid = cv2.resize(cells, self._laid.pair, interpolation=cv2.INTER_NEAREST)
        lit = cv2.multiply(laid, self._light, scale=1 / 128)
        return np.ascontiguousarray(lit[: self._size.height, : self._size.width])


def _in_tones(cells: Frame, tones: Frame) -> Frame:
    """Return cells in few tones of lightness and of colour: apart, so that grey stays grey."""
    lab = cv2.LUT(cv2.cvtColor(cells, cv2.COLOR_BGR2LAB), tones)
    return np.asarray(cv2.cvtColor(lab, cv2.COLOR_LAB2BGR), np.uint8)


def _stitch(width: int, height: int) -> Weights:
    """Two slanted strands that meet in a V, round in section, with the dark gaps of a knit."""
    rows, columns = np.indices((height, width), np.float32)
    x, y = (columns + 0.5) / width, (rows + 0.5) / height
    side = np.abs(x - 0.5) * 2
    slanted = (y + side * 0.62) % 1.0
    across = np.abs(slanted - 0.5) * 2
    strand = np.sqrt(np.clip(1 - across**2.2, 0, 1))
    twist = 0.1 * np.sin((slanted + side * 1.7) * 2 * np.pi * 2.5)
    gap = np.clip(side / 0.16, 0, 1) * np.clip((1 - side) / 0.12, 0, 1)
    return np.asarray((0.26 + 0.98 * strand + twist) * (0.5 + 0.5 * gap), np.float32)


def _stud(width: int, height: int) -> Weights:
    """A square with a raised round stud, lit from the upper left."""
    rows, columns = np.indices((height, width), np.float32)
    x, y = (columns + 0.5) / width - 0.5, (rows + 0.5) / height - 0.5
    distance = np.sqrt(x * x + y * y)
    light = np.ones((height, width), np.float32)
    ring = np.exp(-(((distance - 0.31) / 0.05) ** 2))
    light += ring * np.clip(-(x + y) * 2.4, -1, 1) * 0.55
    shadow = np.exp(-(((np.sqrt((x - 0.06) ** 2 + (y - 0.08) ** 2) - 0.36) / 0.06) ** 2)) * (x + y > 0)
    light -= shadow * 0.25
    border = np.maximum(np.abs(x), np.abs(y)) > 0.5 - 1.2 / max(width, height)
    light[border & (x + y > 0)] *= 0.55
    light[border & (x + y <= 0)] *= 1.18
    return light


PIECES: dict[str, Piece] = {
    "knit": Piece(
        width=18, height=14, tones=24, colour=grade(saturation=1.35, gain=(1.05, 1.05, 1.05)), light=_stitch, fuzz=0.12
    ),
    "brick": Piece(width=20, height=20, tones=9, colour=grade(saturation=1.5), light=_stud, fuzz=0.0),
}
