"""Anchors: the places at which the face network looks, and how its figures become faces."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float32]

INPUT: Final = 128
"""Pixels of the network's square input."""

_GRIDS: Final = ((16, 2), (8, 6))
"""Cells along a side and anchors in a cell, coarser grids after finer ones."""

_LEAST: Final = 0.5
_SAME: Final = 0.3
_POINTS: Final = 3


@dataclass(frozen=True, slots=True)
class Face:
    """A face: the middle and sides of its box, which reaches from the brows to the chin, its eyes and its mouth.

    All are shares of the picture's width and height; they may lie a little outside of it. The right eye is the person's own.
    """

    x: float
    y: float
    width: float
    height: float
    right_eye: tuple[float, float]
    left_eye: tuple[float, float]
    mouth: tuple[float, float]
    score: float

    def within(self, left: float, top: float, wide: float, tall: float) -> "Face":
        """Return the face as a part of a picture of which this one is a window: its corner and sides are shares of that."""

        def point(at: tuple[float, float]) -> tuple[float, float]:
            return left + at[0] * wide, top + at[1] * tall

        x, y = point((self.x, self.y))
        return replace(
            self, x=x, y=y, width=self.width * wide, height=self.height * tall,
            right_eye=point(self.right_eye), left_eye=point(self.left_eye), mouth=point(self.mouth),
        )  # fmt: skip


def anchors() -> Values:
    """Return the middle of each anchor as x and y, shares of the input's sides: 896 rows."""
    rows: list[Any] = []
    for cells, count in _GRIDS:
        middles = (np.arange(cells, dtype=np.float32) + 0.5) / cells
        y, x = np.meshgrid(middles, middles, indexing="ij")
        rows.append(np.stack([x, y], -1).reshape(-1, 2).repeat(count, 0))
    return np.asarray(np.concatenate(rows), np.float32)


def decoded(figures: Values, scores: Values, at: Values) -> tuple[Face, ...]:
    """Return the faces that a network saw, the surest first, each once.

    `figures` has 16 numbers for each anchor, in pixels of the input and from the anchor's middle: the box's middle and sides,
    then right eye, left eye, nose, mouth and ears. `scores` has the logarithm of the odds that there is a face.
    """
    sure = 1 / (1 + np.exp(-np.clip(scores, -50, 50)))
    found = [_face(figures[index], float(sure[index]), at[index]) for index in np.flatnonzero(sure >= _LEAST)]
    return _each_once(sorted(found, key=lambda face: -face.score))


def _face(figures: Values, score: float, at: Values) -> Face:
    shares = figures.reshape(-1, 2) / INPUT
    points = shares + at
    (x, y), (width, height) = points[0].tolist(), shares[1].tolist()
    right, left, mouth = ((float(points[index, 0]), float(points[index, 1])) for index in (2, 3, 5))
    return Face(x, y, width, height, right, left, mouth, score)


def _each_once(faces: Sequence[Face]) -> tuple[Face, ...]:
    """Mix faces that lie on each other, each with the weight of its score."""
    left, mixed = list(faces), []
    while left:
        same = [face for face in left if overlap(left[0], face) > _SAME]
        left = [face for face in left if face not in same]
        mixed.append(mean_of(same, [face.score for face in same]))
    return tuple(mixed)


def mean_of(faces: Sequence[Face], weights: Sequence[float]) -> Face:
    """Return faces mixed by weight, with the highest of their scores."""
    figures = np.array([_figures(face) for face in faces])
    x, y, width, height, *points = (figures * np.array(weights)[:, None]).sum(0) / sum(weights)
    right, left, mouth = ((float(points[index]), float(points[index + 1])) for index in range(0, 2 * _POINTS, 2))
    return Face(float(x), float(y), float(width), float(height), right, left, mouth, max(face.score for face in faces))


def _figures(face: Face) -> tuple[float, ...]:
    return face.x, face.y, face.width, face.height, *face.right_eye, *face.left_eye, *face.mouth


def overlap(one: Face, other: Face) -> float:
    """Return the share of two boxes, taken together, that both cover."""
    wide = _shared(one.x, one.width, other.x, other.width)
    tall = _shared(one.y, one.height, other.y, other.height)
    both = wide * tall
    return both / max(one.width * one.height + other.width * other.height - both, 1e-9)


def _shared(middle: float, length: float, other: float, other_length: float) -> float:
    return max(
        0.0, min(middle + length / 2, other + other_length / 2) - max(middle - length / 2, other - other_length / 2)
    )
