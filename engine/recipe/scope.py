"""Scope: the values that an expression or a template may see."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from engine.recipe.model import MediaName, Scalar
from engine.values.absent import ABSENT, Absent
from engine.values.media import Media

Evaluated = Scalar | Media | Absent | tuple["Evaluated", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What is known when a value is evaluated.

    `inputs` holds every declared input, ABSENT ones too, with media resolved; `steps` the outputs of the steps before,
    ABSENT for those of a skipped step; `media` answers for the media that the recipe itself names in a step.
    """

    inputs: Mapping[str, Evaluated] = field(default_factory=lambda: MappingProxyType({}))
    steps: Mapping[str, Mapping[str, Evaluated]] = field(default_factory=lambda: MappingProxyType({}))
    item: "Evaluated | Mapping[str, Evaluated]" = ABSENT
    media: Mapping[MediaName, Media] = field(default_factory=lambda: MappingProxyType({}))
