"""Scenes: every place that can be drawn, by the name that the language gives it."""

from collections.abc import Callable, Mapping
from typing import Final

import cv2
import numpy as np

from engine.emulator.draft.effects.hour import HOURS
from engine.emulator.draft.effects.stage import Moment, Scene
from engine.emulator.draft.frame import Frame, Size
from engine.emulator.draft.language.places import COLOURS
from engine.emulator.draft.scenery import indoors, outdoors, town
from engine.emulator.draft.scenery.canvas import Canvas
from engine.emulator.draft.scenery.plate import Plate

SCENES: Final[Mapping[str, Callable[[Canvas], None]]] = {
    "beach": outdoors.beach,
    "sky": outdoors.sky,
    "mountains": outdoors.mountains,
    "snowfield": outdoors.snowfield,
    "desert": outdoors.desert,
    "forest": outdoors.forest,
    "garden": outdoors.garden,
    "street": town.street,
    "neon": town.neon,
    "space": town.space,
    "gym": indoors.gym,
    "office": indoors.office,
    "library": indoors.bookshelves,
    "stage": indoors.stage,
    "room": indoors.room,
    "studio": indoors.studio,
    "party": indoors.party,
}
_TIMELESS = frozenset({"neon", "space", "party", "stage", "studio"})
_FOCUS = 1.6


def scene_plate(name: str, hour: str | None = None) -> Plate:
    """Return a plate with a drawn place, a little out of focus; `hour` may be "night" or "sunset"."""

    def draw(size: Size, rng: np.random.Generator) -> Frame:
        canvas = Canvas(size, rng)
        SCENES[name](canvas)
        picture = np.asarray(cv2.GaussianBlur(canvas.picture, (0, 0), size.scaled(_FOCUS)), np.uint8)
        if hour is not None and name not in _TIMELESS:
            light = HOURS[hour]()
            light.prepare(Scene(size=size, seconds=1.0, seed=0))
            picture = light(picture, Moment(0.0))
        return picture

    return draw


def colour_plate(name: str) -> Plate:
    """Return a plain backdrop, a little lighter in the middle unless it is a screen to be keyed out."""
    colour = next(value for key, _, _, value in COLOURS if key == name)

    def draw(size: Size, rng: np.random.Generator) -> Frame:
        canvas = Canvas(size, rng)
        canvas.picture[:] = colour
        if name not in {"green", "blue", "white", "black"}:
            canvas.glow(0.5, 0.4, 0.6, "#ffffff", 0.18)
        return canvas.picture

    return draw
