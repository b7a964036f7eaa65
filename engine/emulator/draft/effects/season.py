"""Season: what a season does to the colours of things, before anything falls from the sky."""

import cv2
import numpy as np

from engine.emulator.draft.effects import noise
from engine.emulator.draft.effects.light import Grade, grade, lighten, multiply, three
from engine.emulator.draft.effects.stage import Moment, Scene, StillStage
from engine.emulator.draft.frame import Frame, Size, Weights, around, mixed, shrunk, size_of

_FOLIAGE_HUES = (27, 88)
_FOLIAGE_LEAST = 46
_VISIBLE = 0.02
_QUARTER = 4


def foliage(picture: Frame) -> Weights:
    """Return how much each point is a growing green, 0..1, at a quarter of the size, without specks, with soft borders."""
    size = size_of(picture).over(_QUARTER)
    hsv = cv2.cvtColor(shrunk(picture, size), cv2.COLOR_BGR2HSV)
    low, high = (_FOLIAGE_HUES[0], _FOLIAGE_LEAST, 24), (_FOLIAGE_HUES[1], 255, 255)
    green = cv2.morphologyEx(cv2.inRange(hsv, low, high), cv2.MORPH_OPEN, np.ones((2, 2), np.uint8))
    inside = cv2.GaussianBlur(green, (0, 0), max(0.8, size.scaled(3.2)))
    return np.asarray(inside.astype(np.float32) / 255, np.float32)


def _mix(picture: Frame, source: Frame, plants: Grade, amount: Weights) -> None:
    """Give a picture, where it is green, the other grade of its source; only what lies around the green is touched."""
    rows, columns = around(amount, _VISIBLE)
    if rows.start == rows.stop:
        return
    tall, wide = picture.shape[0] / amount.shape[0], picture.shape[1] / amount.shape[1]
    part = (
        slice(int(rows.start * tall), round(rows.stop * tall)),
        slice(int(columns.start * wide), round(columns.stop * wide)),
    )
    shown = picture[part]
    full = cv2.resize(amount, (picture.shape[1], picture.shape[0]), interpolation=cv2.INTER_LINEAR)[part]
    shown[:] = mixed(plants(source[part]), shown, np.asarray(full, np.float32))


class Winter(StillStage):
    """Cold light, snow where it was green, drifts along the lower border and frost from all sides."""

    def prepare(self, scene: Scene) -> None:
        size, rng = scene.size, scene.rng("winter")
        self._cold = grade(
            saturation=0.5,
            gain=(1.1, 1.02, 0.94),
            blue=((0, 34), (128, 172), (255, 255)),
            green=((0, 22), (128, 158), (255, 253)),
            red=((0, 16), (128, 146), (255, 248)),
        )
        lifted = ((0, 86), (70, 176), (140, 238), (255, 255))
        self._snow = grade(saturation=0.06, gain=(1.12, 1.06, 1.02), blue=lifted, green=lifted, red=lifted)
        self._frost = three(_frost(size, rng))
        ground, drift = _drift(size, rng)
        self._from = int(np.flatnonzero(drift.max(1))[0])
        self._ground, self._drift = ground[self._from :], drift[self._from :]

    def __call__(self, picture: Frame, moment: Moment) -> Frame:  # noqa: ARG002 - what falls is another stage
        cold = self._cold(picture)
        _mix(cold, picture, self._snow, np.asarray(np.minimum(foliage(picture) * 1.15, 1), np.float32))
        cold[self._from :] = mixed(self._ground, cold[self._from :], self._drift)
        return lighten(cold, self._frost)


