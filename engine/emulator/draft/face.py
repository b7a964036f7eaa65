"""Face: where in a picture faces are, by a network that takes a millisecond or two."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np

from engine.emulator.draft.anchors import INPUT, Face, anchors, decoded, mean_of, overlap
from engine.emulator.draft.cut import Cuts
from engine.emulator.draft.frame import Frame, Size, shrunk, size_of

_MODEL = Path(__file__).parent / "assets" / "face_detection_short_range.tflite"
_OUTPUTS = ["regressors", "classificators"]
_ANCHORS = anchors()
_SMALLEST: Final = 0.012
_MEMORY: Final = 0.5
_SAME: Final = 0.3
_PATIENCE: Final = 6
_AROUND: Final = 2.4
_LARGE: Final = 0.16


class FaceDetector:
    """Looks at one picture after another and remembers nothing."""

    def __init__(self) -> None:
        # only the older of OpenCV's two engines gives a network's second output
        self._net: Any = cv2.dnn.readNetFromTFLite(str(_MODEL), engine=cv2.dnn.ENGINE_CLASSIC)

    def __call__(self, picture: Frame) -> tuple[Face, ...]:
        """Return the faces in a picture; the network knows only large ones, so if it sees none it looks at parts of it."""
        seen = self.at_once(fitted(picture)) or self._in_parts(picture)
        return tuple(self._closer(picture, face) for face in seen)

    def at_once(self, small: Frame) -> tuple[Face, ...]:
        """Return the faces in a picture whose longer side is the network's."""
        height, width = small.shape[:2]
        left, top = (INPUT - width) // 2, (INPUT - height) // 2
        square = np.zeros((INPUT, INPUT, 3), np.uint8)
        square[top : top + height, left : left + width] = small
        self._net.setInput(cv2.dnn.blobFromImage(square, 1 / 127.5, (INPUT, INPUT), (127.5,) * 3, swapRB=True))
        figures, scores = self._net.forward(_OUTPUTS)
        place = (-left / width, -top / height, INPUT / width, INPUT / height)
        return tuple(face.within(*place) for face in decoded(figures[0], scores[0, :, 0], _ANCHORS))

    def _closer(self, picture: Frame, face: Face) -> Face:
        """Look again at the surroundings of a face that was small, where its eyes are seen better."""
        size = size_of(picture)
        largest = max(face.width * size.width, face.height * size.height)
        side = round(largest * _AROUND)
        if largest >= max(size.pair) * _LARGE or side < 2:
            return face
        left, top = round(face.x * size.width - side / 2), round(face.y * size.height - side / 2)
        around = picture[max(0, top) : top + side, max(0, left) : left + side]
        place = (
            max(0, left) / size.width, max(0, top) / size.height,
            around.shape[1] / size.width, around.shape[0] / size.height,
        )  # fmt: skip
        again = [found.within(*place) for found in self.at_once(fitted(around))] if around.size else []
        return max(again, key=lambda found: overlap(found, face), default=face)

    def _in_parts(self, picture: Frame) -> tuple[Face, ...]:
        height, width = picture.shape[:2]
        for left, top, side in _squares(size_of(picture)):
            found = self.at_once(fitted(picture[top : top + side, left : left + side]))
            if found:
                place = (left / width, top / height, side / width, side / height)
                return tuple(face.within(*place) for face in found)
        return ()


def fitted(picture: Frame) -> Frame:
    """Return a picture scaled so that its longer side is the network's."""
    small = size_of(picture).over(max(picture.shape[:2]) / INPUT)
    return shrunk(picture, small)


def _squares(size: Size) -> Iterator[tuple[int, int, int]]:
    """Yield left, top and side of the middle and both ends of a picture, then of its upper middle closer by."""
    side = min(size.width, size.height)
    for share in (0.5, 0.0, 1.0):
        yield round((size.width - side) * share), round((size.height - side) * share), side
    near = round(side * 0.6)
    for x in (0.5, 0.25, 0.75):
        yield round((size.width - near) * x), round((size.height - near) * 0.2), near


class FaceFinder:
    """Finds the faces of each frame in turn, smoothly; keeps one that is lost for a moment, until a cut is seen."""

    def __init__(self, every: int = 2) -> None:
        self._detector = FaceDetector()
        self._every = every
        self._cuts = Cuts()
        self._last: tuple[Face, ...] = ()
        self._missed = self._count = 0

    def __call__(self, picture: Frame) -> tuple[Face, ...]:
        """Return the faces in the next frame; only every so many of them are looked at."""
        if self._count % self._every == 0:
            if self._cuts(picture):
                self._last, self._missed = (), 0
            self._last = self._followed(self._detector(picture))
        self._count += 1
        return self._last

    def _followed(self, seen: tuple[Face, ...]) -> tuple[Face, ...]:
        self._missed = 0 if seen else self._missed + 1
        if not seen:
            return self._last if self._missed < _PATIENCE else ()
        return tuple(self._smooth(face) for face in seen if face.width * face.height >= _SMALLEST**2)

    def _smooth(self, face: Face) -> Face:
        before = max(self._last, key=lambda last: overlap(last, face), default=None)
        if before is None or overlap(before, face) < _SAME:
            return face
        return mean_of([face, before], [1 - _MEMORY, _MEMORY])
