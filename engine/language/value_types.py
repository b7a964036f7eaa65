"""The types of values, as far as they are known before anything runs."""

from decimal import Decimal

from engine.language.types import (
    BOOLEAN,
    IMAGE,
    INTEGER,
    NUMBER,
    STRING,
    UNKNOWN,
    VIDEO,
    Type,
    joined,
    list_of,
    record_of,
)
from engine.language.values import Constant, Expression, ListValue, MapValue, MediaConstant, Scalar, Template, Value
from engine.values.media_kind import MediaKind


def whole(value: Constant) -> Constant:
    """Return a number without a fraction as an integer: 5.0 is 5."""
    number = value.value
    if isinstance(number, Decimal) and number == number.to_integral_value():
        return Constant(int(number), value.place)
    return value


def type_of(value: Scalar) -> Type:
    """Return the type of a constant."""
    if isinstance(value, bool):
        return BOOLEAN
    if isinstance(value, str):
        return STRING
    return INTEGER if value == int(value) else NUMBER


def type_of_value(value: Value) -> Type:
    """Return the type of any value, as far as it is known before anything runs."""
    match value:
        case Constant():
            return type_of(value.value)
        case Expression():
            return value.type
        case ListValue():
            found: Type | None = None
            for item in value.items:
                known = type_of_value(item)
                known = known.items or known  # a list among the members is put in its place
                found = known if found is None else joined(found, known) or UNKNOWN
            return list_of(found)
        case MapValue():
            return record_of({name: type_of_value(inner) for name, inner in value.items.items()})
        case Template():
            return STRING
        case MediaConstant():
            return VIDEO if value.kind is MediaKind.VIDEO else IMAGE
        case _:
            return UNKNOWN