def _frost(size: Size, rng: np.random.Generator) -> Weights:
    """Return ice flowers that grow from the borders, densest in the corners."""
    unit = size.scaled(1.0)
    branches = noise.ridges(size, rng, 150 * unit, 6)
    y = np.abs(np.linspace(-1, 1, size.height, dtype=np.float32))[:, None]
    x = np.abs(np.linspace(-1, 1, size.width, dtype=np.float32))[None]
    corner = np.clip((np.maximum(x, y) * 0.65 + x * y * 0.55) - 0.5, 0, 1) / 0.7
    rough = noise.clouds(size, rng, 120 * unit, 5)
    reach = np.clip(corner * 1.5 + (rough - 0.5) * 0.5 * (corner > 0), 0, 1)
    return np.asarray(np.clip(reach**1.5 * (0.42 + branches * 1.3), 0, 0.94), np.float32)


def _drift(size: Size, rng: np.random.Generator) -> tuple[Frame, Weights]:
    """Return a bank of snow for the lower border, and how much it covers."""
    line = np.array(cv2.resize(rng.random((1, 7), np.float32), (size.width, 1), interpolation=cv2.INTER_CUBIC))[0]
    fine = np.array(cv2.resize(rng.random((1, 60), np.float32), (size.width, 1), interpolation=cv2.INTER_CUBIC))[0]
    top = size.height * (0.93 - 0.1 * line - 0.012 * fine)
    rows = np.arange(size.height, dtype=np.float32)[:, None]
    cover = np.clip((rows - top[None]) / size.scaled(5), 0, 1).astype(np.float32)
    depth = np.clip((rows - top[None]) / size.scaled(90), 0, 1)
    shade = (
        1
        - 0.16 * depth
        + 0.03 * noise.grain(size, rng, size.scaled(1.2))
        - 0.1 * (noise.clouds(size, rng, size.scaled(60), 3) - 0.5)
    )
    ground = np.clip(shade[..., None] * np.array([255, 250, 244]), 0, 255).astype(np.uint8)
    return ground, cover


class Recoloured(StillStage):
    """Gives growing things another colour, and everything a grade: autumn and spring."""

    def __init__(self, plants: Grade, light: Grade) -> None:
        self._plants, self._light = plants, light

    def __call__(self, picture: Frame, moment: Moment) -> Frame:  # noqa: ARG002 - leaves fall in another stage
        result = self._light(picture)
        _mix(result, picture, self._plants, foliage(picture))
        return result


AUTUMN = (
    grade(
        saturation=0.55,
        gain=(0.22, 0.66, 1.5),
        red=((0, 20), (110, 190), (255, 255)),
        green=((0, 0), (128, 122), (255, 220)),
    ),
    grade(saturation=0.95, gain=(0.68, 0.9, 1.12), red=((0, 14), (128, 148), (255, 255))),
)
SPRING = (
    grade(saturation=1.25, gain=(0.9, 1.22, 1.02), green=((0, 10), (128, 152), (255, 255))),
    grade(
        saturation=1.2,
        gain=(1.02, 1.02, 1.05),
        every=((0, 22), (128, 154), (255, 255)),
    ),
)


class Gloom(StillStage):
    """A rainy day's light: dull, bluish, and mist near the ground."""

    def prepare(self, scene: Scene) -> None:
        self._dull = grade(
            saturation=0.46,
            gain=(1.0, 0.88, 0.78),
            blue=((0, 22), (128, 112), (255, 214)),
            green=((0, 14), (128, 100), (255, 202)),
            red=((0, 10), (128, 92), (255, 192)),
        )
        size = scene.size
        rows = np.linspace(0, 1, size.height, dtype=np.float32)[:, None].repeat(size.width, 1)
        rough = noise.clouds(size, scene.rng("gloom"), size.scaled(260), 4)
        mist = np.clip(rows - 0.62, 0, 1) * (0.3 + 0.7 * rough)
        shade = noise.vignette(size, 0.4)
        self._left, self._mist = (three(np.asarray(part * shade, np.float32)) for part in (1 - mist, mist))

    def __call__(self, picture: Frame, moment: Moment) -> Frame:  # noqa: ARG002 - drops fall in another stage
        return np.asarray(cv2.add(multiply(self._dull(picture), self._left), self._mist), np.uint8)
