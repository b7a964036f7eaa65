"""Bindings: the values that an expression or a template of a recipe may see."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from engine.language.bindings import Evaluated, Keyed, Members
from engine.language.values import MediaName, Value
from engine.recipe.roots import INPUTS, ITEM, LOOP, STEPS, VALUES
from engine.values.absent import ABSENT, Absent
from engine.values.media import Media
from engine.values.place import Place

Result = Media | Absent | Keyed
"""What a step gives under one of its outputs."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a foreach: what `item` is for it, where it is written, and, once planned, its outputs.

    `key` is its name in a task's id, percent-encoded; those of crossed lists are joined by commas.
    """

    key: str
    value: Evaluated
    place: Place
    outputs: Mapping[str, Result] = field(default_factory=lambda: MappingProxyType({}))

    def giving(self, outputs: Mapping[str, Result]) -> "Item":
        return replace(self, outputs=MappingProxyType(dict(outputs)))


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipeBindings:
    """What is known when a value is evaluated.

    `inputs` holds every declared input, ABSENT ones too, with media resolved; `steps` the outputs of the steps before,
    ABSENT for those of a skipped step; `items` the items of those that are repeated; `item` and `loop` what they are in a
    repeated step; `values` are the recipe's own; `media` answers for the media that the recipe itself names in a step.
    """

    inputs: Mapping[str, Evaluated] = field(default_factory=lambda: MappingProxyType({}))
    steps: Mapping[str, Mapping[str, Evaluated]] = field(default_factory=lambda: MappingProxyType({}))
    items: Mapping[str, tuple[Item, ...]] = field(default_factory=lambda: MappingProxyType({}))
    item: Evaluated = ABSENT
    loop: Mapping[str, Evaluated] = field(default_factory=lambda: MappingProxyType({}))
    values: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}))
    media: Mapping[MediaName, Media] = field(default_factory=lambda: MappingProxyType({}))
    roots: "Mapping[str, Evaluated | Members]" = field(init=False, compare=False, repr=False)
    """What each root is; prompts are no values of theirs, but go with what names them."""

    def __post_init__(self) -> None:
        roots = {INPUTS: self.inputs, STEPS: self.steps, ITEM: self.item, VALUES: self.values, LOOP: self.loop}
        object.__setattr__(self, "roots", roots)
