"""Fit: the size of the output, and how a source picture is laid into it."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from engine.emulator.draft.frame import Frame, Size

_RATIO = re.compile(r"([1-9][0-9]*):([1-9][0-9]*)")


def output_size(source: Size, tier: str, ratio: str | None, sizes: Mapping[str, tuple[int, int]]) -> Size:
    """Return the output's size: the documented one when a ratio is asked for, else the tier's area in the source's ratio.

    What services do without a ratio is documented only as "approximately the input's ratio". A source whose ratio is
    within one per cent of a documented one gets that one's size. Sides are even, as 4:2:0 needs.
    """
    if ratio is not None and ratio in sizes:
        return Size(*sizes[ratio])
    asked = _RATIO.fullmatch(ratio or "")
    wanted = int(asked[1]) / int(asked[2]) if asked else source.width / source.height
    for width, height in sizes.values():
        if abs(width / height / wanted - 1) < 0.01:
            return Size(width, height)
    lines = math.sqrt(_area(tier, source) / wanted)
    return Size(_even(lines * wanted), _even(lines))


def _area(tier: str, source: Size) -> float:
    """Return the pixels of a tier such as "720P": those of 16:9 with as many lines; without one, the source's."""
    lines = int(tier[:-1]) if tier.endswith("P") and tier[:-1].isdigit() else 0
    return lines * lines * 16 / 9 if lines else source.width * source.height


def _even(length: float) -> int:
    return max(2, round(length / 2) * 2)


def cover_size(source: Size, target: Size) -> Size:
    """Return the size at which the source just covers the target; equal ratios give the target itself."""
    scale = max(target.width / source.width, target.height / source.height)
    return Size(max(target.width, round(source.width * scale)), max(target.height, round(source.height * scale)))


@dataclass(frozen=True, slots=True)
class Focus:
    """The point of a picture that a cut keeps as near to its middle as it can, as shares of width and height."""

    x: float
    y: float


MIDDLE: Final = Focus(0.5, 0.5)


def crop(picture: Frame, target: Size, focus: Focus = MIDDLE) -> Frame:
    """Cut the part around a point out of a picture that covers the target."""
    top = _first(picture.shape[0], target.height, focus.y)
    left = _first(picture.shape[1], target.width, focus.x)
    return picture[top : top + target.height, left : left + target.width]


def _first(whole: int, kept: int, share: float) -> int:
    """Return where a window begins that is centred on a share of a length, as far as the length allows."""
    return min(max(round(whole * share - kept / 2), 0), whole - kept)
