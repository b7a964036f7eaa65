"""Recipe: what a recipe file says, checked and typed, with the place of everything in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType

from engine.recipe.expected import RecipeTest
from engine.recipe.syntax import Block, Tree
from engine.recipe.types import Type
from engine.values.absent import Absent
from engine.values.canonical import canonical_json, digest_of
from engine.values.media_kind import MediaKind
from engine.values.place import Place

Scalar = str | int | Decimal | bool


@dataclass(frozen=True, slots=True)
class MediaName:
    """A medium as somebody names it: a path, an http(s), `oss://` or `data:` URL; `sha256` pins its bytes.

    Resolving a path, opening and probing are not done here.
    """

    text: str
    sha256: str | None = None


InputValue = Scalar | MediaName | tuple["InputValue", ...]


@dataclass(frozen=True, slots=True)
class References:
    """What a value names, each once, in the order of appearance; those of named prompts are among them.

    `outputs` are (step id, output name) pairs, `steps` those that are named whole: together the edges of the graph.
    """

    inputs: tuple[str, ...] = ()
    prompts: tuple[str, ...] = ()
    outputs: tuple[tuple[str, str], ...] = ()
    item: bool = False
    steps: tuple[str, ...] = ()

    @property
    def before(self) -> tuple[str, ...]:
        """The ids of all steps that are named, each once."""
        return tuple(dict.fromkeys((*(name for name, _ in self.outputs), *self.steps)))

    @classmethod
    def of_all(cls, members: "Iterable[References]") -> "References":
        """Return what all of them name."""
        found = tuple(members)
        if len(found) == 1:
            return found[0]
        return cls(
            inputs=tuple(dict.fromkeys(name for one in found for name in one.inputs)),
            prompts=tuple(dict.fromkeys(name for one in found for name in one.prompts)),
            outputs=tuple(dict.fromkeys(pair for one in found for pair in one.outputs)),
            item=any(one.item for one in found),
            steps=tuple(dict.fromkeys(name for one in found for name in one.steps)),
        )


@dataclass(frozen=True, slots=True)
class Constant:
    """A value written out."""

    value: Scalar
    place: Place


@dataclass(frozen=True, slots=True)
class MediaConstant:
    """A medium written out where a media parameter takes it; relative paths start at the folder of the first recipe."""

    name: MediaName
    place: Place
    kind: MediaKind = MediaKind.VIDEO


@dataclass(frozen=True, slots=True)
class Removed:
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


@dataclass(frozen=True, slots=True)
class ListValue:
    """A list written out; its members are values of their own."""

    items: "tuple[Value, ...]"
    place: Place


@dataclass(frozen=True, slots=True)
class MapValue:
    """A map written out; its members are values of their own."""

    items: "Mapping[str, Value]"
    place: Place


Value = Constant | MediaConstant | Removed | Expression | Template | ListValue | MapValue


@dataclass(frozen=True, slots=True)
class PieceMap:
    """Named prompts under one name, chosen by a key: `prompts.looks[inputs.style]`."""

    pieces: "Mapping[str, Piece]"
    place: Place


Piece = Constant | Template | PieceMap


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The limits of an input, as JSON Schema means them; None: no limit. `items` are those of a list's members."""

    enum: tuple[Scalar, ...] = ()
    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    multiple_of: Decimal | None = None
    min_items: int | None = None
    max_items: int | None = None
    items: "Limits | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One declared input. `default` is ABSENT if there is none; `optional` ones may stay absent.

    `default_place` is where the default stands, None if there is none.
    """

    name: str
    type: Type
    place: Place
    optional: bool = False
    default: InputValue | Absent = Absent.ABSENT
    default_place: Place | None = None
    limits: Limits = Limits()
    description: str = ""

    @property
    def required(self) -> bool:
        return not self.optional and self.default is Absent.ABSENT


@dataclass(frozen=True, slots=True)
class Declared:
    """The inputs that a recipe file declares, `broken` the names of those whose declaration holds a fault."""

    inputs: Mapping[str, Input]
    broken: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Retry:
    """How often a step's job is tried at most, and after which failures: "service", "inspection", "download"."""

    attempts: int = 2
    on: tuple[str, ...] = ("service",)


