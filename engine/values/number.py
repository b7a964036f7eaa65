"""Numbers as they are written: exact, and within bounds that no quantity here comes near."""

import re
from decimal import Decimal, InvalidOperation
from typing import Final

JSON_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
"""How JSON writes a number."""

MAX_DIGITS: Final = 40
"""More digits, or a larger exponent, than any quantity here has; a bound, so that no number eats memory."""


def exact_number(text: str) -> Decimal:
    """Read a number with digits, a point and an exponent; raise ValueError if it is none, or out of bounds."""
    try:
        value = Decimal(text if len(text) <= MAX_DIGITS else "too long")
    except InvalidOperation as error:
        raise ValueError("number with too many digits") from error
    if not value:
        return Decimal(0)  # whatever its exponent
    if not value.is_finite() or abs(value.adjusted()) > MAX_DIGITS:
        raise ValueError("number with too many digits")
    return value


def range_key(low: object, high: object) -> str:
    """Return the key of the fault that says which bounds there are."""
    if high is None:
        return "number-too-small"
    return "number-range" if low is not None else "number-too-great"
