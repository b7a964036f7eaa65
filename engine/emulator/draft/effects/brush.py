"""Brush: what all painted styles share - patches of one colour with crisp borders."""

from typing import Any

import cv2
import numpy as np

from engine.emulator.draft.frame import Frame, Weights


def patches(picture: Frame, radius: int) -> Frame:
    """Return the picture in strokes of about that radius: each point takes the mean of the calmest of four quarters.

    The filter of Kuwahara (1976), by box filters: the quarters are one blurred picture seen from four corners.
    """
    radius = max(1, radius)
    side = radius + 1
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY).astype(np.float32)
    mean: Any = cv2.blur(picture, (side, side))
    variance: Any = cv2.blur(grey * grey, (side, side)) - cv2.blur(grey, (side, side)) ** 2
    pad = (radius + 1) // 2
    mean = cv2.copyMakeBorder(mean, pad, pad, pad, pad, cv2.BORDER_REPLICATE)
    variance = cv2.copyMakeBorder(variance, pad, pad, pad, pad, cv2.BORDER_REPLICATE)
    height, width = grey.shape
    best: Any = None
    least: Any = None
    for top in (0, 2 * pad):
        for left in (0, 2 * pad):
            here = mean[top : top + height, left : left + width]
            spread = variance[top : top + height, left : left + width]
            if best is None:
                best, least = here.copy(), spread.copy()
            else:
                calmer = cv2.compare(spread, least, cv2.CMP_LT)
                cv2.copyTo(here, calmer, best)
                least = cv2.min(spread, least)
    return np.asarray(best, np.uint8)


def outlines(picture: Frame, fine: float, coarse: float, sharpness: float, level: float) -> Weights:
    """Return where a pen would draw, 0..1, by the difference of two blurs."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY).astype(np.float32)
    difference = cv2.GaussianBlur(grey, (0, 0), coarse) - cv2.GaussianBlur(grey, (0, 0), fine)
    return np.asarray(np.clip((difference - level) * sharpness, 0, 1), np.float32)


def relief(height: Weights, depth: float) -> Weights:
    """Return the light on a surface of that height, lit from the upper left: 0 where it is flat, else -1..1."""
    across = cv2.Sobel(height, cv2.CV_32F, 1, 0, ksize=3)
    down = cv2.Sobel(height, cv2.CV_32F, 0, 1, ksize=3)
    slope = (across * 0.6 + down * 0.8) * depth
    return np.asarray(slope / np.sqrt(1 + slope * slope), np.float32)


def shaded(picture: Frame, light: Weights, strength: float) -> Frame:
    """Lay a relief's light on a picture: half of it darkens, half brightens."""
    amount = cv2.merge([light * (strength * 255)] * 3)
    return np.asarray(cv2.add(picture, amount, dtype=cv2.CV_8U), np.uint8)
