"""Values: what may stand as the value of a key: written out, an expression or a template, and what each names."""

from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from engine.language.syntax import Block, Tree
from engine.language.types import Made, Type
from engine.values.media_kind import MediaKind
from engine.values.place import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Scalar = str | int | Decimal | bool


@dataclass(frozen=True, slots=True)
class MediaName:
    """A medium as somebody names it: a path, an http(s), `oss://` or `data:` URL; `sha256` pins its bytes.

    Resolving a path, opening and probing are not done here.
    """

    text: str
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class InputMap:
    """A map given for an input, such as a clip with its prompt; what is absent is not in it. `places` are its members'."""

    members: "Mapping[str, InputValue]"
    places: "Mapping[str, Place]" = field(compare=False, repr=False)


InputValue = Scalar | MediaName | InputMap | tuple["InputValue", ...]


class Named(NamedTuple):
    """One name in a value: the member `clip` of the root `inputs`; a root that is a value itself has the member ""."""

    root: str
    member: str
    place: Place


class References(NamedTuple):
    """What a value names, in the order of appearance; what named prompts name is among it.

    `outputs` are (step id, output name) pairs of what steps make, each once; `facts` those of which only facts are named.
    """

    named: tuple[Named, ...] = ()
    outputs: tuple[Made, ...] = ()
    facts: tuple[Made, ...] = ()

    def of(self, root: str) -> tuple[str, ...]:
        """Return the members of a root that are named, each once."""
        return tuple(dict.fromkeys(one.member for one in self.named if one.root == root))

    @classmethod
    def of_all(cls, members: "Iterable[References]") -> "References":
        """Return what all of them name."""
        found = tuple(members)
        if len(found) == 1:
            return found[0]
        return cls(
            named=tuple(dict.fromkeys(name for one in found for name in one.named)),
            outputs=tuple(dict.fromkeys(pair for one in found for pair in one.outputs)),
            facts=tuple(dict.fromkeys(pair for one in found for pair in one.facts)),
        )


class Constant(NamedTuple):
    """A value written out."""

    value: Scalar
    place: Place


class MediaConstant(NamedTuple):
    """A medium written out where a media parameter takes it; relative paths start at the folder of the first recipe."""

    name: MediaName
    place: Place
    kind: MediaKind = MediaKind.VIDEO


class Removed(NamedTuple):
    """A null: the default of that name does not hold here."""

    place: Place


@dataclass(frozen=True, slots=True)
class Expression:
    """A whole value `${{ ... }}`; `source` is what stands between the braces, without the blanks around it.

    `fallbacks` are the places of those `or` that stand for an absent left side; any other `or` is logic. `pieces` are
    the named prompts that it may name.
    """

    source: str
    place: Place
    type: Type
    references: References
    tree: Tree
    fallbacks: frozenset[Place] = frozenset()
    pieces: "Mapping[str, Piece]" = field(default_factory=lambda: MappingProxyType({}), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Template:
    """A text with `{{ }}` or `{% %}` in it; `pieces` are the named prompts that it may put in place.

    `fallbacks` as in an Expression.
    """

    source: str
    place: Place
    references: References
    body: Block
    pieces: "Mapping[str, Piece]" = field(compare=False, repr=False)
    fallbacks: frozenset[Place] = frozenset()


class ListValue(NamedTuple):
    """A list written out; its members are values of their own."""

    items: "tuple[Value, ...]"
    place: Place


class MapValue(NamedTuple):
    """A map written out; its members are values of their own."""

    items: "Mapping[str, Value]"
    place: Place


Value = Constant | MediaConstant | Removed | Expression | Template | ListValue | MapValue


class PieceMap(NamedTuple):
    """Named prompts under one name, chosen by a key: `prompts.looks[inputs.style]`."""

    pieces: "Mapping[str, Piece]"
    place: Place


Piece = Constant | Template | PieceMap


def references_of(value: Value) -> References:
    """Return everything that a value names."""
    if isinstance(value, Expression | Template):
        return value.references
    members: tuple[Value, ...] = ()
    if isinstance(value, ListValue):
        members = value.items
    elif isinstance(value, MapValue):
        members = tuple(value.items.values())
    return References.of_all(map(references_of, members))


def constants_in(value: Value) -> list[MediaConstant]:
    """Return the media that are written out in a value."""
    if isinstance(value, MediaConstant):
        return [value]
    members: Iterable[Value] = value.items if isinstance(value, ListValue) else ()
    if isinstance(value, MapValue):
        members = value.items.values()
    return [found for member in members for found in constants_in(member)]
