"""Declared inputs: the name, type, limits and default of what may be given."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from types import MappingProxyType
from typing import Final, NamedTuple

from engine.language.types import Type, optional, record_of
from engine.language.values import InputValue, Scalar
from engine.values.absent import Absent
from engine.values.place import Place


class Limits(NamedTuple):
    """The limits of an input, as JSON Schema means them; None: no limit. `items` are those of a list's members."""

    enum: tuple[Scalar, ...] = ()
    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    min_items: int | None = None
    max_items: int | None = None
    items: "Limits | None" = None


UNLIMITED: Final = Limits()


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One declared input, or one member of the maps that an input is a list of, which are its `members`.

    `default` is ABSENT if there is none; `optional` ones may stay absent. `default_place` is where the default stands, None
    if there is none.
    """

    name: str
    type: Type
    place: Place
    optional: bool = False
    default: InputValue | Absent = Absent.ABSENT
    default_place: Place | None = None
    limits: Limits = UNLIMITED
    description: str = ""
    members: "Mapping[str, Input]" = field(default_factory=lambda: MappingProxyType({}))

    @property
    def required(self) -> bool:
        return not self.optional and self.default is Absent.ABSENT

    @property
    def taken(self) -> Type:
        """The type of what may be given for it: a member of a map that has a default may be left out."""
        known = self.type.sure()
        if not self.members or known.items is None:
            return known
        fields = {name: one.type if one.required else optional(one.type) for name, one in self.members.items()}
        return replace(known, items=record_of(fields))


class Declared(NamedTuple):
    """The inputs that a recipe file declares, `broken` the names of those whose declaration holds a fault."""

    inputs: Mapping[str, Input]
    broken: frozenset[str] = frozenset()
