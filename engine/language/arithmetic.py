"""Arithmetic: what operators and filters do to numbers, within bounds."""

import operator
from collections.abc import Callable, Mapping
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal
from typing import Any, Final

from engine.errors import FaultsFound
from engine.values.fault import fault
from engine.values.number import JSON_NUMBER, MAX_DIGITS, exact_number
from engine.values.place import Place

Number = int | Decimal

MAX_DECIMALS: Final = 6
"""More decimals of a number that is printed say nothing; a third of something has as many as fit."""
_NUMBERS: Final = Context(prec=34)
_EXACT: Final = Context(prec=4 * MAX_DIGITS)
_ONES: Final = Decimal(1)


def _floor(left: Decimal, right: Decimal) -> Decimal:
    (above, below), (over, under) = left.as_integer_ratio(), right.as_integer_ratio()
    return Decimal(above * under // (below * over))


_ARITHMETIC: Final[Mapping[str, Callable[[Any, Any], Any]]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "//": operator.floordiv,
    "%": operator.mod,
}
_FRACTIONS: Final[Mapping[str, Callable[[Decimal, Decimal], Number]]] = {
    "+": _NUMBERS.add,
    "-": _NUMBERS.subtract,
    "*": _NUMBERS.multiply,
    "/": _NUMBERS.divide,
    "//": lambda left, right: int(_floor(left, right)),
    "%": lambda left, right: _NUMBERS.plus(_EXACT.subtract(left, _EXACT.multiply(right, _floor(left, right)))),
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


def computed(name: str, left: Number, right: Number, place: Place) -> Number:
    """Return the result of an operator on numbers; raise FaultsFound for a division by zero or too many digits.

    `/` keeps 34 digits; `//` and `%` go by the floor, so that what remains has the sign of the divisor.
    """
    if name in ("/", "//", "%") and right == 0:
        raise FaultsFound([fault("division-by-zero", place)])
    if isinstance(left, int) and isinstance(right, int) and name != "/":
        found: Number = _ARITHMETIC[name](left, right)
    else:
        found = _FRACTIONS[name](Decimal(left), Decimal(right))
    if found and abs(Decimal(found).adjusted()) > MAX_DIGITS:
        raise FaultsFound([fault("number-too-long", place, value=name)])
    return found


def rounded(value: Number, decimals: int | None = None) -> Number:
    """Return the nearest integer, or the nearest number with so many decimals; halves go away from zero."""
    found = Decimal(value).quantize(_ONES.scaleb(-(decimals or 0)), ROUND_HALF_UP, _EXACT)
    return int(found) if decimals is None else found


def cut(value: Number) -> int:
    """Return the integer before the point."""
    return int(Decimal(value).to_integral_value(ROUND_DOWN))


def number_in(text: str) -> Decimal:
    """Return the number that a text is, in JSON form, blanks around it aside; raise ValueError if it is none."""
    text = text.strip()
    if not JSON_NUMBER.fullmatch(text):
        raise ValueError(text)
    return exact_number(text)


def decimals_of(value: object) -> int:
    """Return how many digits a number has behind its point when it is printed."""
    if not isinstance(value, Decimal):
        return 0
    exponent = value.normalize(_EXACT).as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0
