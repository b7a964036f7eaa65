"""Person: where in a picture somebody is, by a small network that reads on one processor core."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np

from engine.emulator.draft.anchors import Face
from engine.emulator.draft.cut import Cuts, moved
from engine.emulator.draft.frame import Frame, Size, Weights, shrunk

_ASSETS = Path(__file__).parent / "assets"
_LANDSCAPE = ("selfie_segmentation_landscape.tflite", (256, 144))
_SQUARE = ("selfie_segmentation.tflite", (256, 256))
_WIDE_RATIO = 1.25
_MEMORY = 0.1
_EVERY: Final = 3
_LINES: Final = 180
_SMALLEST_PART = 0.25
_LARGEST_HOLE: Final = 0.02
_INSIDE: Final = 0.4
_LEAST_SHARE: Final = 0.01
_SURE: Final = (0.15, 0.85)
_DOUBT, _MOST_DOUBT = 0.15, 0.5


class PersonFinder:
    """Finds the person of each frame in turn; remembers the last mask, so that edges do not flicker, until a cut.

    The network is asked again when something has moved far, at the latest after two frames; on those between, the mask follows
    the picture's own edges.
    """

    def __init__(self, size: Size) -> None:
        name, self._input = _LANDSCAPE if size.width / size.height >= _WIDE_RATIO else _SQUARE
        self._net: Any = cv2.dnn.readNetFromTFLite(str(_ASSETS / name))
        self._size = size
        divisor = max(1.0, min(size.pair) / _LINES)
        self._fine, self._work = size.over(max(1.0, divisor / 2)), size.over(divisor)
        self._cuts = Cuts()
        self._last: Weights | None = None
        self._asked_at: Frame | None = None
        self._since = 0

    def __call__(self, picture: Frame, faces: Sequence[Face] = ()) -> Weights:
        """Return the mask at the picture's size: 1 on the person, soft only at the edges; a face in it has no holes."""
        fine = shrunk(picture, self._fine)
        small = shrunk(fine, self._work)
        raw = self._raw(fine)
        for face in faces:
            raw = _with_face(raw, face)
        coarse = np.asarray(cv2.resize(raw, self._work.pair, interpolation=cv2.INTER_LINEAR), np.float32)
        hard = np.clip((_guided(_grey(fine), _grey(small), coarse) - 0.42) / 0.42, 0, 1)
        return np.asarray(cv2.resize(hard, self._size.pair, interpolation=cv2.INTER_LINEAR), np.float32)

    def _raw(self, picture: Frame) -> Weights:
        """Return what the network sees, mixed with what it saw before, unless the picture jumped."""
        if self._cuts(picture):
            self._last = None
        self._since += 1
        if self._last is None or self._since >= _EVERY or self._moved():
            seen = _whole_parts(_asked(self._net, self._input, picture))
            self._last = seen if self._last is None else seen * (1 - _MEMORY) + self._last * _MEMORY
            self._since, self._asked_at = 0, self._cuts.thumb
        return self._last

    def _moved(self) -> bool:
        thumb, since = self._cuts.thumb, self._asked_at
        return thumb is not None and since is not None and moved(thumb, since)


@dataclass(frozen=True, slots=True)
class Somebody:
    """What two networks hold to be a person: its share of the picture, and the part of it of which they are not sure.

    Each network alone takes a pagoda or a white disc for somebody; on people they agree almost point for point.
    """

    share: float
    doubt: float

    @property
    def absent(self) -> bool:
        """Whether there is nobody, or nothing that could be cut out as somebody."""
        return self.share < _LEAST_SHARE or self.doubt > _MOST_DOUBT

    @property
    def doubtful(self) -> bool:
        """Whether what would be cut out is hardly a person, or one whom the networks hardly see."""
        return self.doubt > _DOUBT


