"""Arguments: the values of a step's parameters once inputs are known, held against the limits of what it uses."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from engine.catalog import Parameter
from engine.errors import FaultsFound
from engine.language.bindings import Bindings, Evaluated, Keyed, Record
from engine.language.evaluate import evaluate
from engine.language.render import normalised
from engine.language.values import InputMap, InputValue, MediaName, Template, Value
from engine.recipe.callee import Callee, check_argument, is_text, passed_bounds, rules_of
from engine.recipe.declared import Input
from engine.recipe.model import Recipe, Step
from engine.values import hints
from engine.values.absent import ABSENT, Absent
from engine.values.fault import Fault, Faults
from engine.values.media import Media
from engine.values.place import Place


class Arguments(NamedTuple):
    """What a task gives to what it uses: absent and empty-list parameters are left out, absent members of lists dropped.

    `missing` names required parameters that are absent because a step before was skipped.
    """

    values: Mapping[str, Evaluated]
    faults: tuple[Fault, ...]
    missing: tuple[str, ...] = ()


PlaceOf = Callable[[str, Place], Place]
"""Returns where a fault of a parameter shall stand that was found at a place of the recipe."""


def evaluate_arguments(
    step: Step,
    callee: Callee,
    bindings: Bindings,
    blame: PlaceOf = lambda _name, place: place,
    unknown: Collection[str] = (),
) -> Arguments:
    """Evaluate all parameters of a step: texts rendered, lengths, ranges and enums checked, all faults at once.

    A text that is empty is absent, and left out of a list. A keyed list becomes a tuple of the media that are there. `unknown`
    are parameters that are given what nobody knows yet.
    """
    faults, own = Faults(), Faults()
    found: dict[str, Evaluated] = {}
    parameters = callee.parameters
    for name, value in step.arguments.items():
        if name in unknown:
            continue
        known = _known(value, name, parameters[name], bindings, own)
        if own.told:
            for one in own.sorted():
                faults.put(replace(one, place=blame(name, one.place)))
            own = Faults()
        if known is not ABSENT and (known != () or isinstance(callee, Recipe)):
            found[name] = known
    there = {*found, *unknown}
    missing = tuple([name for name, one in parameters.items() if one.required and name not in there])
    rules = rules_of(callee)
    choice = rules.one_of
    if choice and not len(faults) and not missing and there.isdisjoint(choice):
        _refuse_none_of(choice, step, callee, blame, faults)
    clash = rules.clash(found) if rules.excludes else None
    if clash is not None:
        faults.add("not-both", step.argument_places.get(clash[1], step.place), one=clash[0], other=clash[1])
    for name, bound in passed_bounds(callee, found):
        place = blame(name, step.argument_places.get(name, step.place))
        number = str(found[name])
        faults.add("number-with-other", place, name=name, value=number, other=bound.given, high=bound.maximum)
    return Arguments(found, faults.sorted(), missing)


def _known(value: Value, name: str, parameter: Parameter | Input, bindings: Bindings, faults: Faults) -> Evaluated:
    """Return what a parameter is given, a text in its final form and an empty one as ABSENT; add what is wrong with it."""
    try:
        known = evaluate(value, bindings)
    except FaultsFound as found:
        for one in found.faults:
            faults.put(one)
        return ABSENT
    if isinstance(known, str):
        if is_text(parameter) and not isinstance(value, Template):  # whose text has its final form
            known = normalised(known)
        if known == "":
            if parameter.required:
                faults.add("empty-text", value.place, name=name)
            return ABSENT
    elif isinstance(known, Keyed):
        known = known.media
    elif isinstance(known, tuple):
        known = tuple([member for member in known if member != ""])
    if known is not ABSENT and (known != () or parameter.required):
        check_argument(parameter, known, value.place, faults)
    return known


def _refuse_none_of(choice: Collection[str], step: Step, callee: Callee, blame: PlaceOf, faults: Faults) -> None:
    """Add a fault for parameters of which one must be given: at the first that is written, and comes to nothing here."""
    names = hints.listed(choice)
    name = next((name for name in choice if name in step.arguments), None)
    if name is None:
        faults.add("missing-one-of", step.place, names=names, model=callee.name)
    else:
        place = blame(name, step.argument_places.get(name, step.place))
        faults.add("one-of-absent", place, name=name, names=names, model=callee.name)


def inner_inputs(
    recipe: Recipe, arguments: Mapping[str, Evaluated], media: Mapping[MediaName, Media]
) -> dict[str, Evaluated]:
    """Return the inputs of a recipe that a step uses: what the step gives, else the default, else ABSENT."""
    return _filled(recipe.inputs, arguments, media)


def _filled(
    inputs: Mapping[str, Input], given: Mapping[str, Evaluated], media: Mapping[MediaName, Media]
) -> dict[str, Evaluated]:
    return {
        name: _with_defaults(declared, given[name], media) if name in given else _default(declared.default, media)
        for name, declared in inputs.items()
    }


def _with_defaults(declared: Input, value: Evaluated, media: Mapping[MediaName, Media]) -> Evaluated:
    """Fill in what maps leave out."""
    if not declared.members or not isinstance(value, tuple):
        return value
    maps = (_filled(declared.members, _present(one), media) for one in value if isinstance(one, Record))
    return tuple(Record(MappingProxyType(one)) for one in maps)


def _present(one: Record) -> dict[str, Evaluated]:
    """Return the members of a map that are there."""
    return {name: value for name, value in one.members.items() if value is not ABSENT}


def _default(value: InputValue | Absent, media: Mapping[MediaName, Media]) -> Evaluated:
    match value:
        case MediaName():
            return media.get(value, ABSENT)
        case InputMap():
            return Record(MappingProxyType({name: _default(one, media) for name, one in value.members.items()}))
        case tuple():
            return tuple(_default(member, media) for member in value)
        case _:
            return value
