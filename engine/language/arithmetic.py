"""Arithmetic: what operators do to values, within bounds."""

import operator
from collections.abc import Callable, Mapping
from decimal import Context, Decimal, DivisionByZero, InvalidOperation
from typing import Any, Final

from engine.errors import FaultsFound
from engine.values.fault import fault
from engine.values.number import MAX_DIGITS
from engine.values.place import Place

_NUMBERS: Final = Context(prec=34)
_ARITHMETIC: Final[Mapping[str, Callable[[Any, Any], Any]]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "//": operator.floordiv,
    "%": operator.mod,
}
_FRACTIONS: Final[Mapping[str, Callable[[Any, Any], Decimal]]] = {
    "+": _NUMBERS.add,
    "-": _NUMBERS.subtract,
    "*": _NUMBERS.multiply,
    "/": _NUMBERS.divide,
}
COMPARISONS: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "lt": operator.lt,
    "lteq": operator.le,
    "gt": operator.gt,
    "gteq": operator.ge,
    "in": lambda left, right: left in right,
    "notin": lambda left, right: left not in right,
}


def computed(name: str, left: int | Decimal, right: int | Decimal, place: Place) -> int | Decimal:
    """Return the result of an operator on numbers; raise FaultsFound for a division by zero or too many digits."""
    try:
        if isinstance(left, int) and isinstance(right, int) and name != "/":
            found: int | Decimal = _ARITHMETIC[name](left, right)
        else:
            found = _FRACTIONS[name](Decimal(left), Decimal(right))
    except (ZeroDivisionError, DivisionByZero, InvalidOperation):
        raise FaultsFound([fault("division-by-zero", place)]) from None
    if found and (Decimal(found).adjusted() > MAX_DIGITS or not Decimal(found).is_finite()):
        raise FaultsFound([fault("number-too-long", place, value=name)])
    return found
