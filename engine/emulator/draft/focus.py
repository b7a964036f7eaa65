"""Focus: where a clip is cut when its ratio changes - around its person, else in the middle."""

from pathlib import Path
from typing import Final

import cv2
import numpy as np

from engine.emulator.draft.anchors import Face
from engine.emulator.draft.face import FaceDetector
from engine.emulator.draft.fit import MIDDLE, Focus, cover_size
from engine.emulator.draft.frame import Frame, Size, Weights
from engine.emulator.draft.person import PersonFinder, SubjectCheck
from engine.emulator.draft.reading import ClipReader

_SAMPLES = 8
_EARLY = 1e-6
_LINES = 360
_OVERHANG: Final = 1.02
_LEAST: Final = 0.01
_SHOULDERS: Final = 0.6
_UPPER: Final = 0.25
"""Upright, the window is centred where a quarter of somebody lies above: between head and shoulders."""


def clip_focus(clip: Path, shown: Size, target: Size, seconds: float) -> Focus:
    """Return the point around which to cut: the person's mean place over evenly spread frames, or the middle."""
    cover = cover_size(shown, target)
    if cover.width <= target.width * _OVERHANG and cover.height <= target.height * _OVERHANG:
        return MIDDLE
    small = shown.over(max(1.0, min(shown.width, shown.height) / _LINES))
    small = Size(max(2, small.width // 2 * 2), max(2, small.height // 2 * 2))
    pictures = _pictures(clip, small, seconds)
    if SubjectCheck()(pictures).absent:
        return MIDDLE
    detector = FaceDetector()
    places = [_faced(detector(picture)) or _place(PersonFinder(small)(picture)) for picture in pictures]
    x, y = np.mean([place for place in places if place] or [(MIDDLE.x, MIDDLE.y)], axis=0)
    return Focus(float(x), float(y))


def _pictures(clip: Path, size: Size, seconds: float) -> list[Frame]:
    found: list[Frame] = []
    step, wanted = seconds / _SAMPLES, 0.0
    with ClipReader(clip, size, glance=True) as reader:
        for time, frame in reader.raw():
            if time >= seconds:
                break
            if time + _EARLY >= wanted:
                found.append(reader.picture(frame))
                wanted += step
    return found


def _faced(faces: tuple[Face, ...]) -> tuple[float, float] | None:
    """Return the point to look at where faces are: all of them, with shoulders below."""
    if not faces:
        return None
    left, right = min(face.x - face.width for face in faces), max(face.x + face.width for face in faces)
    return (left + right) / 2, float(np.mean([face.y + face.height * _SHOULDERS for face in faces]))


def _place(mask: Weights) -> tuple[float, float] | None:
    """Return where somebody stands in a picture, as shares of its width and height; None if there is nobody."""
    whole = float(mask.sum())
    if whole < _LEAST * mask.size:
        return None
    columns = np.asarray(cv2.reduce(mask, 0, cv2.REDUCE_SUM)).ravel()
    rows = np.asarray(cv2.reduce(mask, 1, cv2.REDUCE_SUM)).ravel()
    x = float((columns * (np.arange(columns.size) + 0.5)).sum() / whole / columns.size)
    y = float(np.searchsorted(rows.cumsum(), whole * _UPPER) / rows.size)
    return x, y
