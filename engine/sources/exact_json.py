"""JSON as people give it: fractions stay exact, nothing is infinite, no key stands twice."""

import json
import re
from decimal import Decimal
from typing import Any, Final

from engine.values.number import exact_number

_HALF: Final = re.compile("[\ud800-\udfff]")


def has_half(value: object) -> bool:
    """Tell whether a text in a value holds half of a surrogate pair, which no file and no request can hold."""
    return _HALF.search(json.dumps(value, ensure_ascii=False, default=str)) is not None


def _number(text: str) -> int | Decimal:
    value = exact_number(text)
    return int(text) if text.lstrip("-").isdigit() else value


def _constant(text: str) -> object:
    raise ValueError(f"{text} is no number of JSON")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice in an object")
    return found


DECODER: Final = json.JSONDecoder(
    parse_float=_number, parse_int=_number, parse_constant=_constant, object_pairs_hook=_object
)
"""Raises ValueError for what is no JSON, RecursionError for what is nested too deep."""
