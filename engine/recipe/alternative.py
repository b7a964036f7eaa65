"""Alternative: a recipe in which one step asks another model for the same, parameter by parameter, by what each is for."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from engine.catalog import ByParameter, Like, Model, Parameter, Role
from engine.language.values import Constant, ListValue, Value
from engine.recipe.model import Recipe, Step
from engine.values.fault import Fault, fault

_FOR: Final = (
    Role.SOURCE, Role.REFERENCE, Role.PROMPT, Role.NEGATIVE, Role.SEED, Role.TIER, Role.RATIO, Role.LENGTH, Role.SOUND,
    Role.LABEL, Role.REWRITE,
)  # fmt: skip
"""What parameters of two models may both be for; the cut of one is the length of another."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """A recipe of which a step asks another model; `faults` say what that model must have and the step doesn't give.

    `left_out` are the parameters of the step for which the other model has none; where the source or the instruction is among
    them, the model `is_another_thing`.
    """

    recipe: Recipe
    left_out: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    is_another_thing: bool = False


def alternative_of(recipe: Recipe, step: Step, own: Model, other: Model) -> Alternative:
    """Return the recipe with a step on another model; the recipe's defaults for that model hold for what the step doesn't say.

    Where the step's result is as long as its source, and the other model can choose a length, it is left to choose.
    """
    given: dict[str, Value] = {**recipe.defaults.get(other.name, {})}
    given |= {name: Constant(value, step.place) for name, value in _length(own, other, step)}
    left_out = []
    for name, value in step.arguments.items():
        found = _counterpart(own.parameters[name], other)
        adapted = _adapted(value, own.parameters[name], found) if found is not None else None
        if found is None or adapted is None:
            left_out.append(name)
        elif found.name not in given or _is_choice_of(found, adapted):
            given[found.name] = adapted
    places = {name: step.argument_places.get(name, step.place) for name in given}
    turned = replace(step, uses=other.name, arguments=MappingProxyType(given), argument_places=MappingProxyType(places))
    steps = {name: turned if name == step.id else one for name, one in recipe.steps.items()}
    missing = [name for name, parameter in other.parameters.items() if parameter.required and name not in given]
    faults = [fault("missing-parameter", step.place, name=name, model=other.name) for name in missing]
    lacks = any(own.parameters[name].roles & {Role.SOURCE, Role.PROMPT} for name in left_out)
    return Alternative(replace(recipe, steps=MappingProxyType(steps)), tuple(left_out), tuple(faults), lacks)


def _length(own: Model, other: Model, step: Step) -> Iterator[tuple[str, int]]:
    """Give the value with which the other model chooses a length, where the step asks for that of its source."""
    rule, length = own.output.seconds, other.with_role(Role.LENGTH)
    if not isinstance(rule, Like) or (rule.cut is not None and rule.cut in step.arguments):
        return
    if length is not None and length.auto is not None and isinstance(other.output.seconds, ByParameter):
        yield length.name, length.auto


def _counterpart(parameter: Parameter, other: Model) -> Parameter | None:
    """Return the parameter of another model that is for the same and takes the same kind of thing, None if it has none."""
    same = other.parameters.get(parameter.name)
    candidates = [] if same is None else [same]
    candidates += [one for role in _FOR if role in parameter.roles for one in other.all_with(role)]
    return next((one for one in candidates if _takes_the_same(parameter, one)), None)


def _takes_the_same(one: Parameter, other: Parameter) -> bool:
    if one.media is not None or other.media is not None:
        return one.media is other.media and bool(one.roles & other.roles or one.name == other.name)
    return one.type is other.type


def _is_choice_of(parameter: Parameter, value: Value) -> bool:
    """Tell whether a value may be one that a parameter takes: where it can't, the recipe's own default for the model holds."""
    return not parameter.enum or not isinstance(value, Constant) or value.value in parameter.enum


def _adapted(value: Value, own: Parameter, other: Parameter) -> Value | None:
    """Return a value as the other parameter takes it: one medium as a list of one or the other way round; None if it can't."""
    if (own.items is None) == (other.items is None):
        return value
    if own.items is None:
        return ListValue((value,), value.place)
    return value.items[0] if isinstance(value, ListValue) and len(value.items) == 1 else None
