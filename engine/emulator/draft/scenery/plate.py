"""Plate: the picture behind a person."""

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np

from engine.emulator.draft.failure import BAD_MEDIA, DraftFailed, words_of
from engine.emulator.draft.fit import cover_size, crop
from engine.emulator.draft.frame import Frame, Size, size_of

Plate = Callable[[Size, np.random.Generator], Frame]
"""Draws a place at a size; equal generators give equal pictures."""

_OUT_OF_FOCUS = 1.2


def read_picture(path: Path) -> Frame:
    """Read an image file, upright; raise DraftFailed when it is none."""
    try:
        data = np.fromfile(path, np.uint8)
    except OSError as error:
        raise DraftFailed(BAD_MEDIA, f"{path.name} can't be read: {words_of(error)}") from error
    picture = cv2.imdecode(data, cv2.IMREAD_COLOR) if len(data) else None
    if picture is None:
        raise DraftFailed(BAD_MEDIA, f"{path.name} is no picture that can be read")
    return np.asarray(picture, np.uint8)


def picture_plate(picture: Frame) -> Plate:
    """Return a plate that shows a given picture, cut to cover and a little out of focus."""

    def draw(size: Size, _: np.random.Generator) -> Frame:
        cover = cover_size(size_of(picture), size)
        smaller = cover.width < picture.shape[1]
        how = cv2.INTER_AREA if smaller else cv2.INTER_CUBIC
        scaled = np.asarray(cv2.resize(picture, cover.pair, interpolation=how), np.uint8)
        fitted = np.ascontiguousarray(crop(scaled, size))
        return np.asarray(cv2.GaussianBlur(fitted, (0, 0), size.scaled(_OUT_OF_FOCUS)), np.uint8)

    return draw
