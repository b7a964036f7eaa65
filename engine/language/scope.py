"""Scope: the values that an expression or a template may see."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from engine.language.values import MediaName, Scalar
from engine.values.absent import ABSENT, Absent
from engine.values.media import Media
from engine.values.place import Place


@dataclass(frozen=True, slots=True)
class Keyed:
    """A list of media by key, in the order of its items; what a skipped item would have made is ABSENT."""

    members: "tuple[tuple[str, Media | Absent], ...]"

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(key for key, _ in self.members)

    @property
    def media(self) -> tuple[Media, ...]:
        """The members that are there."""
        return tuple(medium for _, medium in self.members if isinstance(medium, Media))

    @property
    def present(self) -> "Keyed":
        """The same list without its absent members."""
        return Keyed(tuple((key, medium) for key, medium in self.members if isinstance(medium, Media)))

    def __len__(self) -> int:
        return len(self.members)


@dataclass(frozen=True, slots=True)
class Record:
    """A value with members; `value` is what it is itself: a text, a number, a medium, or ABSENT if it is only a map."""

    members: "Mapping[str, Evaluated]"
    value: "Evaluated" = ABSENT


Evaluated = Scalar | Media | Absent | Keyed | Record | tuple["Evaluated", ...]
Result = Media | Absent | Keyed
"""What a step gives under one of its outputs."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a foreach: its key, what `item` is for it, where it is written, and, once planned, its outputs."""

    key: str
    value: Evaluated
    place: Place
    outputs: Mapping[str, Result] = field(default_factory=lambda: MappingProxyType({}))

    def giving(self, outputs: Mapping[str, Result]) -> "Item":
        return replace(self, outputs=MappingProxyType(dict(outputs)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What is known when a value is evaluated.

    `inputs` holds every declared input, ABSENT ones too, with media resolved; `steps` the outputs of the steps before,
    ABSENT for those of a skipped step; `items` the items of those that are repeated; `media` answers for the media that
    the recipe itself names in a step.
    """

    inputs: Mapping[str, Evaluated] = field(default_factory=lambda: MappingProxyType({}))
    steps: Mapping[str, Mapping[str, Evaluated]] = field(default_factory=lambda: MappingProxyType({}))
    items: Mapping[str, tuple[Item, ...]] = field(default_factory=lambda: MappingProxyType({}))
    item: Evaluated = ABSENT
    media: Mapping[MediaName, Media] = field(default_factory=lambda: MappingProxyType({}))
