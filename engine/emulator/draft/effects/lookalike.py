"""Lookalike: the colours of a reference picture laid on the clip, by the statistics of both; and the clip painted in them."""

from typing import ClassVar

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.emulator.draft.anchors import Face
from engine.emulator.draft.effects.easel import Easel
from engine.emulator.draft.effects.likeness import strokes
from engine.emulator.draft.effects.stage import Moment, Need, Scene, StillStage
from engine.emulator.draft.frame import Frame

Values = NDArray[np.float64]

_STRENGTH = np.array([0.45, 0.85, 0.85])
"""How far lightness, and both colour axes, go: a clip by day before a picture of a night is still a clip by day."""


class Lookalike(StillStage):
    """Shifts and stretches lightness and both colour axes to the reference's mean and deviation (Reinhard, 2001)."""

    needs: ClassVar[frozenset[Need]] = frozenset({"samples"})

    def __init__(self, reference: Frame) -> None:
        self._wanted = _statistics([reference])

    def prepare(self, scene: Scene) -> None:
        self._of: Frame | None = None
        have_mean, have_spread = _statistics([sample.picture for sample in scene.samples])
        want_mean, want_spread = self._wanted
        values = np.arange(256, dtype=np.float64)[:, None]
        ratio = np.clip(want_spread / np.maximum(have_spread, 1), 0.6, 1.8)
        moved = (values - have_mean) * ratio + want_mean
        mixed = values * (1 - _STRENGTH) + moved * _STRENGTH
        self._table = np.clip(np.rint(mixed), 0, 255).astype(np.uint8)[None]

    def __call__(self, picture: Frame, moment: Moment) -> Frame:  # noqa: ARG002 - colours are the whole clip's
        if picture is not self._of:  # a painting is shown more than once
            lab = cv2.LUT(cv2.cvtColor(picture, cv2.COLOR_BGR2LAB), self._table)
            self._of, self._shown = picture, np.asarray(cv2.cvtColor(lab, cv2.COLOR_LAB2BGR), np.uint8)
        return self._shown


class Manner(Easel):
    """The clip painted, in strokes that leave faces alone, with the reference's colours."""

    needs: ClassVar[frozenset[Need]] = frozenset({"faces", "samples"})

    def __init__(self, reference: Frame) -> None:
        self._colours = Lookalike(reference)

    def set_up(self, scene: Scene) -> None:
        self._colours.prepare(scene)
        radius = max(2, round(self._small.scaled(9)))
        self._radii = (radius, radius // 2 + 1)

    def painted(self, small: Frame, faces: tuple[Face, ...]) -> Frame:
        coloured = self._colours(strokes(small, self._radii, faces), Moment(0.0))
        crisp = cv2.addWeighted(coloured, 1.5, cv2.GaussianBlur(coloured, (0, 0), 2.0), -0.5, 0)
        return np.asarray(cv2.resize(crisp, self._size.pair, interpolation=cv2.INTER_CUBIC), np.uint8)


def _statistics(
    pictures: list[Frame],
) -> tuple[Values, Values]:
    small = [cv2.resize(picture, (160, 90), interpolation=cv2.INTER_AREA) for picture in pictures]
    lab = cv2.cvtColor(np.concatenate(small), cv2.COLOR_BGR2LAB).reshape(-1, 3).astype(np.float64)
    return lab.mean(0), lab.std(0)
