"""Limits: whether a value keeps within what an input or a parameter allows."""

from decimal import Decimal

from engine.catalog import Parameter
from engine.language.values import InputValue
from engine.recipe.declared import Limits
from engine.shape.patterns import matches
from engine.values.fault import Faults
from engine.values.number import range_key
from engine.values.place import Place

Bounds = tuple[int | Decimal | None, int | Decimal | None]


def check_parameter(parameter: Parameter, value: object, place: Place, faults: Faults) -> None:
    """Add the faults of a known value of a model's or tool's parameter."""
    name = parameter.name
    match value:
        case str():
            _check_units(parameter, value, place, faults)
            if parameter.must_hold and not any(word in value.casefold() for word in parameter.must_hold):
                faults.add("text-without-word", place, name=name, words=", ".join(parameter.must_hold))
            words = parameter.enum or parameter.words
            if words and value not in words:
                faults.unknown("not-one-of", place, value, words)
        case tuple():
            if parameter.min_items is not None and len(value) < parameter.min_items:
                faults.add("too-few-items", place, name=name, count=len(value), limit=parameter.min_items)
            if parameter.max_items is not None and len(value) > parameter.max_items:
                faults.add("too-many-items", place, name=name, count=len(value), limit=parameter.max_items)
        case bool():
            pass
        case int() | Decimal() if value != parameter.auto:
            _check_range(name, value, (parameter.minimum, parameter.maximum), place, faults)


def _check_units(parameter: Parameter, value: str, place: Place, faults: Faults) -> None:
    limit = parameter.max_length
    count = limit.units_of(value) if limit is not None else 0
    if limit is None or count <= limit.units:
        return
    if limit.cjk == 1:
        faults.add("text-over-limit", place, name=parameter.name, count=count, limit=limit.units)
    else:
        faults.add("text-over-units", place, name=parameter.name, count=count, limit=limit.units, wide=limit.cjk)


def check_input(name: str, limits: Limits, value: InputValue, place: Place, faults: Faults) -> None:
    """Add the fault of a value given for an input, if its limits refuse it."""
    if limits.enum and value not in limits.enum:
        known = [_text(choice) for choice in limits.enum]
        faults.unknown("input-not-one-of", place, _text(value), known, input=name)
    elif isinstance(value, tuple):
        check_count(name, limits, len(value), place, faults)
        for member in value if limits.items else ():
            check_input(name, limits.items or limits, member, place, faults)
    elif isinstance(value, str):
        _check_text(name, limits, value, place, faults)
    elif isinstance(value, int | Decimal) and not isinstance(value, bool):
        _check_range(name, value, (limits.minimum, limits.maximum), place, faults)


def check_count(name: str, limits: Limits, count: int, place: Place, faults: Faults) -> None:
    """Add the fault of a list with too few or too many members."""
    if limits.min_items is not None and count < limits.min_items:
        faults.add("too-few-items", place, name=name, count=count, limit=limits.min_items)
    if limits.max_items is not None and count > limits.max_items:
        faults.add("too-many-items", place, name=name, count=count, limit=limits.max_items)


def _check_text(name: str, limits: Limits, value: str, place: Place, faults: Faults) -> None:
    if limits.max_length is not None and len(value) > limits.max_length:
        faults.add("text-over-limit", place, name=name, count=len(value), limit=limits.max_length)
    if limits.min_length is not None and len(value) < limits.min_length:
        faults.add("text-under-limit", place, name=name, count=len(value), limit=limits.min_length)
    if limits.pattern is not None and not matches(limits.pattern, value):
        faults.add("pattern-not-found", place, name=name, value=value[:60], pattern=limits.pattern)


def _check_range(name: str, value: int | Decimal, bounds: Bounds, place: Place, faults: Faults) -> None:
    low, high = bounds
    if (low is not None and value < low) or (high is not None and value > high):
        shown = {key: str(bound) for key, bound in (("low", low), ("high", high)) if bound is not None}
        faults.add(range_key(low, high), place, name=name, value=_text(value), **shown)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    return text if len(text) <= 60 else text[:59] + "…"
