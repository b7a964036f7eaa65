"""Origins: which of the values that were given, or of the defaults, a value goes back to, for the places of faults."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from engine.language.values import References, Value, references_of
from engine.recipe import ForEach, Recipe, Step
from engine.recipe.roots import INPUTS, ITEM
from engine.values.place import Place

_NOWHERE: frozenset[Place] = frozenset()


@dataclass(frozen=True, slots=True)
class Origins:
    """The places that every input of a recipe goes back to; `cells` are a row's own, `defaults` what nobody gave."""

    places: Mapping[str, frozenset[Place]]
    cells: frozenset[Place] = _NOWHERE
    defaults: frozenset[Place] = _NOWHERE

    @classmethod
    def of_row(cls, recipe: Recipe, places: Mapping[str, Place], cells: frozenset[Place]) -> "Origins":
        """Return the origins of what a row gives: each input stands at its place, one that isn't given where its default does."""
        given = cls(MappingProxyType({name: frozenset({place}) for name, place in places.items()}), cells)
        return given._with_defaults(recipe, places)

    def within(self, step: Step, recipe: Recipe) -> "Origins":
        """Return the origins of the inputs of a recipe that a step uses."""
        found = {name: self._of([value], step.foreach) for name, value in step.arguments.items()}
        inner = Origins(MappingProxyType(found), self.cells, self.defaults)
        return inner._with_defaults(recipe, step.arguments)

    def _with_defaults(self, recipe: Recipe, given: Collection[str]) -> "Origins":
        written = {
            name: frozenset({one.default_place})
            for name, one in recipe.inputs.items()
            if one.default_place is not None and name not in given
        }
        defaults = self.defaults.union(*written.values())
        return Origins(MappingProxyType({**self.places, **written}), self.cells, defaults)

    @property
    def of_given(self) -> "Origins":
        """The same without the defaults."""
        given = {name: places - self.defaults for name, places in self.places.items()}
        return Origins(MappingProxyType(given), self.cells)

    def of_input(self, name: str, otherwise: Place) -> Place:
        return self._one(self.places.get(name, _NOWHERE), otherwise)

    def of_parameter(self, step: Step, name: str, otherwise: Place) -> Place:
        value = step.arguments.get(name)
        return otherwise if value is None else self.of_values([value], step.foreach, otherwise)

    def of_items(self, step: Step, otherwise: Place) -> Place:
        return self._one(self._of([], step.foreach, item=True), otherwise)

    def of_values(self, values: Iterable[Value], foreach: ForEach | None, otherwise: Place) -> Place:
        """Return the place of the only cell that the values name; else of all that is given, of all defaults; else their own."""
        return self._one(self._of(values, foreach), otherwise)

    def _of(self, values: Iterable[Value], foreach: ForEach | None, *, item: bool = False) -> frozenset[Place]:
        named = References.of_all(map(references_of, values))
        names = named.of(INPUTS)
        if foreach is not None and (item or named.of(ITEM)):
            names += foreach.references.of(INPUTS)
        return frozenset(place for name in names for place in self.places.get(name, _NOWHERE))

    def _one(self, found: frozenset[Place], otherwise: Place) -> Place:
        chosen = found & self.cells or found - self.defaults or found
        return next(iter(chosen)) if len(chosen) == 1 else otherwise
