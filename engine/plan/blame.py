"""Blame: where a fault of a step's values stands: at what was given for it, at its default, or where the recipe writes it."""

from dataclasses import dataclass, field, replace

from engine.errors import FaultsFound
from engine.language.bindings import Evaluated, Record
from engine.language.values import constants_in
from engine.plan.given import RowGiven
from engine.plan.media import media_in
from engine.plan.origins import Origins
from engine.recipe import Recipe, Step
from engine.values.media import Media
from engine.values.place import Place


@dataclass(slots=True)
class Blame:
    """The places of one recipe's values as one row gives them."""

    recipe: Recipe
    given: RowGiven
    origins: Origins
    _input_of: dict[int, str] = field(default_factory=dict)  # id of a given medium -> its input
    _place_of: dict[int, Place] = field(default_factory=dict)  # id of a medium of a map -> where it is named

    def __post_init__(self) -> None:
        for name, value in self.given.inputs.items():
            for medium in media_in(value):
                self._input_of.setdefault(id(medium), name)
            for n, one in enumerate(value) if isinstance(value, tuple) else ():
                self._find_members(f"{name}[{n}]", one)

    def _find_members(self, name: str, one: Evaluated) -> None:
        for key, value in one.members.items() if isinstance(one, Record) else ():
            place = self.given.places.get(f"{name}.{key}")
            if place is not None:
                self._place_of |= {id(medium): place for medium in media_in(value)}

    def medium(self, step: Step, parameter: str, media: Media) -> Place:
        """Return where a medium was named: the given input that holds it, else where the step writes it out."""
        if id(media) in self._place_of:
            return self._place_of[id(media)]
        name = self._input_of.get(id(media))
        if name is not None:
            return self.origins.of_input(name, self.recipe.inputs[name].place)
        argument = step.arguments.get(parameter)
        for constant in constants_in(argument) if argument is not None else ():
            if self.given.media.get(constant.name) is media:
                return constant.place
        return _written_at(step, parameter)

    def value(self, step: Step, parameter: str, *, clip: str = "video") -> Place:
        """Return where a parameter's value comes from, else the clip that it is held against, else where it is written."""
        written = self.origins.of_given.of_parameter(step, clip, _written_at(step, parameter))
        return self.origins.of_parameter(step, parameter, written)

    def argument(self, step: Step, parameter: str, otherwise: Place) -> Place:
        """Return the place of the one value given that a parameter goes back to."""
        return self.origins.of_parameter(step, parameter, otherwise)

    def items(self, step: Step, otherwise: Place) -> Place:
        """Return the place of the one value given that the items of a repeated step go back to."""
        return self.origins.of_items(step, otherwise)

    def condition(self, step: Step, found: FaultsFound) -> FaultsFound:
        """Return the faults of a step's `if`, where its values come from."""
        values = step.condition.parts
        return FaultsFound(
            [replace(one, place=self.origins.of_values(values, step.foreach, one.place)) for one in found.faults]
        )


def _written_at(step: Step, parameter: str) -> Place:
    return step.argument_places.get(parameter, step.place)
