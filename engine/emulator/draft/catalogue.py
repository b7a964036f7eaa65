"""Catalogue: which stages perform which operation, and in what order operations are performed."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final, TypeVar

from engine.emulator.draft.effects.aged import Aged
from engine.emulator.draft.effects.camera import Crane, Handheld, Orbit, Pan, Tilt, Zoom
from engine.emulator.draft.effects.cartoon import HANDS, Cartoon
from engine.emulator.draft.effects.clay import Clay
from engine.emulator.draft.effects.drawing import Ink, Sketch
from engine.emulator.draft.effects.falling import LEAVES, PETALS, RAIN, SNOW, Falling, Fog, Scattered
from engine.emulator.draft.effects.fill import RemovePerson
from engine.emulator.draft.effects.grading import LOOKS, Grading
from engine.emulator.draft.effects.hour import HOURS
from engine.emulator.draft.effects.lookalike import Lookalike, Manner
from engine.emulator.draft.effects.oil import Oil
from engine.emulator.draft.effects.partial import OutOfFocus, Partial
from engine.emulator.draft.effects.pixel import Pixel
from engine.emulator.draft.effects.season import AUTUMN, SPRING, Gloom, Recoloured, Winter
from engine.emulator.draft.effects.stage import Stage
from engine.emulator.draft.effects.tiles import PIECES, Tiles
from engine.emulator.draft.effects.watercolor import Watercolor
from engine.emulator.draft.effects.widescreen import WideScreen
from engine.emulator.draft.frame import Frame
from engine.emulator.draft.language.operation import Op
from engine.emulator.draft.scenery.background import Background
from engine.emulator.draft.scenery.plate import picture_plate
from engine.emulator.draft.scenery.scenes import colour_plate, scene_plate

Images = Mapping[int, Frame]
Maker = Callable[[Op, Images], Sequence[Stage]]
_Value = TypeVar("_Value")

_WHITE = (255, 255, 255)
_WATER = (255, 244, 232)


def _still(make: Callable[[], Stage]) -> Maker:
    """Return a maker for a stage that needs to know nothing of its operation."""
    return lambda op, images: [make()]  # noqa: ARG005 - all makers are called alike


def _filled(value: _Value | None) -> _Value:
    """Return what stands in a slot that such an operation always fills."""
    if value is None:
        raise ValueError("an operation came without what it needs to know")
    return value


def _image_look(op: Op, images: Images) -> Sequence[Stage]:
    reference = images[_filled(op.slots.picture)]
    return [Lookalike(reference) if op.slots.look == "colours" else Manner(reference)]


MAKERS: Final[Mapping[str, Maker]] = {
    # who and what is in the picture
    "remove_person": _still(RemovePerson),
    "background_image": lambda op, images: [Background(picture_plate(images[_filled(op.slots.picture)]))],
    "background_scene": lambda op, _: [Background(scene_plate(_filled(op.slots.place), op.slots.hour))],
    "background_colour": lambda op, _: [Background(colour_plate(_filled(op.slots.place)), plain=True)],
    "background_blur": lambda *_: [Partial(OutOfFocus(), person=False)],
    # light and season
    **{kind: _still(partial(Grading, look)) for kind, look in LOOKS.items()},
    **{kind: _still(make) for kind, make in HOURS.items()},
    "cinematic": lambda op, _: [Grading(LOOKS["cinematic"]), *([WideScreen()] if op.slots.part == "frame" else [])],
    "winter": lambda *_: [Winter(), Falling(SNOW, _WHITE)],
    "snow": lambda *_: [Grading(LOOKS["snowy"]), Falling(SNOW, _WHITE)],
    "rain": lambda *_: [Gloom(), Falling(RAIN, _WATER)],
    "fog": lambda *_: [Grading(LOOKS["misty"]), Fog()],
    "autumn": lambda *_: [Recoloured(*AUTUMN), Scattered(LEAVES)],
    "spring": lambda *_: [Recoloured(*SPRING), Scattered(PETALS)],
    # style
    "pixel": _still(Pixel),
    "watercolor": _still(Watercolor),
    "oil": _still(Oil),
    "ink": _still(Ink),
    "sketch": _still(Sketch),
    "clay": _still(Clay),
    **{kind: _still(partial(Cartoon, hand)) for kind, hand in HANDS.items()},
    **{kind: _still(partial(Tiles, piece)) for kind, piece in PIECES.items()},
    "image_look": _image_look,
    "sepia": _still(Aged),
    # camera
    "orbit": lambda op, _: [Orbit(_filled(op.slots.way))],
    "pan": lambda op, _: [Pan(_filled(op.slots.way))],
    "tilt": lambda op, _: [Tilt(_filled(op.slots.way))],
    "zoom": lambda op, _: [Zoom(_filled(op.slots.way))],
    "crane": lambda op, _: [Crane(_filled(op.slots.way))],
    "handheld": _still(Handheld),
}
"""The order of the rows is the order of the work; what falls from the sky comes after the camera, as it moves by itself."""

_LAST = (Falling, Scattered, Fog, Aged)
_OVER_ALL = (WideScreen,)


def stages_for(ops: Sequence[Op], images: Images) -> list[Stage]:
    """Return the stages of some operations in the order in which they are to work."""
    stages: list[Stage] = []
    for kind, maker in MAKERS.items():
        for op in ops:
            if op.kind == kind:
                stages.extend(_within(op, maker(op, images)))
    return sorted(stages, key=lambda stage: (isinstance(stage, _OVER_ALL), isinstance(stage, _LAST)))


def _within(op: Op, stages: Sequence[Stage]) -> Sequence[Stage]:
    """Return the stages of an operation, each seen only in the part that the operation is for: one that moves by itself, too."""
    if op.slots.part == "frame":
        return stages
    return [Partial(stage, person=op.slots.part == "person") for stage in stages]
