"""Stage: what every effect is to the pipeline."""

from dataclasses import dataclass
from typing import ClassVar, Final, Literal, Protocol

import numpy as np

from engine.emulator.draft.anchors import Face, mean_of
from engine.emulator.draft.frame import Frame, Size, Weights

Need = Literal["mask", "faces", "face", "samples"]
"""What a stage has to be told beside the pictures: of each, where the person is and where faces are; of the clip as a whole,
where its face is and how it looks.
"""

NOTHING: Final[frozenset[Need]] = frozenset()


@dataclass(frozen=True, slots=True)
class Sample:
    """A picture of the clip at half size, with its person mask and its faces when a stage asked for them."""

    picture: Frame
    mask: Weights | None
    faces: tuple[Face, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """What a stage may know before the first frame.

    `samples` are evenly spread over the clip; they are empty unless a stage of the pipeline asks for them. `seconds` is the
    output's length.
    """

    size: Size
    seconds: float
    seed: int
    samples: tuple[Sample, ...] = ()

    def face(self) -> Face | None:
        """Return where the clip's surest face is, in the mean of all samples; None if none was seen."""
        seen = [sample.faces[0] for sample in self.samples if sample.faces]
        return mean_of(seen, [1.0] * len(seen)) if seen else None

    def rng(self, name: str) -> np.random.Generator:
        """Return a generator that depends on the job's seed and on who asks, and on nothing else."""
        return np.random.default_rng([self.seed, *name.encode()])


@dataclass(frozen=True, slots=True)
class Moment:
    """When a picture is shown, in seconds from the start, where its person stands (None if nobody asked), and its faces."""

    seconds: float
    mask: Weights | None = None
    faces: tuple[Face, ...] = ()


class Stage(Protocol):
    """One effect.

    `on_grid` stages move by themselves and are called for every output frame; the others once for each source frame that is
    shown. A stage never changes the picture that it is given.
    """

    on_grid: ClassVar[bool]

    @property
    def needs(self) -> frozenset[Need]:
        """What the stage must be told."""

    def prepare(self, scene: Scene) -> None:
        """Get ready for a clip: everything that need not be done per frame."""

    def __call__(self, picture: Frame, moment: Moment) -> Frame:
        """Return the changed picture."""


class StillStage:
    """The usual stage: looks at one frame at a time and needs nothing but it."""

    on_grid: ClassVar[bool] = False
    needs: ClassVar[frozenset[Need]] = NOTHING

    def prepare(self, scene: Scene) -> None:
        """Nothing needs to be prepared."""


class MovingStage:
    """A stage that moves by itself; one that stands still but lies on top of those that move is one too."""

    on_grid: ClassVar[bool] = True
    needs: ClassVar[frozenset[Need]] = NOTHING
