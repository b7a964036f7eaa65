"""Recipe: what a recipe file says, checked and typed, with the place of everything in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from engine.language.types import Type
from engine.language.values import (
    Expression,
    InputMap,
    InputValue,
    MediaName,
    Piece,
    References,
    Value,
    constants_in,
    references_of,
)
from engine.recipe.declared import Declared, Input
from engine.recipe.roots import STEPS, steps_named
from engine.values.absent import Absent
from engine.values.canonical import canonical_json, digest_of
from engine.values.place import Place

if TYPE_CHECKING:
    from engine.recipe.expected import RecipeTest  # few recipes have tests


class Retry(NamedTuple):
    """How often a step's job is tried at most, and after which failures: "service", "inspection", "download"."""

    attempts: int = 2
    on: tuple[str, ...] = ("service",)


TWICE: Final = Retry()
"""What holds for a step that doesn't say."""


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


class Condition(NamedTuple):
    """A step's `if`: `once` is decided before its list and its key and names no item, `each` for every item.

    A part that isn't there holds.
    """

    once: Value | None = None
    each: Value | None = None

    @property
    def parts(self) -> tuple[Value, ...]:
        return tuple(part for part in (self.once, self.each) if part is not None)


UNCONDITIONAL: Final = Condition()


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
    condition: Condition = UNCONDITIONAL
    foreach: ForEach | None = None
    needs: tuple[str, ...] = ()
    retry: Retry = TWICE
    on_error: str = "fail"
    description: str = ""
    argument_places: Mapping[str, Place] = field(default_factory=lambda: MappingProxyType({}))
    references: References = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        found = [references_of(value) for value in self.arguments.values()]
        if self.foreach is not None:
            found.insert(0, self.foreach.references)
        found[:0] = map(references_of, self.condition.parts)
        object.__setattr__(self, "references", References.of_all(found))

    @property
    def before(self) -> tuple[str, ...]:
        """The ids of the steps that this one reads from or waits for, each once."""
        return tuple(dict.fromkeys((*steps_named(self.references), *self.needs)))


class Output(NamedTuple):
    """A result of the recipe: media of steps; an `optional` one may be absent."""

    name: str
    value: Value
    place: Place
    optional: bool = False
    description: str = ""


@dataclass(frozen=True, kw_only=True)  # no slots: what is worked out of it once is kept beside it
class Recipe:
    """A recipe that holds no error; `data` are the file's bytes, steps keep the order of the file.

    `recipes` are those that its steps use, by what stands there. `pins` are the digests of all other files that it is
    made of (prompt files, sub-recipes and theirs), by their path from the first recipe's folder. `lints_off` are the
    lints that it turns off, `tests` what `editchain test` holds it to.
    """

    file: str
    data: bytes = field(repr=False)
    name: str
    version: str
    description: str
    labels: Mapping[str, str]
    inputs: Mapping[str, Input]
    values: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}))
    prompts: Mapping[str, Piece]
    defaults: Mapping[str, Mapping[str, Value]]
    steps: Mapping[str, Step]
    outputs: Mapping[str, Output]
    recipes: "Mapping[str, Recipe]" = field(default_factory=lambda: MappingProxyType({}))
    pins: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    lints_off: frozenset[str] = frozenset()
    tests: "tuple[RecipeTest, ...]" = ()

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the file's bytes."""
        return digest_of(self.data)

    @cached_property
    def in_order(self) -> tuple[Step, ...]:
        """Its steps, each after those that it names or needs, otherwise as in the file; not of one with a circle, a fault."""
        return _in_order(self.steps)

    @cached_property
    def is_flat(self) -> bool:
        """Whether no step is repeated or uses another recipe."""
        return not self.recipes and all(step.foreach is None for step in self.steps.values())

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
        entries = [one for entry in self.inputs.values() for one in (entry, *entry.members.values())]
        found = [name for entry in entries for name in _names_in(entry.default)]
        for step in self.steps.values():
            found += [name for value in step.arguments.values() for name in _constants_in(value)]
        return tuple(dict.fromkeys(found))


def _in_order(steps: Mapping[str, Step]) -> tuple[Step, ...]:
    done: dict[str, Step] = {}

    def visit(step: Step) -> None:
        if step.id in done:
            return
        for before in step.before:
            visit(steps[before])
        done[step.id] = step

    for step in steps.values():
        visit(step)
    return tuple(done.values())


def _names_in(value: InputValue | Absent) -> list[MediaName]:
    if isinstance(value, MediaName):
        return [value]
    members = tuple(value.members.values()) if isinstance(value, InputMap) else value
    return [name for member in members for name in _names_in(member)] if isinstance(members, tuple) else []


def _constants_in(value: Value) -> list[MediaName]:
    return [constant.name for constant in constants_in(value)]


def axis_step(value: Value) -> str | None:
    """Return the step that an axis of a `foreach` runs over, or None if it is a list."""
    steps = value.references.of(STEPS) if isinstance(value, Expression) else ()
    return steps[0] if steps else None
