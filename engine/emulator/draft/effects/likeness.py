"""Likeness: faces in painted pictures, with finer strokes than all around them; people look there first."""

from collections.abc import Sequence
from typing import Final

import cv2
import numpy as np

from engine.emulator.draft.anchors import Face
from engine.emulator.draft.effects.brush import patches
from engine.emulator.draft.frame import Frame, Size, Weights, mixed, size_of

_Pair = tuple[float, float]

_FINE: Final = 1 / 42
"""Radius of strokes on a face, as a part of its width."""

_EYE, _MOUTH = (0.46, 0.34), (0.56, 0.3)
"""Half the sides of what is painted finest, as parts of the distance between the eyes."""


def strokes(picture: Frame, radii: Sequence[int], faces: Sequence[Face] = ()) -> Frame:
    """Return the picture in strokes of about those radii, one over the other, finer on faces, finest at eyes and mouths."""
    result = picture
    for radius in radii:
        result = patches(result, radius)
    for face in faces:
        _face(result, picture, min(radii), face)
    return result


def oval(picture: Frame, faces: Sequence[Face]) -> Weights:
    """Return where faces are, 0..1 with soft borders."""
    size = size_of(picture)
    weights = np.zeros((size.height, size.width), np.float32)
    for face in faces:
        rows, columns = _window(picture, face)
        part = weights[rows, columns]
        if part.size:
            np.maximum(part, _soft(part.shape, face, size, rows.start, columns.start), out=part)
    return weights


def _face(result: Frame, picture: Frame, radius: int, face: Face) -> None:
    size = size_of(picture)
    rows, columns = _window(picture, face)
    part = picture[rows, columns]
    wide = face.width * size.width
    if min(part.shape[:2]) < 4:
        return
    shown = result[rows, columns]
    fine = patches(part, min(radius, max(1, round(wide * _FINE))))
    weight = _soft(part.shape[:2], face, size, rows.start, columns.start)
    shown[:] = mixed(fine, shown, weight)
    crisp = cv2.addWeighted(part, 1.6, cv2.GaussianBlur(part, (0, 0), max(1.0, wide * 0.04)), -0.6, 0)
    marked = _features(part.shape[:2], face, size, rows.start, columns.start)
    shown[:] = mixed(np.asarray(crisp, np.uint8), shown, marked)


def _window(picture: Frame, face: Face) -> tuple[slice, slice]:
    """Return the rows and columns around a face, with hair and chin."""
    size = size_of(picture)
    x, y = face.x * size.width, face.y * size.height
    wide, tall = face.width * size.width, face.height * size.height
    return (
        slice(max(0, round(y - tall * 0.95)), max(0, min(size.height, round(y + tall * 0.85)))),
        slice(max(0, round(x - wide * 0.8)), max(0, min(size.width, round(x + wide * 0.8)))),
    )


def _soft(shape: tuple[int, ...], face: Face, size: Size, top: int, left: int) -> Weights:
    x, y = face.x * size.width - left, (face.y - face.height * 0.06) * size.height - top
    wide, tall = face.width * size.width * 0.6, face.height * size.height * 0.72
    return _ellipses(shape, [((x, y), (wide, tall))], wide * 0.14)


def _features(shape: tuple[int, ...], face: Face, size: Size, top: int, left: int) -> Weights:
    """Return where eyes, brows and mouth are, 0..1 with soft borders."""
    points = [(x * size.width - left, y * size.height - top) for x, y in (face.right_eye, face.left_eye, face.mouth)]
    between = float(np.hypot(points[0][0] - points[1][0], points[0][1] - points[1][1]))
    apart = max(2.0, between, face.width * size.width * 0.3)
    parts = [
        ((x, y - lift * apart), (wide * apart, tall * apart))
        for (x, y), (wide, tall), lift in zip(points, (_EYE, _EYE, _MOUTH), (0.08, 0.08, 0.0), strict=True)
    ]
    return _ellipses(shape, parts, apart * 0.09)


def _ellipses(shape: tuple[int, ...], parts: Sequence[tuple[_Pair, _Pair]], blur: float) -> Weights:
    """Return ellipses of given middles and half sides, with soft borders; drawn at half size, as they are soft."""
    drawn = np.zeros((shape[0] // 2 + 1, shape[1] // 2 + 1), np.uint8)
    for (x, y), (wide, tall) in parts:
        axes = (max(4, round(wide * 4)), max(4, round(tall * 4)))
        cv2.ellipse(drawn, (round(x * 4), round(y * 4)), axes, 0, 0, 360, 255, -1, cv2.LINE_AA, 3)
    soft = cv2.GaussianBlur(drawn, (0, 0), max(0.6, blur / 2))
    full = cv2.resize(soft, (shape[1], shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(full.astype(np.float32) / 255, np.float32)
