"""Type: what is known of a value before anything runs."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType


class Kind(enum.Enum):
    """The sort of a value; the words are those of `type:` in an input's declaration."""

    VIDEO = "video"
    IMAGE = "image"
    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    LIST = "list"
    RECORD = "map"
    UNKNOWN = "unknown"
    """The type of what already has a fault; everything fits it, so that one cause gives one fault."""


Made = tuple[str, str]
"""The step that makes a value, and under which output."""


@dataclass(frozen=True, slots=True)
class Type:
    """A kind, the type of the members of a list, and whether the value may be absent.

    `skippable` tells why it may be absent: only because a step that makes it may be skipped, which is no mistake where
    a value is required. `fields` are the members that a value has by name, whatever it is itself: an item of a foreach
    over a step is what that step's item is, and has its outputs. A `keyed` list has a key for each of its members;
    those of a `numbered` one are 001 and so on, up to that number at most. A list surely has `least` members.
    `made` is set for what comes out of a step; `foretold` then says that a tool makes it, whose results are known.
    """

    kind: Kind
    items: "Type | None" = None
    optional: bool = False
    skippable: bool = False
    fields: "tuple[tuple[str, Type], ...]" = ()
    keyed: bool = False
    numbered: int = 0
    least: int = 0
    made: Made | None = None
    foretold: bool = False

    @property
    def is_media(self) -> bool:
        return self.kind in (Kind.VIDEO, Kind.IMAGE)

    @property
    def is_number(self) -> bool:
        return self.kind in (Kind.INTEGER, Kind.NUMBER)

    @property
    def is_unknown(self) -> bool:
        return self.kind is Kind.UNKNOWN

    @property
    def filled(self) -> bool:
        """Whether a list surely has a member."""
        return self.least > 0

    @property
    def members(self) -> "Mapping[str, Type]":
        """The fields by name."""
        return MappingProxyType(dict(self.fields))

    def sure(self) -> "Type":
        """Return the same type of a value that is surely there."""
        return replace(self, optional=False, skippable=False)

    def accepts(self, other: "Type") -> bool:
        """Tell whether a value of the other type may stand here; absence is judged apart."""
        if self.is_unknown or other.is_unknown:
            return True
        if self.kind is Kind.LIST and other.kind is Kind.LIST:
            return self.items is None or other.items is None or self.items.accepts(other.items)
        if self.kind is Kind.RECORD and other.kind is Kind.RECORD:
            return self._accepts_members(other)
        return self.kind is other.kind or (self.kind is Kind.NUMBER and other.kind is Kind.INTEGER)

    def _accepts_members(self, other: "Type") -> bool:
        """Tell whether a map has all members that it must have, and no others; any may stand where none are known."""
        ours, theirs = self.members, other.members
        if not ours or not theirs:
            return True
        known = all(name in ours and ours[name].accepts(given) for name, given in theirs.items())
        return known and all(
            one.optional or (name in theirs and not theirs[name].optional) for name, one in ours.items()
        )

    def __str__(self) -> str:
        word = f"list of {self.items}" if self.items else self.kind.value
        if self.kind is Kind.RECORD and self.fields:
            word = f"map with {', '.join(f'{name}: {known}' for name, known in self.fields)}"
        word = f"keyed {word}" if self.keyed else word
        return f"{word}?" if self.optional else word


VIDEO = Type(Kind.VIDEO)
IMAGE = Type(Kind.IMAGE)
STRING = Type(Kind.STRING)
INTEGER = Type(Kind.INTEGER)
NUMBER = Type(Kind.NUMBER)
BOOLEAN = Type(Kind.BOOLEAN)
UNKNOWN = Type(Kind.UNKNOWN)


def list_of(items: Type | None) -> Type:
    return Type(Kind.LIST, items)


def keyed_list_of(items: Type) -> Type:
    return Type(Kind.LIST, items, keyed=True)


def record_of(fields: Mapping[str, Type], itself: Type | None = None) -> Type:
    """Return the type of a value with members; what it is itself, if that is anything but the map of them."""
    return replace(itself or Type(Kind.RECORD), fields=tuple(fields.items()))


def optional(known: Type) -> Type:
    return replace(known, optional=True)


def skipped_with(of: Type, known: Type) -> Type:
    """Return the type of what is absent where something else is, because a step is skipped."""
    return replace(known, optional=True, skippable=not known.optional or known.skippable) if of.optional else known


def joined(left: Type, right: Type) -> Type | None:
    """Return the type of a value that is one or the other, or None if nothing useful is common to them."""
    absent = left.optional or right.optional
    skippable = absent and all(side.skippable for side in (left, right) if side.optional)
    if left.kind is Kind.RECORD and right.kind is Kind.RECORD:
        wider = left
    elif left.accepts(right):
        wider = right if left.is_unknown else left
    elif right.accepts(left):
        wider = right
    else:
        return None
    if left.kind is Kind.LIST and right.kind is Kind.LIST and left.items and right.items:
        wider = replace(wider, items=joined(left.items, right.items))
    fields = _joined_fields(left, right) if left.kind is right.kind else ()
    if fields is None:
        return None
    return replace(
        wider,
        optional=absent,
        skippable=skippable,
        fields=fields,
        keyed=left.keyed and right.keyed,
        least=min(left.least, right.least),
        made=left.made or right.made,
        foretold=all(side.foretold for side in (left, right) if side.made),
    )


def _joined_fields(left: Type, right: Type) -> tuple[tuple[str, Type], ...] | None:
    """Join the members of maps: what only one of them has is possibly absent; None if two can't be one."""
    ours, theirs = left.members, right.members
    found: list[tuple[str, Type]] = []
    for name in dict.fromkeys((*ours, *theirs)):
        if name in ours and name in theirs:
            both = joined(ours[name], theirs[name])
            if both is None:
                return None
        else:
            both = optional(ours.get(name) or theirs[name])
        found.append((name, both))
    return tuple(found)
