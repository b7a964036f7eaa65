"""Catalogue: which stages perform which operation, and in what order operations are performed."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from engine.emulator.draft.effects.background import Background
from engine.emulator.draft.effects.aged import Aged
from engine.emulator.draft.effects.cartoon import HANDS, Cartoon
from engine.emulator.draft.effects.clay import Clay
from engine.emulator.draft.effects.drawing import Ink, Sketch
from engine.emulator.draft.effects.falling import LEAVES, PETALS, RAIN, SNOW, Falling, Fog, Scattered
from engine.emulator.draft.effects.grading import LOOKS, Grading
from engine.emulator.draft.effects.oil import Oil
from engine.emulator.draft.effects.pixel import Pixel
from engine.emulator.draft.effects.season import AUTUMN, SPRING, Gloom, Recoloured, Winter
from engine.emulator.draft.effects.stage import Stage
from engine.emulator.draft.effects.tiles import PIECES, Tiles
from engine.emulator.draft.effects.watercolor import Watercolor
from engine.emulator.draft.frame import Frame
from engine.emulator.draft.language.operation import Op
from engine.emulator.draft.scenery.plate import picture_plate

Images = Mapping[str, Frame]
Maker = Callable[[Op, Images], Sequence[Stage]]


def _still(make: Callable[[], Stage]) -> Maker:
    return lambda op, images: [make()]  # noqa: ARG005 - needs nothing but itself


_WHITE = (255, 255, 255)
_WATER = (255, 244, 232)

MAKERS: Final[Mapping[str, Maker]] = {
    "background_image": lambda op, images: [Background(picture_plate(images[op.params["image"]]))],
    **{kind: _still(lambda look=look: Grading(look)) for kind, look in LOOKS.items()},
    "pixel": _still(Pixel),
    "watercolor": _still(Watercolor),
    "oil": _still(Oil),
    "ink": _still(Ink),
    "sketch": _still(Sketch),
    "clay": _still(Clay),
    **{kind: _still(lambda hand=hand: Cartoon(hand)) for kind, hand in HANDS.items()},
    **{kind: _still(lambda piece=piece: Tiles(piece)) for kind, piece in PIECES.items()},
    "winter": lambda op, images: [Winter(), Falling(SNOW, _WHITE)],
    "snow": lambda op, images: [Grading(LOOKS["snowy"]), Falling(SNOW, _WHITE)],
    "rain": lambda op, images: [Gloom(), Falling(RAIN, _WATER)],
    "fog": lambda op, images: [Grading(LOOKS["misty"]), Fog()],
    "autumn": lambda op, images: [Recoloured(*AUTUMN), Scattered(LEAVES)],
    "spring": lambda op, images: [Recoloured(*SPRING), Scattered(PETALS)],
    "sepia": _still(Aged),
}


def stages_for(ops: Sequence[Op], images: Images) -> list[Stage]:
    stages: list[Stage] = []
    for kind, maker in MAKERS.items():
        for op in ops:
            if op.kind == kind:
                stages.extend(maker(op, images))
    return stages
