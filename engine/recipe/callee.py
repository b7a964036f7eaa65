"""Callee: what a step uses (a model, a media tool, another recipe), seen alike."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from engine.catalog import Bound, Model, Parameter, ParameterType, Rules, Tool
from engine.catalog.catalog import Catalog
from engine.language.types import BOOLEAN, IMAGE, INTEGER, NUMBER, STRING, UNKNOWN, VIDEO, Kind, Type, list_of
from engine.language.value_types import type_of_value
from engine.recipe.declared import Input
from engine.recipe.limits import check_count, check_input, check_parameter
from engine.recipe.model import Recipe, Step
from engine.values.fault import Faults
from engine.values.media_kind import MediaKind
from engine.values.place import Place

if TYPE_CHECKING:
    from engine.language.bindings import Evaluated

Callee = Model | Tool | Recipe

_TYPES: Final[Mapping[ParameterType, Type]] = MappingProxyType(
    {
        ParameterType.VIDEO: VIDEO,
        ParameterType.IMAGE: IMAGE,
        ParameterType.STRING: STRING,
        ParameterType.INTEGER: INTEGER,
        ParameterType.NUMBER: NUMBER,
        ParameterType.BOOLEAN: BOOLEAN,
    }
)
_KINDS: Final[Mapping[MediaKind, Type]] = MappingProxyType({MediaKind.VIDEO: VIDEO, MediaKind.IMAGE: IMAGE})


def callee_of(step: Step, recipe: Recipe, catalog: Catalog) -> Callee:
    """Return what a step of a checked recipe uses."""
    return recipe.recipes.get(step.uses) or catalog.tools.get(step.uses) or catalog.models[step.uses]


def type_of_parameter(parameter: Parameter | Input) -> Type:
    """Return the type that a parameter takes; one that takes words as well as numbers is judged by its value."""
    if isinstance(parameter, Input):
        return parameter.taken
    if parameter.type is ParameterType.LIST:
        return list_of(_TYPES[parameter.items] if parameter.items else None)
    return UNKNOWN if parameter.words else _TYPES[parameter.type]


def takes_media(parameter: Parameter | Input) -> bool:
    known = type_of_parameter(parameter)
    return known.is_media or (known.items is not None and known.items.is_media)


def is_text(parameter: Parameter | Input) -> bool:
    """Tell whether a parameter takes templates."""
    return isinstance(parameter, Parameter) and parameter.text


def check_argument(parameter: Parameter | Input, value: "Evaluated", place: Place, faults: Faults) -> None:
    """Add the faults of a known value."""
    if isinstance(parameter, Parameter):
        check_parameter(parameter, value, place, faults)
    elif isinstance(value, str | int | Decimal):
        check_input(parameter.name, parameter.limits, value, place, faults)
    elif isinstance(value, tuple):
        members = tuple(member for member in value if isinstance(member, str | int | Decimal))
        check_count(parameter.name, parameter.limits, len(value), place, faults)
        for member in members if parameter.limits.items else ():
            check_input(parameter.name, parameter.limits.items or parameter.limits, member, place, faults)
        for n, one in enumerate(value) if parameter.members else ():
            _check_map(f"{parameter.name}[{n}]", parameter.members, one, place, faults)


def _check_map(name: str, members: Mapping[str, Input], one: "Evaluated", place: Place, faults: Faults) -> None:
    from engine.language.bindings import Record  # noqa: PLC0415 - a check of a recipe alone knows no values

    assert isinstance(one, Record), "its type is a map's"
    for key, member in members.items():
        if key in one.members:
            check_argument(replace(member, name=f"{name}.{key}"), one.members[key], place, faults)


def passed_bounds(callee: Callee, given: "Mapping[str, Evaluated]") -> Iterator[tuple[str, Bound]]:
    """Give the numbers that are too great because of another parameter that is given, by name, with the bounds they pass."""
    if isinstance(callee, Recipe):
        return
    for name, value in given.items():
        for bound in callee.parameters[name].bounds:
            if bound.given in given and isinstance(value, int) and value > bound.maximum:
                yield name, bound


def rules_of(callee: Callee) -> Rules:
    """Return the rules between the parameters of what a step uses."""
    return Rules() if isinstance(callee, Recipe) else callee.rules


def result_types(callee: Callee, step: str, *, skippable: bool) -> Mapping[str, Type]:
    """Return what one task of a step gives; it is possibly absent if the step may be skipped."""
    if isinstance(callee, Recipe):
        known = {name: _result_of(type_of_value(output.value)) for name, output in callee.outputs.items()}
    else:
        known = {name: _KINDS[output.kind] for name, output in callee.outputs.items()}
    found = {name: replace(kind, made=(step, name), foretold=isinstance(callee, Tool)) for name, kind in known.items()}
    return {name: _skippable(kind) for name, kind in found.items()} if skippable else found


def _result_of(known: Type) -> Type:
    """Return the type of a sub-recipe's output for the step that uses it; what may be absent in it is skipped there."""
    items = replace(known.items, skippable=known.items.optional) if known.items else None
    return replace(known, items=items, skippable=known.optional)


def _skippable(known: Type) -> Type:
    return replace(known, optional=True, skippable=True)


def item_fields(tool: Tool) -> Mapping[str, Type]:
    """Return the members of an item of a tool that makes several media."""
    return {name: _TYPES[kind] for name, kind in tool.item_fields.items()}


def output_types(
    callee: Callee, step: str, repeats: "Repeats | None" = None, *, numbered: int = 0, skippable: bool
) -> Mapping[str, Type]:
    """Return the types of a step's outputs; of a repeated step each is a keyed list, whose keys may be `numbered`."""
    found = {}
    for name, known in result_types(callee, step, skippable=False).items():
        of = known
        if repeats is not None:
            of = _keyed(_skippable(known) if repeats.gaps else known, known, filled=repeats.filled)
            of = replace(of, numbered=numbered if known.items is None else 0)
        elif isinstance(callee, Tool) and callee.keyed:
            of = replace(_keyed(known, known, filled=True), numbered=numbered)
        found[name] = _skippable(of) if skippable else of
    return MappingProxyType(found)


class Repeats(NamedTuple):
    """How a step is repeated: whether some of its items may be skipped, and whether there surely is one."""

    gaps: bool = False
    filled: bool = False


def _keyed(items: Type, known: Type, *, filled: bool) -> Type:
    """Return the keyed list of what every task gives; keyed lists of tasks become one."""
    if items.items is not None:
        filled = filled and items.filled
        absent = items.optional or items.items.optional
        items = replace(items.items, optional=absent, skippable=absent)
    return Type(Kind.LIST, items, keyed=True, least=int(filled), made=known.made, foretold=known.foretold)
