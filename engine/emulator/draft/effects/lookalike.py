"""Lookalike: the colours of a reference picture laid on the clip, by the statistics of both."""

from typing import ClassVar

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.emulator.draft.effects.stage import Moment, Need, Scene, StillStage
from engine.emulator.draft.frame import Frame

Values = NDArray[np.float64]

_STRENGTH = 0.85


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


def _statistics(
    pictures: list[Frame],
) -> tuple[Values, Values]:
    small = [cv2.resize(picture, (160, 90), interpolation=cv2.INTER_AREA) for picture in pictures]
    lab = cv2.cvtColor(np.concatenate(small), cv2.COLOR_BGR2LAB).reshape(-1, 3).astype(np.float64)
    return lab.mean(0), lab.std(0)
