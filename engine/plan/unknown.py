"""Unknown: what a check can't know of a recipe, so that only what holds whatever it comes to is told.

A plan knows everything, or has faults. A check knows what is written, what an item or a default gives, and no medium.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from engine.catalog import Model, Role, Tool
from engine.language.bindings import Evaluated
from engine.language.narrow import path_of
from engine.language.values import Expression, Value, references_of
from engine.recipe import Recipe, Step
from engine.recipe.roots import INPUTS, ITEM, LOOP, steps_named
from engine.values.media import Media, MediaFacts, MediaKind, UrlSource

_SOMETHING: Final = "?"
_NONE: Final = frozenset[str]()
_SAYS_NOTHING: Final = frozenset(
    {Role.PROMPT, Role.NEGATIVE, Role.SEED, Role.LABEL, Role.REWRITE, Role.REFERENCE, Role.SOURCE}
)
"""Parameters that don't decide what an output is; of an unknown source the facts are unknown themselves."""


@dataclass(slots=True)
class Unknown:
    """What is not known of one recipe: values of inputs, what steps give, whether a step is done, what an item is.

    `perhaps` are the steps of which nobody knows whether they are done; what they give if they are is known.
    """

    inputs: frozenset[str] = frozenset()
    steps: set[str] = field(default_factory=set)
    perhaps: set[str] = field(default_factory=set)
    item: bool = False

    def touches(self, value: Value) -> bool:
        """Tell whether a value depends on something unknown."""
        if not (self.inputs or self.item or self.steps or self.perhaps):
            return False
        named = references_of(value)
        if self.inputs and not self.inputs.isdisjoint(named.of(INPUTS)):
            return True
        if self.item and names_item(value):
            return True
        steps = steps_named(named)
        if any(step in self.steps for step in steps):
            return True
        return any(step in self.perhaps for step in steps) and not _is_bare(value)

    def touched(self, values: Iterable[Value]) -> bool:
        return any(map(self.touches, values))

    def arguments(self, step: Step) -> frozenset[str]:
        """Return the parameters of a step whose values are not known."""
        if not (self.inputs or self.item or self.steps or self.perhaps):
            return _NONE
        return frozenset(name for name, value in step.arguments.items() if self.touches(value))

    def names_known(self, value: Value) -> bool:
        """Tell whether a value names an input or an item that is known, beside what isn't."""
        named = references_of(value)
        return not self.inputs.issuperset(named.of(INPUTS)) or (names_item(value) and not self.item)

    def within(self, names: frozenset[str]) -> "Unknown":
        """Return what is unknown in a recipe that a step uses, of whose inputs these are not known."""
        return Unknown(names)


def names_item(value: Value) -> bool:
    """Tell whether a value depends on which item of a repeated step it is for."""
    named = references_of(value)
    return bool(named.of(ITEM) or named.of(LOOP))


def something(kind: MediaKind) -> Media:
    """Return a medium of which nothing is known."""
    return Media(source=UrlSource(_SOMETHING, _SOMETHING), facts=MediaFacts(kind=kind))


def with_something(
    callee: Model | Tool, values: Mapping[str, Evaluated], unknown: frozenset[str]
) -> dict[str, Evaluated]:
    """Return the arguments with a medium in the place of each unknown one that is required."""
    found = dict(values)
    for name in unknown:
        parameter = callee.parameters[name]
        if parameter.required and parameter.media is not None:
            medium = something(parameter.media)
            found[name] = medium if parameter.items is None else (medium,)
    return found


def decides_output(callee: Model | Tool, unknown: Iterable[str]) -> bool:
    """Tell whether unknown parameters leave open what comes out, even of a source that were known."""
    for name in unknown:
        parameter = callee.parameters[name]
        if isinstance(callee, Tool):
            if parameter.media is None or parameter.items is not None:
                return True
        elif _SAYS_NOTHING.isdisjoint(parameter.roles):
            return True
    return False


def facts_unknown(callee: Model | Tool) -> dict[str, MediaFacts]:
    """Return outputs of which only the kind is known."""
    return {name: MediaFacts(kind=output.kind) for name, output in callee.outputs.items()}


def unsure_outputs(recipe: Recipe, unknown: Unknown) -> bool:
    """Tell whether an output of a recipe comes from a step that is perhaps not done."""
    named = (steps_named(references_of(output.value)) for output in recipe.outputs.values())
    return any(step in unknown.perhaps for steps in named for step in steps)


def _is_bare(value: Value) -> bool:
    """Tell whether a value is one output of one step as it is: whatever reads it is done only if that step is."""
    return isinstance(value, Expression) and path_of(value.tree) is not None and not value.type.keyed
