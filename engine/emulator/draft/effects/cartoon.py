"""Cartoon: even colours and outlines; its cousins are anime with thin lines and glow, and 3D with none but soft shading."""

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from engine.emulator.draft.anchors import Face
from engine.emulator.draft.effects.brush import outlines, relief, shaded
from engine.emulator.draft.effects.easel import Easel
from engine.emulator.draft.effects.light import Grade, Points, bloom, grade, multiply, three
from engine.emulator.draft.effects.likeness import oval, strokes
from engine.emulator.draft.effects.stage import Scene
from engine.emulator.draft.frame import Frame


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """How one kind of cartoon is drawn: number of tones, strength of lines, of glow and of shading."""

    tones: int
    line: float
    thickness: float
    colour: Grade
    glow: float = 0.0
    shading: float = 0.0
    passes: int = 1


_OPEN: Points = ((0, 12), (64, 84), (128, 156), (200, 226), (255, 255))

_COOL: Points = ((0, 26), (64, 74), (128, 130), (200, 192), (255, 244))
_EVEN: Points = ((0, 8), (64, 64), (128, 134), (200, 208), (255, 250))
_WARM: Points = ((0, 12), (64, 62), (128, 138), (200, 218), (255, 255))
"""A studio's light: a warm lamp ahead, a cool one that fills the shadows."""

HANDS: dict[str, Hand] = {
    "cartoon": Hand(
        tones=6, line=1.0, thickness=1.5, colour=grade(saturation=1.6, gain=(1.04, 1.04, 1.04)),
    ),
    "anime": Hand(
        tones=7, line=0.8, thickness=0.9, glow=0.4,
        colour=grade(saturation=1.42, gain=(1.08, 1.02, 1.04), blue=_OPEN, green=_OPEN, red=_OPEN),
    ),
    "c4d": Hand(
        tones=0, line=0.0, thickness=1.0, glow=0.2, shading=0.8, passes=2,
        colour=grade(saturation=1.55, blue=_COOL, green=_EVEN, red=_WARM),
    ),
}  # fmt: skip

_SHORTEST: Final = 24


class Cartoon(Easel):
    """Colours are smoothed at half size and drawn over with lines of full size."""

    def __init__(self, hand: Hand) -> None:
        self._hand = hand

    def set_up(self, scene: Scene) -> None:  # noqa: ARG002 - a pen needs no paper
        self._unit = max(0.5, self._small.scaled(2.0))
        self._radius = max(1, round(self._small.scaled(5)))
        table = np.arange(256, dtype=np.float32) / 255 * max(1, self._hand.tones)
        stepped = np.floor(table) + np.clip((table % 1 - 0.4) / 0.2, 0, 1)
        ink = np.clip((np.arange(256, dtype=np.float32) / 255 - 0.22) / 0.4, 0, 1) * (0.88 * self._hand.line)
        self._crisp = ((1 - ink) * 255).astype(np.uint8)
        self._tones = np.clip(stepped / max(1, self._hand.tones) * 255, 0, 255).astype(np.uint8)

    def painted(self, small: Frame, faces: tuple[Face, ...]) -> Frame:
        smooth = strokes(small, (self._radius,), faces)
        for _ in range(self._hand.passes):
            smooth = np.asarray(cv2.bilateralFilter(smooth, 5, 36, 5), np.uint8)
        lines = self._lines(smooth, faces) if self._hand.line else None
        drawn = self._hand.colour(self._toned(smooth))
        if self._hand.shading:
            drawn = self._rounded(drawn)
        full = np.asarray(cv2.resize(drawn, self._size.pair, interpolation=cv2.INTER_CUBIC), np.uint8)
        if lines is not None:
            full = multiply(full, lines)
        return bloom(full, self._hand.glow) if self._hand.glow else full

    def _toned(self, smooth: Frame) -> Frame:
        if not self._hand.tones:
            return smooth
        lab = cv2.cvtColor(smooth, cv2.COLOR_BGR2LAB)
        lab[..., 0] = cv2.addWeighted(cv2.LUT(lab[..., 0], self._tones), 0.8, lab[..., 0], 0.2, 0)
        return np.asarray(cv2.cvtColor(lab, cv2.COLOR_LAB2BGR), np.uint8)

    def _lines(self, smooth: Frame, faces: tuple[Face, ...]) -> Frame:
        thick = self._hand.thickness * self._unit
        ink = outlines(smooth, 0.7 * thick, 1.9 * thick, 0.16, 2.6) * (1 - 0.5 * oval(smooth, faces))
        solid = (ink > 0.3).astype(np.uint8)
        count, labels, stats, _ = cv2.connectedComponentsWithStats(solid)
        long = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT])
        small = long < _SHORTEST * self._unit  # blades of grass and folds are no outlines
        if count > 1:
            ink = np.where(small[labels], np.float32(0), ink)
        full = cv2.resize((ink * 255).astype(np.uint8), self._size.pair, interpolation=cv2.INTER_CUBIC)
        return np.asarray(cv2.cvtColor(cv2.LUT(full, self._crisp), cv2.COLOR_GRAY2BGR), np.uint8)

    def _rounded(self, drawn: Frame) -> Frame:
        """Shade forms as if they stood out of the picture, of a smooth material that shines where it is bright."""
        grey = cv2.cvtColor(drawn, cv2.COLOR_BGR2GRAY).astype(np.float32) / 255
        near = cv2.GaussianBlur(grey, (0, 0), 3 * self._unit)
        tiny = cv2.resize(near, self._small.over(4).pair, interpolation=cv2.INTER_AREA)
        far = cv2.resize(cv2.GaussianBlur(tiny, (0, 0), 2.6 * self._unit), self._small.pair)
        light = np.clip(relief(np.asarray(-(near * 0.7 + far * 1.4), np.float32), 2.2 * self._unit), -0.8, 0.2)
        sunk = np.clip((far - near) * 1.6, 0, 0.4)  # less light comes into what lies between other things
        lit = shaded(drawn, np.asarray(light, np.float32), self._hand.shading * 0.36)
        lit = multiply(lit, three(np.asarray(1 - sunk, np.float32)))
        shine = np.clip(near - 0.7, 0, 1) * 90
        return np.asarray(cv2.add(lit, cv2.merge([shine] * 3), dtype=cv2.CV_8U), np.uint8)
