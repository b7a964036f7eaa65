"""Slate: what was not performed, written across the picture where nobody overlooks it."""

import cv2
import numpy as np

from engine.emulator.draft.effects.caption import written
from engine.emulator.draft.effects.stage import Moment, MovingStage, Scene
from engine.emulator.draft.frame import Frame

_LETTERS_A_LINE = 44
_LINES = 3
_INK = (60, 220, 255)


class Slate(MovingStage):
    """A dark strip over the lower part with the words that were not performed."""

    def __init__(self, words: tuple[str, ...]) -> None:
        self._text = "DRAFT - not performed: " + "; ".join(words)

    def prepare(self, scene: Scene) -> None:
        height = max(8, round(scene.size.scaled(30)))
        rows = [written(line, height) for line in _lines(self._text)]
        strip = np.zeros((sum(row.shape[0] for row in rows), scene.size.width), np.uint8)
        top = 0
        for row in rows:
            shown = row[:, : scene.size.width]
            strip[top : top + row.shape[0], : shown.shape[1]] = shown
            top += row.shape[0]
        self._ink = (strip[..., None] * (np.array(_INK) / 255)).astype(np.uint8)
        self._top = max(0, round(scene.size.height * 0.94) - strip.shape[0])

    def __call__(self, picture: Frame, moment: Moment) -> Frame:  # noqa: ARG002 - it stands still
        result = picture.copy()
        part = result[self._top : self._top + self._ink.shape[0]]
        part[:] = cv2.add(cv2.convertScaleAbs(part, alpha=0.25), self._ink[: part.shape[0]])
        return result


def _lines(text: str) -> list[str]:
    """Break a text after so many letters, a Chinese one counting double; what does not fit ends in dots."""
    lines, width = [""], 0
    for char in text.replace("\n", " "):
        width += 1 if char.isascii() else 2
        if width > _LETTERS_A_LINE:
            if len(lines) == _LINES:
                lines[-1] = lines[-1][:-2] + "..."
                return lines
            lines.append("")
            width = 1
        lines[-1] += char
    return lines
