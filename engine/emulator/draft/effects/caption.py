"""Caption: words as pictures; the letters, Chinese ones included, are OpenCV's own and need no font file."""

import cv2
import numpy as np
from numpy.typing import NDArray

_FACE = "sans"


def written(text: str, height: int) -> NDArray[np.uint8]:
    """Return one line of text as light on black, with a little space around it; `height` is that of the letters."""
    size = max(8, height)
    canvas = np.zeros((round(size * 1.9), round(size * (len(text) * 1.15 + 1.2))), np.uint8)
    colour = cv2.cvtColor(canvas, cv2.COLOR_GRAY2BGR)
    cv2.putText(colour, text, (round(size * 0.4), round(size * 1.35)), (255, 255, 255), cv2.FontFace(_FACE), size)
    grey = np.asarray(cv2.cvtColor(colour, cv2.COLOR_BGR2GRAY), np.uint8)
    used = np.flatnonzero(grey.any(axis=0))
    last = int(used[-1]) + round(size * 0.4) if len(used) else 1
    return grey[:, :last]
