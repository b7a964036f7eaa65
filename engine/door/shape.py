"""Shape: typed values made of the JSON that the schemas describe, so that both always say the same."""

import functools
import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")


def typed(kind: type[T], data: Mapping[str, Any]) -> T:
    """Return a frozen dataclass of a JSON object: members by name, decimals exact, lists as tuples.

    A member with a default may be missing; a class with a method `of` reads its JSON itself.
    """
    values, known = {}, cast("Any", kind)
    for name, hint, needed in _members(known):
        if needed or name in data:
            values[name] = _value(hint, data[name])
    return kind(**values)


@functools.cache
def _members(kind: Any) -> list[tuple[str, Any, bool]]:
    hints = get_type_hints(kind)
    return [(one.name, hints[one.name], one.default is MISSING) for one in fields(kind) if one.init]


def _value(hint: Any, value: Any) -> Any:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        (inner,) = (one for one in get_args(hint) if one is not types.NoneType)
        return None if value is None else _value(inner, value)
    if origin is tuple:
        inner = get_args(hint)[0]
        return tuple(_value(inner, item) for item in value)
    if origin is Mapping:
        inner = get_args(hint)[1]
        return value if inner is Any else {name: _value(inner, item) for name, item in value.items()}
    if hasattr(hint, "of"):
        return hint.of(value)
    if isinstance(hint, type) and is_dataclass(hint):
        return value if isinstance(value, hint) else typed(hint, value)
    if hint is Decimal:
        return Decimal(str(value))
    return Path(value) if hint is Path else value