@dataclass(frozen=True, slots=True)
class ForEach:
    """What a step is repeated over: one list (under the axis name ""), or several named ones, crossed.

    `item` is the type of an item; `references` are all that the lists and the key name. An axis is a list written out, an
    expression that gives one, or one that names a whole step.
    """

    axes: Mapping[str, Value]
    key: Value | None
    place: Place
    item: Type
    references: References = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        values = (*self.axes.values(), *((self.key,) if self.key is not None else ()))
        object.__setattr__(self, "references", References.of_all(map(references_of, values)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step as written.

    `with_` is what the step itself says; `arguments` is what holds after the recipe's `defaults` for its model: a
    step's value replaces a default whole, a null removes it, so no `Removed` is left in it. `argument_places` are the
    places of the keys of `arguments`. `references` are all that it names, in its condition, its list and its arguments.
    """

    id: str
    uses: str
    place: Place
    with_: Mapping[str, Value]
    arguments: Mapping[str, Value]
    if_: Value | None = None
    foreach: ForEach | None = None
    needs: tuple[str, ...] = ()
    retry: Retry = Retry()
    on_error: str = "fail"
    description: str = ""
    argument_places: Mapping[str, Place] = field(default_factory=lambda: MappingProxyType({}))
    references: References = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        found = [references_of(value) for value in self.arguments.values()]
        if self.foreach is not None:
            found.insert(0, self.foreach.references)
        if self.if_ is not None:
            found.insert(0, references_of(self.if_))
        object.__setattr__(self, "references", References.of_all(found))


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """A result of the recipe: media of steps; an `optional` one may be absent."""

    name: str
    value: Value
    place: Place
    optional: bool = False
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """A recipe that holds no error; `digest` is the SHA-256 of the file's bytes, steps keep the order of the file.

    `recipes` are those that its steps use, by what stands there. `pins` are the digests of all other files that it is
    made of (prompt files, sub-recipes and theirs), by their path from the first recipe's folder. `lints_off` are the
    lints that it turns off, `tests` what `editchain test` holds it to.
    """

    file: str
    digest: str
    name: str
    version: str
    description: str
    labels: Mapping[str, str]
    inputs: Mapping[str, Input]
    prompts: Mapping[str, Piece]
    defaults: Mapping[str, Mapping[str, Value]]
    steps: Mapping[str, Step]
    outputs: Mapping[str, Output]
    recipes: "Mapping[str, Recipe]" = field(default_factory=lambda: MappingProxyType({}))
    pins: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    lints_off: frozenset[str] = frozenset()
    tests: tuple[RecipeTest, ...] = ()

    @property
    def declared(self) -> Declared:
        """What a run may be given."""
        return Declared(self.inputs)

    @property
    def parameters(self) -> Mapping[str, Input]:
        """What a step that uses this recipe may give."""
        return self.inputs

    @property
    def pin(self) -> str:
        """One digest over this file and all others that it is made of; its own if there are none."""
        if not self.pins:
            return self.digest
        return digest_of(canonical_json({"recipe": self.digest, "files": dict(self.pins)}))

    @property
    def media_names(self) -> tuple[MediaName, ...]:
        """Every medium that the file itself names, defaults of inputs and constants of steps; each once."""
        found = [name for entry in self.inputs.values() for name in _names_in(entry.default)]
        for step in self.steps.values():
            found += [name for value in step.arguments.values() for name in _constants_in(value)]
        return tuple(dict.fromkeys(found))


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


def axis_step(value: Value) -> str | None:
    """Return the step that an axis of a `foreach` runs over, or None if it is a list."""
    return value.references.steps[0] if isinstance(value, Expression) and value.references.steps else None


def _names_in(value: InputValue | Absent) -> list[MediaName]:
    if isinstance(value, MediaName):
        return [value]
    return [name for member in value for name in _names_in(member)] if isinstance(value, tuple) else []


def _constants_in(value: Value) -> list[MediaName]:
    return [constant.name for constant in constants_in(value)]


def constants_in(value: Value) -> list[MediaConstant]:
    """Return the media that are written out in a value."""
    if isinstance(value, MediaConstant):
        return [value]
    return [found for member in value.items for found in constants_in(member)] if isinstance(value, ListValue) else []