class SubjectCheck:
    """Tells how sure it is that there is a person in a clip."""

    def __init__(self) -> None:
        self._nets = [(cv2.dnn.readNetFromTFLite(str(_ASSETS / name)), size) for name, size in (_LANDSCAPE, _SQUARE)]

    def __call__(self, pictures: Iterable[Frame]) -> Somebody:
        """Return what is seen in some pictures on average; nothing in none."""
        both = [self._seen_by_both(picture) for picture in pictures]
        if not both:
            return Somebody(0.0, 1.0)
        seen = np.stack(both)
        inside = float((seen > _SURE[0]).mean())
        unsure = float(((seen > _SURE[0]) & (seen < _SURE[1])).mean())
        return Somebody(float(seen.mean()), unsure / max(inside, 1e-6))

    def _seen_by_both(self, picture: Frame) -> Weights:
        first, second = (cv2.resize(_asked(net, size, picture), (256, 256)) for net, size in self._nets)
        return np.asarray(np.minimum(first, second), np.float32)


def _asked(net: Any, size: tuple[int, int], picture: Frame) -> Weights:
    net.setInput(cv2.dnn.blobFromImage(shrunk(picture, Size(*size)), 1 / 255, size, swapRB=True))
    return np.asarray(net.forward()[0, 0], np.float32)


def _whole_parts(mask: Weights) -> Weights:
    """Drop islands much smaller than the largest part - shadows, pictures on the wall - and close small holes in it."""
    inside = (mask > _INSIDE).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(inside)
    if count < 2:
        return mask
    areas = stats[1:, cv2.CC_STAT_AREA]
    dropped = [index + 1 for index, area in enumerate(areas) if area < _SMALLEST_PART * areas.max()]
    kept = np.where(np.isin(labels, dropped), np.float32(0), mask) if dropped else mask
    count, labels, stats, _ = cv2.connectedComponentsWithStats(1 - inside, connectivity=4)
    holes = [index for index in range(1, count) if _is_hole(stats[index], inside.shape, float(areas.max()))]
    return np.where(np.isin(labels, holes), np.float32(1), kept) if holes else kept


def _is_hole(stats: Any, shape: tuple[int, ...], person: float) -> bool:
    """Tell whether a part of the background is small and shut in: the gap between an arm and the body is larger."""
    left, top, width, height, area = (int(value) for value in stats)
    inside = left > 0 and top > 0 and left + width < shape[1] and top + height < shape[0]
    return inside and area < _LARGEST_HOLE * person


def _with_face(mask: Weights, face: Face) -> Weights:
    """Take a face whole into a mask that holds most of it."""
    tall, wide = mask.shape
    oval = np.zeros(mask.shape, np.uint8)
    centre, sides = (round(face.x * wide), round(face.y * tall)), (face.width * wide * 0.42, face.height * tall * 0.46)
    cv2.ellipse(oval, centre, (max(1, round(sides[0])), max(1, round(sides[1]))), 0, 0, 360, 1, -1)
    inside = oval > 0
    if not inside.any() or float(mask[inside].mean()) < _INSIDE:
        return mask
    return np.where(inside, np.float32(1), mask)


def _grey(picture: Frame) -> Weights:
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY).astype(np.float32) / 255, np.float32)


def _guided(fine: Weights, guide: Weights, mask: Weights, radius: int = 7, softness: float = 2e-4) -> Weights:
    """Let the mask's edge follow the picture's: the guided filter of He et al. (2010), by six box filters.

    What the filter found at the mask's size is applied to a finer picture of the same (He and Sun, 2015): hair keeps its edge.
    """
    window = (radius, radius)

    def mean(values: Any) -> Any:
        return cv2.blur(values, window)

    mean_guide, mean_mask = mean(guide), mean(mask)
    slope = (mean(guide * mask) - mean_guide * mean_mask) / (mean(guide * guide) - mean_guide**2 + softness)
    offset = mean_mask - slope * mean_guide
    size = (fine.shape[1], fine.shape[0])
    slope, offset = (cv2.resize(mean(part), size, interpolation=cv2.INTER_LINEAR) for part in (slope, offset))
    return np.asarray(slope * fine + offset, np.float32)
