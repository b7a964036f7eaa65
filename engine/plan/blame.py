"""Blame: where a fault of a step's values stands: at what was given for it, at its default, or where the recipe writes it."""

from dataclasses import dataclass, replace
from functools import cached_property

from engine.errors import FaultsFound
from engine.language.bindings import Record
from engine.language.values import constants_in
from engine.plan.given import RowGiven
from engine.plan.media import media_in
from engine.plan.origins import Origins
from engine.recipe import Recipe, Step
from engine.values.media import Media
from engine.values.place import Place


@dataclass  # no slots: what is worked out if anybody asks is kept; of most rows nobody does
class Blame:
    """The places of one recipe's values as one row gives them; of a recipe that a `step` uses, through those `around` it."""

    recipe: Recipe
    given: RowGiven
    around: "Blame | None" = None
    step: Step | None = None

    @cached_property
    def origins(self) -> Origins:
        """What the inputs of the recipe go back to."""
        if self.around is None or self.step is None:
            return Origins.of_row(self.recipe, self.given.places, self.given.cells)
        return self.around.origins.within(self.step, self.recipe)

    @cached_property
    def _input_of(self) -> dict[int, str]:
        """The inputs of given media, by the identity of these."""
        found: dict[int, str] = {}
        for name, value in self.given.inputs.items():
            for medium in media_in(value):
                found.setdefault(id(medium), name)
        return found

    @cached_property
    def _place_of(self) -> dict[int, Place]:
        """Where media of maps are named, by the identity of these."""
        found: dict[int, Place] = {}
        for name, value in self.given.inputs.items():
            for n, one in enumerate(value) if isinstance(value, tuple) else ():
                for key, member in one.members.items() if isinstance(one, Record) else ():
                    place = self.given.places.get(f"{name}[{n}].{key}")
                    if place is not None:
                        found |= {id(medium): place for medium in media_in(member)}
        return found

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
