"""Stage: what every effect is to the pipeline."""

from dataclasses import dataclass
from typing import ClassVar, Protocol

import numpy as np

from engine.emulator.draft.frame import Frame, Size, Weights


@dataclass(frozen=True, slots=True)
class Sample:
    """A picture of the clip at half size, with its person mask when a stage asked for masks."""

    picture: Frame
    mask: Weights | None


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

    def rng(self, name: str) -> np.random.Generator:
        """Return a generator that depends on the job's seed and on who asks, and on nothing else."""
        return np.random.default_rng([self.seed, *name.encode()])


@dataclass(frozen=True, slots=True)
class Moment:
    """When a picture is shown, in seconds from the start, and where its person stands (None if nobody asked)."""

    seconds: float
    mask: Weights | None = None


class Stage(Protocol):
    """One effect.

    `on_grid` stages move by themselves and are called for every output frame; the others once for each source frame that is
    shown. A stage never changes the picture that it is given.
    """

    on_grid: ClassVar[bool]
    needs_mask: ClassVar[bool]
    needs_samples: ClassVar[bool]

    def prepare(self, scene: Scene) -> None:
        """Get ready for a clip: everything that need not be done per frame."""

    def __call__(self, picture: Frame, moment: Moment) -> Frame:
        """Return the changed picture."""


class StillStage:
    """The usual stage: looks at one frame at a time and needs nothing but it."""

    on_grid: ClassVar[bool] = False
    needs_mask: ClassVar[bool] = False
    needs_samples: ClassVar[bool] = False

    def prepare(self, scene: Scene) -> None:
        """Nothing needs to be prepared."""
