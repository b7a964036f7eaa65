"""Watermark: what a picture says of itself at the bottom right: that it is a draft, and the label of generated content."""

from typing import Final

import cv2
import numpy as np

from engine.emulator.draft.effects.caption import written
from engine.emulator.draft.effects.stage import Moment, MovingStage, Scene
from engine.emulator.draft.frame import Frame

DRAFT: Final = "DRAFT"
LABEL: Final = "DRAFT  AI生成"
_STRENGTH = 0.86
_SHADOW = 0.62


class Watermark(MovingStage):
    """Blends the label over the picture; it is drawn last, on every output frame."""

    def __init__(self, label: str) -> None:
        self._label = label

    def prepare(self, scene: Scene) -> None:
        self._of: Frame | None = None
        height = round(scene.size.scaled(30))
        margin = round(scene.size.scaled(24))
        patch = written(self._label, height)
        rows, columns = patch.shape[:2]
        self._top, self._left = scene.size.height - rows - margin, scene.size.width - columns - margin
        self._cover = patch.astype(np.float32) / 255 * _STRENGTH
        spread = cv2.GaussianBlur(self._cover, (0, 0), max(1.0, height / 6))
        self._shade = np.clip(spread * 2.2, 0, _SHADOW)

    def __call__(self, picture: Frame, moment: Moment) -> Frame:  # noqa: ARG002 - it stands still
        if picture is not self._of:
            self._of, self._shown = picture, self._marked(picture)
        return self._shown

    def _marked(self, picture: Frame) -> Frame:
        result = picture.copy()
        rows, columns = self._cover.shape
        part = result[self._top : self._top + rows, self._left : self._left + columns]
        dark = part * (1 - self._shade[..., None])
        part[:] = (dark * (1 - self._cover[..., None]) + 255 * self._cover[..., None]).astype(np.uint8)
        return result
