"""Catalogue: which stages perform which operation, and in what order operations are performed."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from engine.emulator.draft.effects.background import Background
from engine.emulator.draft.effects.grading import LOOKS, Grading
from engine.emulator.draft.effects.pixel import Pixel
from engine.emulator.draft.effects.stage import Stage
from engine.emulator.draft.effects.watercolor import Watercolor
from engine.emulator.draft.frame import Frame
from engine.emulator.draft.language.operation import Op
from engine.emulator.draft.scenery.plate import picture_plate

Images = Mapping[str, Frame]
Maker = Callable[[Op, Images], Sequence[Stage]]


def _still(make: Callable[[], Stage]) -> Maker:
    return lambda op, images: [make()]  # noqa: ARG005 - needs nothing but itself


MAKERS: Final[Mapping[str, Maker]] = {
    "background_image": lambda op, images: [Background(picture_plate(images[op.params["image"]]))],
    **{kind: _still(lambda look=look: Grading(look)) for kind, look in LOOKS.items()},
    "pixel": _still(Pixel),
    "watercolor": _still(Watercolor),
}


def stages_for(ops: Sequence[Op], images: Images) -> list[Stage]:
    stages: list[Stage] = []
    for kind, maker in MAKERS.items():
        for op in ops:
            if op.kind == kind:
                stages.extend(maker(op, images))
    return stages
