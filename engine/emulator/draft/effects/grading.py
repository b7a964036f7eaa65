"""Grading: looks that are made by light and colour alone."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import cv2
import numpy as np

from engine.emulator.draft.effects import noise
from engine.emulator.draft.effects.light import Grade, bloom, coloured, grade, lighten, multiply, three
from engine.emulator.draft.effects.stage import Moment, Scene, StillStage
from engine.emulator.draft.frame import Frame, Size

Glow = Callable[[Size], Frame]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A look: the grade, how dark the corners get, how much bright parts glow, what light falls in, what colour lamps have.

    Light that falls in veils the picture; lamps colour what they fall on, twice as bright at most, and leave black black.
    """

    grade: Grade
    vignette: float = 0.0
    bloom: float = 0.0
    glow: Glow | None = None
    lamps: Glow | None = None


class Grading(StillStage):
    """Gives every frame one look."""

    def __init__(self, look: Look) -> None:
        self._look = look

    def prepare(self, scene: Scene) -> None:
        size = scene.size
        self._shade = three(noise.vignette(size, self._look.vignette)) if self._look.vignette else None
        self._glow = self._look.glow(size) if self._look.glow else None
        self._lamps = self._look.lamps(size) if self._look.lamps else None

    def __call__(self, picture: Frame, moment: Moment) -> Frame:  # noqa: ARG002 - light stands still
        result = self._look.grade(picture)
        if self._lamps is not None:
            result = np.asarray(cv2.multiply(result, self._lamps, scale=2 / 255), np.uint8)
        if self._look.bloom:
            result = bloom(result, self._look.bloom)
        if self._glow is not None:
            result = lighten(result, self._glow)
        if self._shade is not None:
            result = multiply(result, self._shade)
        return result


def _sun(size: Size) -> Frame:
    """The sun beyond the upper left corner, with a few rays."""
    return _beams(size, (0.08, -0.06), (150, 222, 255), 0.8)


def _beams(size: Size, at: tuple[float, float], colour: tuple[float, float, float], strength: float) -> Frame:
    y = (np.arange(size.height, dtype=np.float32) / size.height - at[1])[:, None]
    x = ((np.arange(size.width, dtype=np.float32) / size.width - at[0]) * size.width / size.height)[None]
    distance = np.sqrt(x * x + y * y)
    angle = np.arctan2(y, x)
    rays = 0.75 + 0.25 * np.sin(angle * 17 + 0.6) * np.sin(angle * 7)
    core = np.clip(1 - distance / 0.16, 0, 1) ** 1.5
    return coloured(np.clip(strength * np.exp(-distance / 0.42) * rays + core, 0, 1), colour)


def _neon(size: Size, strength: float = 1.0, dark: float = 0.0) -> Frame:
    """Magenta from the left, cyan from the right; `dark` is what is left of white light where neither falls."""
    x = (np.arange(size.width, dtype=np.float32) / size.width)[None].repeat(size.height, 0)
    left = coloured((np.clip(1 - x * 1.7, 0, 1) ** 0.9 * strength).astype(np.float32), (210, 40, 255))
    right = coloured((np.clip(x * 1.7 - 0.7, 0, 1) ** 0.9 * strength).astype(np.float32), (255, 200, 20))
    return np.asarray(cv2.add(np.maximum(left, right), np.full_like(left, round(255 * dark))), np.uint8)


LOOKS: dict[str, Look] = {
    "warm": Look(
        grade=grade(
            saturation=1.12,
            gain=(0.66, 0.97, 1.14),
            red=((0, 12), (128, 150), (255, 255)),
            blue=((0, 0), (128, 112), (255, 215)),
        ),
        vignette=0.16,
        bloom=0.18,
    ),
    "cool": Look(
        grade=grade(saturation=0.86, gain=(1.22, 1.0, 0.74), blue=((0, 22), (128, 148), (255, 255))),
        vignette=0.16,
    ),
    "sunny": Look(
        grade=grade(
            saturation=1.22,
            gain=(0.98, 1.03, 1.06),
            red=((0, 0), (60, 62), (128, 148), (200, 222), (255, 255)),
            green=((0, 0), (60, 60), (128, 142), (200, 214), (255, 252)),
            blue=((0, 2), (60, 60), (128, 130), (200, 196), (255, 240)),
        ),
        bloom=0.3,
        glow=_sun,
    ),
    "cinematic": Look(
        grade=grade(
            saturation=1.08,
            blue=((0, 30), (64, 78), (128, 122), (200, 172), (255, 214)),
            green=((0, 10), (64, 56), (128, 126), (200, 204), (255, 244)),
            red=((0, 0), (64, 40), (128, 142), (200, 228), (255, 255)),
        ),
        vignette=0.45,
        bloom=0.22,
    ),
    "blackwhite": Look(
        grade=grade(saturation=0.0, every=((0, 0), (64, 46), (128, 132), (255, 255))),
        vignette=0.28,
    ),
    "cyberpunk": Look(
        grade=grade(
            saturation=1.15,
            gain=(1.06, 0.72, 0.78),
            blue=((0, 26), (64, 70), (128, 134), (200, 214), (255, 255)),
            green=((0, 2), (64, 20), (128, 78), (200, 176), (255, 240)),
            red=((0, 3), (64, 28), (128, 96), (200, 190), (255, 252)),
        ),
        vignette=0.5,
        bloom=0.4,
        glow=partial(_neon, strength=0.34),
        lamps=partial(_neon, strength=0.8, dark=0.24),
    ),
    "snowy": Look(grade=grade(saturation=0.7, gain=(1.04, 0.96, 0.88), blue=((0, 20), (128, 132), (255, 250)))),
    "misty": Look(
        grade=grade(saturation=0.6, blue=((0, 40), (255, 235)), green=((0, 40), (255, 235)), red=((0, 40), (255, 235)))
    ),
    "vivid": Look(grade=grade(saturation=2.1, every=((0, 0), (64, 50), (128, 134), (200, 218), (255, 255)))),
    "muted": Look(grade=grade(saturation=0.42, every=((0, 24), (128, 134), (255, 240)))),
    "darken": Look(grade=grade(gain=(0.62, 0.62, 0.62))),
    "brighten": Look(grade=grade(every=((0, 12), (64, 104), (128, 182), (255, 255)))),
}
