"""Operation: one thing that an instruction asks for, as a record with slots, or the words that no draft can perform."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Literal

Fidelity = Literal["full", "approximate"]
Part = Literal["frame", "background", "person"]
Way = Literal["in", "out", "left", "right", "up", "down", "clockwise", "counterclockwise"]
Hour = Literal["night", "sunset"]
Look = Literal["colours", "style"]

WAYS: Final[Mapping[str, tuple[Way, ...]]] = MappingProxyType(
    {
        "zoom": ("in", "out"),
        "pan": ("right", "left"),
        "tilt": ("up", "down"),
        "crane": ("up", "down"),
        "orbit": ("clockwise", "counterclockwise"),
    }
)
"""The ways that each move can go, the first where none is said; an orbit's are those of the camera, seen from above."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slots:
    """What an operation is told beside what it does.

    `part` is what is to be seen of it. `way` is where a camera goes, one of `WAYS`. `picture` is the number of a reference
    picture, from 1, and `look` what is taken from it. `place` names a drawn scene or a plain colour, `hour` its light. There is
    no slot for a time: an operation lasts as long as the clip, and words that say otherwise are a refusal.
    """

    part: Part = "frame"
    way: Way | None = None
    picture: int | None = None
    look: Look | None = None
    place: str | None = None
    hour: Hour | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Op:
    """One operation that a draft performs.

    `kind` is what it does, `words` are the author's own, `span` counts characters of the instruction, its end exclusive. `note`
    is a key of what is to be said of it, `missing` what a place is drawn without.
    """

    kind: str
    words: str
    span: tuple[int, int]
    fidelity: Fidelity = "full"
    slots: Slots = field(default_factory=Slots)
    note: str | None = None
    missing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Words that no draft can perform: `kind` is a key of `wording.REASONS`, `names` are those of the words that it is about."""

    kind: str
    words: str
    span: tuple[int, int]
    names: str = ""


@dataclass(frozen=True, slots=True)
class Instruction:
    """A parsed instruction: operations and refusals in the order in which they were written.

    `described` are words that only describe ("soft edges") and are no operation by themselves.
    """

    ops: tuple[Op | Refusal, ...]
    described: tuple[str, ...] = ()

    @property
    def refused(self) -> tuple[Refusal, ...]:
        """What can't be performed."""
        return tuple(op for op in self.ops if isinstance(op, Refusal))

    @property
    def performable(self) -> tuple[Op, ...]:
        """The operations that can."""
        return tuple(op for op in self.ops if isinstance(op, Op))
