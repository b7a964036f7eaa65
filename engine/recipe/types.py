"""Type: what is known of a value before anything runs."""

import enum
from dataclasses import dataclass, replace


class Kind(enum.Enum):
    """The sort of a value; the words are those of `type:` in an input's declaration."""

    VIDEO = "video"
    IMAGE = "image"
    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    LIST = "list"
    UNKNOWN = "unknown"
    """The type of what already has a fault; everything fits it, so that one cause gives one fault."""


@dataclass(frozen=True, slots=True)
class Type:
    """A kind, the type of the members of a list, and whether the value may be absent.

    `skippable` tells why it may be absent: only because a step that makes it may be skipped, which is no mistake where
    a value is required.
    """

    kind: Kind
    items: "Type | None" = None
    optional: bool = False
    skippable: bool = False

    @property
    def is_media(self) -> bool:
        return self.kind in (Kind.VIDEO, Kind.IMAGE)

    @property
    def is_number(self) -> bool:
        return self.kind in (Kind.INTEGER, Kind.NUMBER)

    @property
    def is_unknown(self) -> bool:
        return self.kind is Kind.UNKNOWN

    def sure(self) -> "Type":
        """Return the same type of a value that is surely there."""
        return replace(self, optional=False, skippable=False)

    def accepts(self, other: "Type") -> bool:
        """Tell whether a value of the other type may stand here; absence is judged apart."""
        if self.is_unknown or other.is_unknown:
            return True
        if self.kind is Kind.LIST and other.kind is Kind.LIST:
            return self.items is None or other.items is None or self.items.accepts(other.items)
        return self.kind is other.kind or (self.kind is Kind.NUMBER and other.kind is Kind.INTEGER)

    def __str__(self) -> str:
        word = f"list of {self.items}" if self.items else self.kind.value
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


def optional(known: Type) -> Type:
    return replace(known, optional=True)


def joined(left: Type, right: Type) -> Type | None:
    """Return the type of a value that is one or the other, or None if nothing useful is common to them."""
    absent = left.optional or right.optional
    skippable = absent and all(side.skippable for side in (left, right) if side.optional)
    if left.accepts(right):
        wider = right if left.is_unknown else left
    elif right.accepts(left):
        wider = right
    else:
        return None
    return replace(wider, optional=absent, skippable=skippable)
