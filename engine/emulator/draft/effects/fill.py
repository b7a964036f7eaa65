"""Fill: a picture without its person, guessed from what surrounds the gap or seen at another time."""

from typing import ClassVar

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.emulator.draft.effects.stage import Moment, Need, Sample, Scene, StillStage
from engine.emulator.draft.frame import Frame, Size, Weights, mixed, size_of

Colours = NDArray[np.float32]
"""Height x width x 3."""

_WORK_HEIGHT = 180
_STILL = 9.0


def filled(picture: Frame, mask: Weights, reach: float = 14) -> Frame:
    """Return the picture with the masked part filled in from around it, widened by `reach` (of 720 lines)."""
    size = size_of(picture)
    small = size.over(size.height / _WORK_HEIGHT) if size.height > _WORK_HEIGHT else size
    covered = np.asarray(cv2.resize(mask, small.pair, interpolation=cv2.INTER_AREA), np.float32)
    gap = _widened(covered, small.scaled(reach))
    tiny = cv2.resize(picture, small.pair, interpolation=cv2.INTER_AREA)
    guess = _from_around(np.asarray(tiny, np.uint8), gap)
    full = cv2.resize(guess, size.pair, interpolation=cv2.INTER_CUBIC)
    soft = cv2.resize(cv2.GaussianBlur(gap, (0, 0), 1.2), size.pair, interpolation=cv2.INTER_LINEAR)
    return mixed(np.asarray(full, np.uint8), picture, np.asarray(soft, np.float32))


def _widened(mask: Weights, reach: float) -> Weights:
    side = max(3, round(reach) * 2 + 1)
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side))
    return np.asarray(cv2.dilate((mask > 0.15).astype(np.float32), kernel), np.float32)


def _from_around(picture: Frame, gap: Weights) -> Frame:
    """Fill a gap from its border inwards: pull colours down a pyramid of halves, push them back up into the gap."""
    known: Colours = ((1 - gap)[..., None] * np.ones(3, np.float32)).astype(np.float32)
    return np.clip(_pulled((picture * known).astype(np.float32), known), 0, 255).astype(np.uint8)


def _pulled(weighted: Colours, known: Colours) -> Colours:
    """Return a picture without gaps, from one whose points are weighted by how well they are known."""
    height, width = weighted.shape[:2]
    if min(height, width) <= 2 or float(known.min()) > 0.999:
        return np.asarray(weighted / np.maximum(known, 1e-4), np.float32)
    half = (max(1, (width + 1) // 2), max(1, (height + 1) // 2))
    less = cv2.resize(cv2.GaussianBlur(weighted, (5, 5), 1.2), half, interpolation=cv2.INTER_AREA)
    fewer = cv2.resize(cv2.GaussianBlur(known, (5, 5), 1.2), half, interpolation=cv2.INTER_AREA)
    spread = np.minimum(1, fewer * 4)
    below = _pulled(np.asarray(less / np.maximum(fewer, 1e-4) * spread, np.float32), np.asarray(spread, np.float32))
    above = cv2.resize(below, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(weighted + above * (1 - known), np.float32)


class RemovePerson(StillStage):
    """Shows what is behind somebody: seen at another time if the camera stands still, else guessed from around."""

    needs: ClassVar[frozenset[Need]] = frozenset({"mask", "samples"})

    def prepare(self, scene: Scene) -> None:
        self._size = scene.size
        self._plate = _plate(scene.samples, scene.size)

    def __call__(self, picture: Frame, moment: Moment) -> Frame:
        assert moment.mask is not None
        if self._plate is None:
            return filled(picture, moment.mask, 34)
        gap = cv2.GaussianBlur(_widened(moment.mask, self._size.scaled(22)), (0, 0), self._size.scaled(5))
        return mixed(self._plate, picture, np.asarray(gap, np.float32))


def _plate(samples: tuple[Sample, ...], size: Size) -> Frame | None:
    """Return the empty place, or None if the camera moves."""
    masks = [_widened(sample.mask, size_of(sample.picture).scaled(24)) for sample in samples if sample.mask is not None]
    if len(masks) < 2 or _moves(samples, masks):
        return None
    stack = np.stack([sample.picture for sample in samples]).astype(np.float32)
    hidden = np.stack(masks)[..., None].repeat(3, -1) > 0.5
    stack[hidden] = np.nan
    unseen = np.asarray(np.all(hidden, axis=0), np.float32)[..., 0]
    stack[:, unseen > 0] = 0
    place = np.nanmedian(stack, 0).astype(np.uint8)
    return np.asarray(cv2.resize(filled(place, unseen, 6), size.pair, interpolation=cv2.INTER_CUBIC), np.uint8)


def _moves(samples: tuple[Sample, ...], masks: list[Weights]) -> bool:
    """Tell whether the place itself changes between samples, outside of the person."""
    first = cv2.cvtColor(samples[0].picture, cv2.COLOR_BGR2GRAY).astype(np.float32)
    for sample, mask in zip(samples[1:], masks[1:], strict=True):
        open_part = (1 - mask) * (1 - masks[0])
        difference = np.abs(cv2.cvtColor(sample.picture, cv2.COLOR_BGR2GRAY).astype(np.float32) - first)
        if float((difference * open_part).sum() / max(float(open_part.sum()), 1.0)) > _STILL:
            return True
    return False
